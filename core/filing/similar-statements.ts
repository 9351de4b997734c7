import { type Fact, followedBy } from '../articles/fact.ts';
import { normalise } from './matching/comparable.ts';

/** How alike two statements in one language are: of `all` words that they are made of, `shared` are in both. */
export type Likeness = { shared: number; all: number };
/** Two facts that say nearly the same in a language, in the order in which they were given. */
export type SimilarPair<Given> = { first: Given; second: Given; language: string; likeness: Likeness };

/** More than half of the words in both: what editors would write of one claim, and seldom of two claims about one thing. */
const nearlyTheSame = 0.5;
/** Letters of a word by which it is known, whatever its ending: "licence" as "licensing", "export" as "exports". */
const knownBy = 5;

const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const word = /[\p{L}\p{M}\p{N}]+(?:['.,-][\p{L}\p{M}\p{N}]+)*/gu;
const hasDigit = /\p{N}/u;
const months = /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/;
/** Words that say nothing by themselves: two statements are not alike for having them both. */
const idle = new Set(
  (
    'a an and are as at be been by for from had has have in into is it its of on or that the their this to was were ' +
    'which will with'
  ).split(' '),
);

type Words = { all: ReadonlySet<string>; dates: ReadonlySet<string> };

/**
 * How alike two statements are, whichever is named first. Words are compared without case and endings, and those that say
 * nothing by themselves are left out; of Chinese and Japanese, which have no spaces, each two neighbouring characters count
 * as a word. Statements of which each has a number or a month that the other has not share nothing: two days or two
 * figures are two claims, however alike the rest.
 */
export function likenessOf(one: string, other: string): Likeness {
  return compare(wordsOf(one), wordsOf(other));
}

/** Whether an editor should ask whether two statements are one claim. */
export function isNearlyTheSame({ shared, all }: Likeness): boolean {
  return shared > all * nearlyTheSame;
}

/**
 * Finds facts that say nearly the same in a language that both have, in the order given. Facts of which one names the other,
 * or that name one fact as the same, are left out: somebody has thought about them.
 */
export function similarPairs<Given extends Comparable>(facts: readonly Given[]): SimilarPair<Given>[] {
  const read = facts.map(readFact);
  return read.flatMap((second, index) => read.slice(0, index).flatMap(first => pairOf(first, second)));
}

/**
 * The same between facts that were there before and those that come: in the order of those that come, each with the most alike first.
 * A fact is compared with those alone that have enough of its words, so that many facts about many things are soon looked through.
 */
export function similarAcross<Given extends Comparable>(
  before: readonly Given[],
  coming: readonly Given[],
): SimilarPair<Given>[] {
  const read = before.map(readFact);
  const places = placesOfWords(read);
  return coming.map(readFact).flatMap(second =>
    withEnoughWords(second, read, places)
      .flatMap(first => pairOf(first, second))
      .sort((one, other) => share(other.likeness) - share(one.likeness)),
  );
}

/** In which facts, by their places in the list, each word of a language stands. */
type Places = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;

function placesOfWords(facts: readonly ReadFact<unknown>[]): Places {
  const places = new Map<string, Map<string, number[]>>();
  for (const [place, { words }] of facts.entries())
    for (const [language, { all }] of words) {
      const ofLanguage = places.get(language) ?? new Map<string, number[]>();
      places.set(language, ofLanguage);
      for (const item of all) {
        const known = ofLanguage.get(item);
        if (known) known.push(place);
        else ofLanguage.set(item, [place]);
      }
    }
  return places;
}

/** The facts that have so many of a fact's words that they can be nearly the same, in the order of the list. */
function withEnoughWords<Given>(
  fact: ReadFact<Given>,
  facts: readonly ReadFact<Given>[],
  places: Places,
): ReadFact<Given>[] {
  const found = new Set<number>();
  for (const [language, { all }] of fact.words) {
    const counts = new Map<number, number>();
    for (const item of all)
      for (const place of places.get(language)?.get(item) ?? [])
        counts.set(place, (counts.get(place) ?? 0) + 1);
    for (const [place, shared] of counts) {
      const others = facts[place]?.words.get(language)?.all.size ?? 0;
      if (isNearlyTheSame({ shared, all: all.size + others - shared })) found.add(place);
    }
  }
  return facts.filter((_, place) => found.has(place));
}

type Comparable = Pick<Fact, 'id' | 'statement' | 'sameAs' | 'follows'>;
/** A fact with the words of its statement, by language. */
type ReadFact<Given> = { fact: Given; words: ReadonlyMap<string, Words> };

function readFact<Given extends Comparable>(fact: Given): ReadFact<Given> {
  const statements = Object.entries(fact.statement);
  return { fact, words: new Map(statements.map(([language, text]) => [language, wordsOf(text)])) };
}

function pairOf<Given extends Comparable>(
  { fact: first, words: others }: ReadFact<Given>,
  { fact: second, words }: ReadFact<Given>,
): SimilarPair<Given>[] {
  const found = firstLikeness(others, words);
  return found && !areRelated(first, second) ? [{ first, second, ...found }] : [];
}

function share({ shared, all }: Likeness): number {
  return shared / all;
}

function firstLikeness(
  one: ReadonlyMap<string, Words>,
  other: ReadonlyMap<string, Words>,
): { language: string; likeness: Likeness } | undefined {
  for (const [language, words] of one) {
    const others = other.get(language);
    const likeness = others && compare(words, others);
    if (likeness && isNearlyTheSame(likeness)) return { language, likeness };
  }
  return undefined;
}

type Related = Pick<Fact, 'id' | 'sameAs' | 'follows'>;

function areRelated(one: Related, other: Related): boolean {
  const named = namesOf(one).includes(other.id) || namesOf(other).includes(one.id);
  return named || one.id === other.id || (one.sameAs !== undefined && one.sameAs === other.sameAs);
}

function namesOf(fact: Related): string[] {
  return [fact.sameAs ?? [], followedBy(fact)].flat();
}

function compare(one: Words, other: Words): Likeness {
  const shared = sharedBy(one.all, other.all);
  const all = one.all.size + other.all.size - shared;
  const dates = sharedBy(one.dates, other.dates);
  const differ = dates < one.dates.size && dates < other.dates.size;
  return { shared: differ ? 0 : shared, all };
}

function sharedBy(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0;
  for (const item of one) if (other.has(item)) count += 1;
  return count;
}

function wordsOf(statement: string): Words {
  const text = normalise(statement).toLowerCase();
  const spaced = text.replace(dense, ' ').match(word) ?? [];
  const dates = spaced.filter(item => hasDigit.test(item) || months.test(item)).map(asNumber);
  const others = spaced.filter(item => !hasDigit.test(item) && !months.test(item) && !idle.has(item));
  return {
    all: new Set([...dates, ...others.map(known), ...(text.match(dense) ?? []).flatMap(neighbours)]),
    dates: new Set(dates),
  };
}

/** 4,000 is 4000; a month is itself. */
function asNumber(item: string): string {
  return item.replaceAll(',', '');
}

function known(item: string): string {
  return Array.from(item.replace(/'s$/, '')).slice(0, knownBy).join('');
}

function neighbours(run: string): string[] {
  const characters = Array.from(run);
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
