import { isDeepStrictEqual } from 'node:util';
import type { WordsIn } from '../../core/articles/own-words.ts';
import type {
  Digest,
  DigestCorrection,
  DigestDate,
  DigestDayAhead,
  DigestFact,
  DigestSource,
} from '../../core/digest/digest.ts';
import { dateText, daysBetween, dayText, shortDateText } from '../../core/rendering/language/dates.ts';
import { type Messages, messagesFrom } from '../../core/rendering/language/messages.ts';
import { visibleText } from '../../core/rendering/language/visible-text.ts';
import { wordDiff } from '../../core/rendering/language/word-diff.ts';
import { fill } from '../../core/rendering/language/wording.ts';
import { readTemplates } from '../../lambdas/runtime/read-text.ts';
import type { BuiltEdition } from '../support/editions/build.ts';
import { templateDirectory } from '../support/editions/example.ts';

const templates = readTemplates(templateDirectory);

const words = new Map<string, Messages>();

/** The words of the language that an edition is in; read once. */
export function wordsFor({ publication: { language } }: BuiltEdition): Messages {
  const read = words.get(language) ?? messagesFrom(templates, language);
  words.set(language, read);
  return read;
}

/** What an edition says in one place, whatever templates say it with. */
export type Item = {
  /** What it is, for findings: `fact 2-01`. */
  name: string;
  /** Each piece as readers see it; those by which it is known that it is there come first, `known` of them. */
  pieces: string[];
  known: number;
  /** Pieces in a language that is not the edition's. */
  foreign: WordsIn[];
  /** Where it leads: in both parts, and where links stand in the words. */
  links: string[];
  linksInWords: string[];
  /** Letters of the sources that it names. */
  sources: string[];
};

type Piece = string | WordsIn | null | undefined;

function itemOf(
  { publication }: BuiltEdition,
  name: string,
  known: Piece[],
  others: Piece[],
  leads: Partial<Pick<Item, 'links' | 'linksInWords' | 'sources'>> = {},
): Item {
  const { language } = publication;
  const seen = (pieces: Piece[]) =>
    pieces.flatMap((piece): WordsIn[] => {
      const words = typeof piece === 'string' ? { text: piece, language } : piece;
      const text = visibleText(words?.text ?? '');
      return words && text !== '' ? [{ ...words, text }] : [];
    });
  const first = seen(known);
  const all = [...first, ...seen(others)];
  return {
    name,
    pieces: all.map(({ text }) => text),
    known: first.length,
    foreign: all.filter(words => words.language !== language),
    links: [],
    linksInWords: [],
    sources: [],
    ...leads,
  };
}

/** All facts of a digest, in their order. */
export function factsOf(digest: Digest): DigestFact[] {
  return [...digest.sections.flatMap(section => section.facts), ...digest.views];
}

/** What each fact has to say. */
export function factItems(edition: BuiltEdition): Item[] {
  return factsOf(edition.digest).map(fact =>
    itemOf(
      edition,
      `fact ${fact.number}`,
      [fact.statement, fact.number],
      piecesOf(fact, edition),
      leadsOf(fact, edition),
    ),
  );
}

/** What each correction or retraction has to say: where something was said, what was put right or withdrawn, and why. */
export function correctionItems(edition: BuiltEdition): Item[] {
  const { corrections, locale } = wordsFor(edition);
  return edition.digest.corrections.map(correction => {
    const { appeared, said, right, reason, details } = correction;
    const shown = details === null ? [] : [right?.primarySource ?? []].flat();
    return itemOf(
      edition,
      `correction ${appeared.number}`,
      [appeared.number, ...statementPieces(correction, edition)],
      [
        right ? corrections.correction : corrections.retraction,
        dateText(appeared.edition, locale),
        ...saidNow(correction, edition),
        ...(right && right.label !== said.label ? [wordsFor(edition).labels[said.label].text] : []),
        ...(right && details && edition.links.web === null ? detailPieces(right) : []),
        reason,
      ],
      {
        ...(right ? leadsOf(right, edition) : {}),
        linksInWords: [],
        links: [...shown, ...pageOf(appeared, edition)],
      },
    );
  });
}

function saidNow(correction: DigestCorrection, edition: BuiltEdition): Piece[] {
  const { right } = correction;
  if (right === null) return [wordsFor(edition).corrections.withdrawn];
  return isSaidAlike(correction, edition) ? [] : claimPieces(right, edition);
}

/** Who says so, and how firmly, is told again only where it changed, or where there is no page that would. */
function isSaidAlike({ said, right }: DigestCorrection, { links }: BuiltEdition): boolean {
  return (
    links.web !== null &&
    said.label === right?.label &&
    isDeepStrictEqual(said.attribution, right.attribution)
  );
}

/** Both statements whole, or, of two that have most in common, every piece that stayed, is new or is gone. */
function statementPieces({ said, right }: DigestCorrection, { publication }: BuiltEdition): Piece[] {
  if (right === null) return [said.statement];
  const { parts, common } = wordDiff(said.statement.text, right.statement.text, publication.language);
  const isOwn = [said, right].every(({ statement }) => statement.language === publication.language);
  const changed = parts.filter(({ change }) => change === 'new').length;
  if (!isOwn || common < 0.6 || changed > 3) return [said.statement, right.statement];
  return parts.map(({ text }) => text);
}

/** What each of the days ahead has to say; `shown` of those within 90 days, the others not. */
export function dayItems(edition: BuiltEdition, shown = true): Item[] {
  const { locale } = wordsFor(edition);
  const { daysAhead, edition: from } = edition.digest;
  return daysAhead
    .filter(({ date }) => daysBetween(from, date) <= 90 === shown)
    .filter((day, index, all) => all.findIndex(other => isSameDay(other, day)) === index)
    .map(day => {
      const { what, date, fact } = day;
      const known = [dayText(date, locale), what, fact.number];
      return itemOf(edition, `day ${date} of ${fact.number}`, known, dayPieces(day, edition), {
        linksInWords: pageOf(fact, edition),
      });
    });
}

/** Its label, and that nobody is named for it. */
function dayPieces({ label, attribution }: DigestDayAhead, edition: BuiltEdition): Piece[] {
  if (label === null || attribution === null) return [];
  return [wordsFor(edition).labels[label].text, nobodyOf(attribution, edition)];
}

/** Facts that are one item may tell of one day; under one label it is said once. */
function isSameDay(a: DigestDayAhead, b: DigestDayAhead): boolean {
  return (
    a.date === b.date && a.fact.number === b.fact.number && a.label === b.label && a.what.text === b.what.text
  );
}

/** What each source has to say; the only one of an edition has no letter. */
export function sourceItems(edition: BuiltEdition): Item[] {
  const { articleTypes, locale, source: words } = wordsFor(edition);
  return edition.digest.sources.map(({ letter, title, ...source }: DigestSource) =>
    itemOf(
      edition,
      `source ${letter}`,
      [hasOneSource(edition) ? null : letter, title],
      [
        source.originalTitle,
        source.publisher,
        source.author,
        articleTypes[source.type],
        ...datePieces(source.published, edition),
        source.url === undefined ? words.noLink : null,
        dateText(source.retrieved, locale),
        edition.links.web === null ? source.capture.sha256.slice(0, 12) : null,
        source.note,
      ],
      { links: source.url === undefined ? [] : [source.url], sources: [letter] },
    ),
  );
}

/** Every link that the content itself holds: on lines of the text part, and in the words of the HTML part. */
export function contentLinks(edition: BuiltEdition): { lines: string[]; all: string[] } {
  const items = [
    ...factItems(edition),
    ...correctionItems(edition),
    ...dayItems(edition),
    ...sourceItems(edition),
  ];
  const lines = items.flatMap(({ links }) => links);
  const corrected = edition.digest.corrections.flatMap(({ right }) => (right ? leadsOf(right, edition) : []));
  const inWords = [...items, ...corrected].flatMap(({ linksInWords }) => linksInWords);
  return { lines, all: [...lines, ...inWords] };
}

function leadsOf(fact: DigestFact, edition: BuiltEdition): Pick<Item, 'links' | 'linksInWords' | 'sources'> {
  const at = { number: fact.number, edition: edition.digest.edition };
  const letters = [fact.source, ...fact.also.map(({ source }) => source)];
  const addresses = edition.digest.sources.flatMap(({ letter, url }) =>
    letters.includes(letter) ? (url ?? []) : [],
  );
  return {
    links: fact.primarySource === null ? [] : [fact.primarySource],
    linksInWords: [
      ...[at, ...(fact.updates.length > 0 ? fact.updates : [fact.follows]), fact.sameAs].flatMap(reference =>
        pageOf(reference, edition),
      ),
      ...(hasOneSource(edition) ? [] : addresses),
    ],
    sources: letters,
  };
}

function hasOneSource({ digest }: BuiltEdition): boolean {
  return digest.sources.length === 1 && digest.counts.facts > 0;
}

/** What a fact says besides number and statement. */
function piecesOf(fact: DigestFact, edition: BuiltEdition): Piece[] {
  const { fact: words, locale } = wordsFor(edition);
  return [
    ...claimPieces(fact, edition),
    ...detailPieces(isAnnounced(fact, edition) ? { ...fact, instrument: null } : fact),
    isAnnounced(fact, edition) ? null : fact.occurred && shortDateText(fact.occurred.date, locale),
    fact.occurred?.basis === 'inferred' ? words.inferred.split('{date}')[1] : null,
    ...sourcePieces(fact.source, edition),
    ...fact.also.flatMap(({ source, attribution }) => [
      ...sourcePieces(source, edition),
      attribution.how === 'named' ? attribution.who : null,
    ]),
    fact.late ? words.late : null,
    fact.follows?.number,
    ...fact.updates.map(({ number }) => number),
    fact.sameAs?.number,
  ];
}

/** Source, instrument and day of several facts of one section stand once above them. */
function isAnnounced(
  { number, source, instrument, occurred }: DigestFact,
  { digest }: BuiltEdition,
): boolean {
  if (instrument === null || occurred?.date.length !== 10 || digest.inBrief.includes(number)) return false;
  const section = digest.sections.find(({ facts }) => facts.some(fact => fact.number === number));
  const alike = section?.facts.filter(
    fact =>
      !digest.inBrief.includes(fact.number) &&
      isDeepStrictEqual([fact.source, fact.instrument, fact.occurred], [source, instrument, occurred]),
  );
  return (alike ?? []).length > 1;
}

/** What stands below it, where it has it. */
function detailPieces({ quote, quoteLanguage, quoteIn, instrument, citation, why }: DigestFact): Piece[] {
  return [
    quote === null ? null : { text: quote, language: quoteLanguage },
    quoteIn,
    instrument,
    citation,
    why?.remark,
    why?.by,
  ];
}

/** Label, and who says so in which way; the words for some of both are one. */
function claimPieces(
  { label, attribution: { how, who }, source }: Pick<DigestFact, 'label' | 'attribution' | 'source'>,
  edition: BuiltEdition,
): Piece[] {
  const { labels, attribution } = wordsFor(edition);
  const { said, opens } = saidAs(label);
  const opening = opens ? labels[label].text : null;
  const whose = how === 'named' && isPublisher(who.text, source, edition) ? 'the article itself' : how;
  if (whose === 'named') return [opening, ...attribution.named[said].split('{who}'), who];
  if (whose === 'the article itself') return [opening, ...attribution.own[said].split('{source}')];
  const isAlone = hasOneSource(edition);
  const words = (isAlone ? attribution.alone : attribution)[whose].split(/\{\w+\}/);
  // What stands before the statement says it already, where no source need be named.
  const beside = how === 'unclear' && isAlone ? [] : words;
  return [labels[label].text, nobodyOf({ how }, edition), ...beside, how === 'unnamed' ? who : null];
}

/** Which of the words for who says so a label takes, and whether it stands before them. */
function saidAs(label: DigestFact['label']) {
  if (label === 'said' || label === 'reported' || label === 'background')
    return { said: label, opens: false };
  return { said: label === 'expected' || label === 'view' ? 'thought' : 'other', opens: true } as const;
}

/** What would be said twice is said once: who speaks may be who published it. */
function isPublisher(name: string, source: string, { digest }: BuiltEdition): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/^the /, '');
  return digest.sources.some(({ letter, publisher }) => letter === source && bare(publisher) === bare(name));
}

/** That nobody answers for it by name. */
function nobodyOf({ how }: { how: DigestFact['attribution']['how'] }, edition: BuiltEdition): Piece {
  const { attribution } = wordsFor(edition);
  if (how === 'unnamed') return attribution.nobodyNamed;
  return how === 'unclear' ? attribution.whoUnclear : null;
}

/** A date as precise as it is known, and the ground of an inferred one, which goes on in a sentence of ours. */
function datePieces({ date, because }: DigestDate, edition: BuiltEdition): Piece[] {
  const ground = because && { ...because, text: because.text.replace(/[.。]$/u, '') };
  return [dateText(date, wordsFor(edition).locale), ground];
}

/** A source stands beside a fact by its letter; one that speaks for all stands at the top. */
function sourcePieces(letter: string, edition: BuiltEdition): Piece[] {
  return [hasOneSource(edition) ? null : fill(wordsFor(edition).fact.source, { letter })];
}

/** Where a fact can be read, if the archive is public. */
function pageOf(at: { number: string; edition: string } | null, { links }: BuiltEdition): string[] {
  if (!at || links.web === null) return [];
  return [new URL(`../${at.edition}/index.html#fact-${at.number}`, links.web).href];
}
