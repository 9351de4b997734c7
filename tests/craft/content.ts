import type { WordsIn } from '../../core/articles/own-words.ts';
import type {
  Digest,
  DigestCorrection,
  DigestDate,
  DigestDayAhead,
  DigestFact,
  DigestSource,
} from '../../core/digest/digest.ts';
import { dateText, daysBetween, dayText } from '../../core/rendering/language/dates.ts';
import { type Messages, messagesFrom } from '../../core/rendering/language/messages.ts';
import { visibleText } from '../../core/rendering/language/visible-text.ts';
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
      [fact.number, fact.statement],
      piecesOf(fact, edition),
      leadsOf(fact, edition),
    ),
  );
}

/** What each correction or retraction has to say: where something was said, what, what is right, and why. */
export function correctionItems(edition: BuiltEdition): Item[] {
  const { corrections, locale } = wordsFor(edition);
  return edition.digest.corrections.map(({ appeared, said, right, reason }: DigestCorrection) =>
    itemOf(
      edition,
      `correction ${appeared.number}`,
      [appeared.number, said.statement],
      [
        right ? corrections.correction : corrections.retraction,
        dayText(appeared.edition, locale),
        ...claimPieces(said, edition),
        ...(right ? [right.statement, ...piecesOf(right, edition)] : [corrections.withdrawn]),
        reason,
      ],
      {
        ...(right ? leadsOf(right, edition) : {}),
        links: [right?.primarySource ?? [], pageOf(appeared, edition)].flat(),
      },
    ),
  );
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
      const known = [what, dayText(date, locale), fact.number];
      return itemOf(edition, `day ${date} of ${fact.number}`, known, dayPieces(day, edition), {
        linksInWords: pageOf(fact, edition),
      });
    });
}

/** Its label, and who says so where nobody is named for it. */
function dayPieces({ label, attribution }: DigestDayAhead, edition: BuiltEdition): Piece[] {
  if (label === null || attribution === null) return [];
  const pieces = claimPieces({ label, attribution }, edition);
  return attribution.how === 'unnamed' || attribution.how === 'unclear' ? pieces : pieces.slice(0, 1);
}

/** Facts that are one item may tell of one day; under one label it is said once. */
function isSameDay(a: DigestDayAhead, b: DigestDayAhead): boolean {
  return (
    a.date === b.date && a.fact.number === b.fact.number && a.label === b.label && a.what.text === b.what.text
  );
}

/** What each source has to say. */
export function sourceItems(edition: BuiltEdition): Item[] {
  const { articleTypes, locale, source: words } = wordsFor(edition);
  return edition.digest.sources.map(({ letter, title, ...source }: DigestSource) =>
    itemOf(
      edition,
      `source ${letter}`,
      [letter, title],
      [
        source.originalTitle,
        source.publisher,
        source.author,
        articleTypes[source.type],
        ...datePieces(source.published, edition),
        source.url === undefined ? words.noLink : null,
        dateText(source.retrieved, locale),
        source.capture.sha256.slice(0, 12),
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
  return { lines, all: [...lines, ...items.flatMap(({ linksInWords }) => linksInWords)] };
}

function leadsOf(fact: DigestFact, edition: BuiltEdition): Pick<Item, 'links' | 'linksInWords' | 'sources'> {
  return {
    links: fact.primarySource === null ? [] : [fact.primarySource],
    linksInWords: [fact.follows, fact.sameAs].flatMap(reference => pageOf(reference, edition)),
    sources: [fact.source, ...fact.also.map(({ source }) => source)],
  };
}

/** What a fact says besides number and statement. */
function piecesOf(fact: DigestFact, edition: BuiltEdition): Piece[] {
  const { fact: words, locale } = wordsFor(edition);
  const places = new Intl.DisplayNames(locale, { type: 'region' });
  return [
    ...claimPieces(fact, edition),
    fact.quote === null ? null : { text: fact.quote, language: fact.quoteLanguage },
    fact.instrument,
    fact.citation,
    ...(fact.occurred ? datePieces(fact.occurred, edition) : []),
    ...fact.jurisdictions.map(code => places.of(code)),
    fact.why?.remark,
    fact.why?.by,
    ...sourcePieces(fact.source, edition),
    ...fact.also.flatMap(({ source, attribution }) => [
      ...sourcePieces(source, edition),
      attribution.how === 'the article itself' ? null : attribution.who,
    ]),
    fact.late ? words.late : null,
    fact.follows?.number,
    fact.sameAs?.number,
  ];
}

/** Label, and who says so in which way. */
function claimPieces(
  { label, attribution: { how, who } }: Pick<DigestFact, 'label' | 'attribution'>,
  edition: BuiltEdition,
): Piece[] {
  const { labels, attribution } = wordsFor(edition);
  return [labels[label].text, ...attribution[how].split('{who}'), how === 'the article itself' ? null : who];
}

/** A date as precise as it is known, and the ground of an inferred one, which goes on in a sentence of ours. */
function datePieces({ date, because }: DigestDate, edition: BuiltEdition): Piece[] {
  const ground = because && { ...because, text: because.text.replace(/[.。]$/u, '') };
  return [dateText(date, wordsFor(edition).locale), ground];
}

function sourcePieces(wanted: string, { digest }: BuiltEdition): Piece[] {
  const source = digest.sources.find(({ letter }) => letter === wanted);
  return [source?.letter, source?.publisher];
}

/** Where a fact can be read, if the archive is public. */
function pageOf(at: { number: string; edition: string } | null, { links }: BuiltEdition): string[] {
  if (!at || links.web === null) return [];
  return [new URL(`../${at.edition}/index.html#fact-${at.number}`, links.web).href];
}
