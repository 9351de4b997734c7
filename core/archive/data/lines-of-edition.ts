import type { WordsIn } from '../../articles/own-words.ts';
import type { Label } from '../../digest/digest.ts';
import type { PastEdition } from '../../edition/months/past-edition.ts';
import type { Place, Standing } from '../standing/standings.ts';
import type { FactLine, LineSource, LineStanding } from './fact-line.ts';
import type { PublishedDigest, PublishedItem } from './published-digest.ts';

/** Kinds of which a label tells, for editions that do not say; what was reported may have been an event or a figure. */
const kindsByLabel: Readonly<Record<Label, FactLine['kind']>> = {
  proposed: 'measure',
  final: 'measure',
  'in force': 'measure',
  suspended: 'measure',
  revoked: 'measure',
  measure: 'measure',
  planned: 'plan',
  said: 'statement',
  reported: null,
  expected: 'expectation',
  view: 'opinion',
  background: 'background',
};

/**
 * The facts of an edition as it published them, a line a number, in the order of the numbers, with what became of each. Pure.
 * @param standings those of the edition, as `standingsOf` makes them.
 */
export function linesOfEdition(
  past: PastEdition,
  digest: PublishedDigest,
  standings: readonly Standing[],
): FactLine[] {
  const ofTopics = digest.sections.flatMap(({ topic, facts }) =>
    facts.map(fact => ({ fact, topic: topic?.id })),
  );
  const items = [...ofTopics, ...digest.views.map(fact => ({ fact, topic: undefined }))];
  return items
    .map(({ fact, topic }) => lineOf(past, digest, fact, topic, standings))
    .sort((a, b) => countIn(a) - countIn(b));
}

/** The place of a number within its edition: `1-101` comes after `1-99`. */
function countIn({ number }: Pick<FactLine, 'number'>): number {
  return Number(number.slice(number.lastIndexOf('-') + 1));
}

function lineOf(
  { publication, manifest: { edition, number: editionNumber } }: PastEdition,
  digest: PublishedDigest,
  fact: PublishedItem,
  topic: string | undefined,
  standings: readonly Standing[],
): FactLine {
  const { number, id, statement, label, attribution, data, quote, quoteIn, instrument } = fact;
  const own = standings.filter(one => one.number === number).sort((a, b) => weightOf(b) - weightOf(a));
  const [first, ...others] = own.map(one => standingIn(publication, one));
  return {
    ...{ format: 1, publication, edition, editionNumber, number, id },
    page: pageOf(edition, `fact-${number}`),
    statement: data?.statement ?? spoken(statement),
    language: statement.language,
    label,
    kind: data?.kind ?? kindsByLabel[label],
    attribution: { who: data?.who ?? spoken(attribution.who), how: attribution.how },
    source: sourceOf(digest, fact.source),
    evidence: data?.evidence ?? null,
    quote: quote === null ? null : { text: quote, language: fact.quoteLanguage ?? statement.language },
    quoteIn: quoteIn && spoken(quoteIn),
    occurred: fact.occurred,
    dates: data?.dates ?? [],
    places: fact.jurisdictions,
    entities: fact.entities,
    topics: data?.topics ?? (topic === undefined ? [] : [topic]),
    instrument: instrument && spoken(instrument),
    citation: fact.citation,
    primarySource: fact.primarySource,
    also: fact.also.map(other => ({
      id: other.id,
      statement: other.data?.statement ?? {},
      attribution: { who: other.data?.who ?? spoken(other.attribution.who), how: other.attribution.how },
      source: sourceOf(digest, other.source),
      evidence: other.data?.evidence ?? null,
      entities: other.data?.entities ?? [],
    })),
    standing: first ?? null,
    ...(others.length > 0 && { alsoSince: others }),
  };
}

/** What is said of the fact itself comes first: that it is gone, that it was wrong, that it is something else by now. */
function weightOf(one: Standing): number {
  if (one.publisher !== null) return 0;
  if (one.kind === 'withdrawn') return 4;
  if (one.kind === 'corrected') return 3;
  return one.label === null ? 1 : 2;
}

function standingIn(from: string, one: Standing): LineStanding {
  const { publisher, said } = one;
  const number = said.anchor.replace(/^(fact|correction)-/, '').replace(/^(\d+-\d+).*$/, '$1');
  const { publication, edition, editionNumber } = said;
  const standing = {
    by: { publication, edition, editionNumber, number, page: pathTo(from, said) },
    publisher,
  };
  if (one.kind === 'withdrawn') return { ...standing, kind: one.kind };
  if (one.kind === 'updated') return { ...standing, kind: one.kind, label: one.label };
  const { right } = one;
  return {
    ...standing,
    kind: one.kind,
    right: right && {
      statement: right.statements ?? spoken(right.statement),
      label: right.label,
      attribution: { who: spoken(right.attribution.who), how: right.attribution.how },
    },
  };
}

/** A place on a page, seen from the folder of the months. */
function pathTo(from: string, { publication, edition, anchor }: Place): string {
  return publication === from
    ? pageOf(edition, anchor)
    : `../../${publication}/${edition}/index.html#${anchor}`;
}

/** A place on the page of an edition of the same publication, seen from the folder of the months. */
export function pageOf(edition: string, anchor: string): string {
  return `../${edition}/index.html#${anchor}`;
}

function sourceOf({ sources }: PublishedDigest, letter: string): LineSource {
  const found = sources.find(one => one.letter === letter);
  const titles = [found?.originalTitle, found?.title].flatMap(title => (title ? [title] : []));
  return {
    article: found?.id ?? '',
    title: Object.fromEntries(titles.map(({ text, language }) => [language, text])),
    publisher: found?.publisher ?? '',
    url: found?.url ?? null,
    published: found?.published ?? { date: '', basis: 'inferred' },
    capture: found?.capture?.sha256 ?? null,
  };
}

function spoken({ text, language }: WordsIn): Record<string, string> {
  return { [language]: text };
}
