import * as z from 'zod';
import { type Digests, type Standing, standingsOf } from '../../../core/archive/standing/standings.ts';
import { factsOf } from '../../../core/digest/digest.ts';
import type { History } from '../../../core/edition/months/past-edition.ts';
import { readStored } from '../../../core/foundation/stored-json.ts';
import type { EditionKey } from '../../../core/publication/plan.ts';

/** What stands at the head of the table of facts. */
export const factColumns = [
  ...['number', 'edition', 'page', 'standing', 'label', 'statement', 'language', 'attribution', 'attributed'],
  ...['quote', 'quote language', 'date', 'jurisdictions', 'entities', 'topic'],
  ...['publisher', 'article', 'address', 'published', 'also', 'fact'],
] as const;

const words = z.union([
  z.object({ text: z.string(), language: z.string() }),
  z.string().transform(text => ({ text, language: 'en' })),
]);
const date = z.object({ date: z.string() }).nullable().default(null);
const names = z.array(z.string()).default([]);
const factSchema = z.object({
  ...{ number: z.string(), id: z.string(), label: z.string(), statement: words },
  attribution: z.object({ who: words, how: z.string() }),
  quote: z.string().nullable().default(null),
  quoteLanguage: z.string().default(''),
  occurred: date,
  ...{ jurisdictions: names, entities: names },
  source: z.string().default(''),
  also: z.array(z.object({ source: z.string().default('') })).default([]),
});
const sourceSchema = z.object({
  ...{ letter: z.string(), publisher: z.string() },
  title: words.optional(),
  url: z.string().default(''),
  published: date,
});
/** What a table needs of a digest of any version. */
export const tabledSchema = z.object({
  edition: z.string(),
  sections: z.array(
    z.object({ topic: z.object({ title: z.string() }).optional(), facts: z.array(factSchema) }),
  ),
  views: z.array(factSchema).default([]),
  sources: z.array(sourceSchema).default([]),
});
type Tabled = z.infer<typeof tabledSchema>;
type TabledFact = z.infer<typeof factSchema>;

/** What became of the facts of an edition by now, and what that is known by; null where nothing tells. */
export type KnownLater = { history: History; digests: Digests } | null;

/** The facts of an edition as rows of a table, by its digest.json; beside each, what became of it by now. */
export async function factRows(key: EditionKey, digestJson: string, later: KnownLater): Promise<string[][]> {
  const digest = readStored(tabledSchema, digestJson, `digest.json of ${key.edition}`);
  const standings = later && (await standingsOf(key, later.history, later.digests));
  return factsOf(digest).map(fact => rowOf(key, digest, fact, standingText(standings, fact)));
}

function standingText(standings: readonly Standing[] | null, { number }: TabledFact): string {
  if (!standings) return 'not known here';
  const of = standings.filter(standing => standing.number === number);
  if (of.length === 0) return 'stands';
  return of.map(one => `${one.kind} in ${one.said.edition}${sayingOnly(one)}${nowText(one)}`).join('; ');
}

function sayingOnly({ publisher }: Standing): string {
  return publisher === null ? '' : `, as far as ${publisher} says so`;
}

function nowText(standing: Standing): string {
  if (standing.kind === 'updated') return ` by ${standing.by}${standing.label ? `: ${standing.label}` : ''}`;
  return standing.kind === 'corrected' && standing.right ? `: ${standing.right.statement.text}` : '';
}

function rowOf(
  { publication, edition }: EditionKey,
  digest: Tabled,
  fact: TabledFact,
  standing: string,
): string[] {
  const sourceOf = (letter: string) => digest.sources.find(source => source.letter === letter);
  const source = sourceOf(fact.source);
  const topic = digest.sections.find(({ facts }) => facts.includes(fact))?.topic?.title ?? '';
  return [
    ...[fact.number, edition, `archive/${publication}/${edition}/index.html#fact-${fact.number}`, standing],
    ...[fact.label, fact.statement.text, fact.statement.language],
    ...[fact.attribution.who.text, fact.attribution.how, fact.quote ?? '', fact.quoteLanguage],
    ...[fact.occurred?.date ?? '', fact.jurisdictions.join('; '), fact.entities.join('; '), topic],
    ...[source?.publisher ?? '', source?.title?.text ?? '', source?.url ?? '', source?.published?.date ?? ''],
    ...[fact.also.map(({ source: letter }) => sourceOf(letter)?.publisher ?? letter).join('; '), fact.id],
  ];
}
