import { articleIdOf } from '../../articles/record-key.ts';
import { factsOf } from '../../digest/digest.ts';
import type { ToldDigest } from '../../digest/told-digest.ts';
import type { PastEdition } from '../../edition/months/past-edition.ts';
import { goneSince } from '../../edition/months/taken-down.ts';
import type { PageFills } from '../../rendering/pages/page-fills.ts';
import { placeOf, type Standing } from '../standing/standings.ts';
import { barePage, type Cut, cutPage } from './cut-page.ts';

/**
 * The page of an edition without what was taken down of it. Where its words cannot be cut out, nothing of the page is left but that it was
 * taken down.
 * @param told what the edition told, whole.
 */
export function pageWithout(
  sealedPage: string,
  own: PastEdition,
  told: ToldDigest,
  { name, gone }: Pick<PageFills, 'name' | 'gone'>,
): string {
  const { takenDown } = own;
  if (!takenDown) return sealedPage;
  const bare = (on: string) => barePage(sealedPage, name, gone(on));
  if (takenDown.edition !== null) return bare(takenDown.edition);
  return cutPage(sealedPage, cutOf(own, told), gone) ?? bare(lastDay(own));
}

/** The last day on which something of an edition was taken down. */
function lastDay({ takenDown }: PastEdition): string {
  return (
    Object.values(takenDown?.facts ?? {})
      .sort()
      .at(-1) ?? ''
  );
}

/** What an edition says of facts that were taken down. */
function cutOf(own: PastEdition, told: ToldDigest): Cut {
  const facts = goneFacts(own, told);
  const corrections = told.corrections.filter(({ id }) => goneSince(own, id) !== undefined);
  const days = told.daysAhead.filter(day => goneTellers(own, day).length > 0);
  const ofDays = days
    .flatMap(day => goneTellers(own, day))
    .map(({ id, fact }) => [fact.number, since(own, id)]);
  return {
    facts: new Map(facts.map(fact => [fact.number, sinceAny(own, fact)])),
    days: new Map([...facts.map(({ number, id }) => [number, since(own, id)]), ...ofDays] as [
      string,
      string,
    ][]),
    corrections: new Map(
      own.manifest.corrections.flatMap(entry =>
        goneSince(own, entry.fact) === undefined
          ? []
          : [[placeOf(own, entry).anchor, since(own, entry.fact)]],
      ),
    ),
    sources: goneSources(own, told),
    words: [
      ...[...facts, ...corrections.flatMap(({ said, right }) => [said, right ?? []].flat())].flatMap(wordsOf),
      ...corrections.flatMap(({ days: { said, right } }) => [...said, ...right]).map(({ what }) => what.text),
      ...days.map(({ what }) => what.text),
      ...told.daysGone.filter(({ id }) => goneSince(own, id) !== undefined).map(({ what }) => what.text),
    ],
  };
}

/** Sources of which nothing is told that stays, each with the day: by their articles, whose ids are in those of their facts. */
function goneSources(own: PastEdition, told: ToldDigest): Map<string, string> {
  const gone = goneFacts(own, told);
  const idsOf = (facts: typeof gone) => facts.flatMap(fact => [fact, ...fact.also]).map(({ id }) => id);
  const isGone = ({ id }: { id: string }) => goneSince(own, id) !== undefined;
  const staying = [
    ...idsOf(factsOf(told).filter(fact => !gone.includes(fact))),
    ...told.corrections.filter(one => !isGone(one)).map(({ id }) => id),
  ];
  const left = new Set(staying.map(articleIdOf));
  const facts = [...idsOf(gone), ...told.corrections.filter(isGone).map(({ id }) => id)];
  const days = new Map(facts.map(id => [articleIdOf(id), goneSince(own, id) ?? lastDay(own)]));
  return new Map(
    told.sources.flatMap(({ letter, id = '' }) => {
      const on = days.get(id);
      return on === undefined || left.has(id) ? [] : [[letter, on]];
    }),
  );
}

function sinceAny(own: PastEdition, fact: ReturnType<typeof goneFacts>[number]): string {
  return since(own, ...[fact, ...fact.also].map(({ id }) => id));
}

/** What stands under one number goes as a whole: its words are of all the articles that say so. */
function goneFacts(own: PastEdition, told: ToldDigest) {
  return factsOf(told).filter(fact =>
    [fact, ...fact.also].some(({ id }) => goneSince(own, id) !== undefined),
  );
}

function goneTellers(own: PastEdition, day: ToldDigest['daysAhead'][number]) {
  return [day, ...day.also].filter(({ id }) => goneSince(own, id) !== undefined);
}

/** The day on which the first of these was taken down. */
function since(own: PastEdition, ...facts: string[]): string {
  return facts.flatMap(fact => goneSince(own, fact) ?? [])[0] ?? '';
}

function wordsOf({ statement, short }: { statement: { text: string }; short: { text: string } | null }) {
  return [statement.text, short?.text ?? ''];
}

/** What became of facts, but for those that are gone. */
export function standingsWithout<One extends Pick<Standing, 'fact' | 'number'>>(
  standings: readonly One[],
  own: PastEdition | undefined,
  told: ToldDigest | undefined,
): One[] {
  if (!own?.takenDown || !told) return [...standings];
  const { facts } = cutOf(own, told);
  return standings.filter(({ fact, number }) => goneSince(own, fact) === undefined && !facts.has(number));
}
