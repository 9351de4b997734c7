import * as z from 'zod';
import { type Instant, instantSchema } from '../../foundation/instant.ts';
import type { EditionKey } from '../../publication/plan.ts';
import type { Gone } from '../still-told.ts';
import type { MonthState } from './month-state.ts';
import { headedBy, type PastEdition, type WhatIsGone } from './past-edition.ts';

/** An edition in whose sealed files words stand that were taken down: SHA-256 by name. */
const sealedSchema = z.object({
  publication: z.string(),
  edition: z.string(),
  files: z.record(z.string(), z.string()),
});

/** That an edition or a fact was taken down. Written once, and private: why and by whom is nobody's business on the web. */
export const takenDownSchema = z.object({
  format: z.literal(1),
  publication: z.string(),
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('edition'), edition: z.string() }),
    z.object({ kind: z.literal('fact'), fact: z.string() }),
  ]),
  /** The edition that it is, or that carried the fact; the number of that edition, or of the fact. */
  edition: z.string(),
  number: z.string(),
  because: z.string(),
  /** The operator's words: who decided it. */
  by: z.string(),
  /** By the store's clock. */
  at: instantSchema,
  /** Ids of the facts whose words are gone: all of the edition, or all that stand under the number of the fact. */
  facts: z.array(z.string()),
  /** The editions whose sealed files are served no longer. */
  sealed: z.array(sealedSchema),
});
/** A record of what was taken down, read. */
export type TakenDownRecord = z.infer<typeof takenDownSchema>;

/** A record as manifests name it: where it lies below the publication's folder, and the SHA-256 of its bytes. */
export type StoredTakenDown = { name: string; sha256: string; record: TakenDownRecord };

/** The records of what was taken down. */
export interface TakenDownRecords {
  /** Those of a publication's id, by their names. They are few; each is read once, and looked for every time. */
  of(publication: string): Promise<readonly StoredTakenDown[]>;
  /** Writes the nth record about one edition or fact, unless there is one; a further one names editions that were sealed in between. */
  write(record: TakenDownRecord, number: number): Promise<'written' | 'taken'>;
  /** The store's own time. */
  now(): Promise<Instant>;
}

/** What was taken down of a publication, under all of its ids. */
export type TakenDown = readonly TakenDownRecord[];

/** The key of a record by its name. */
export function takenDownKey(publication: string, name: string): string {
  return `taken-down/${publication}/${name}`;
}

/** Where the nth record lies below `taken-down/<publication>/`: `<edition or fact id>.json`, further ones `<id>/0002.json` and so on. */
export function takenDownName({ what }: Pick<TakenDownRecord, 'what'>, number: number): string {
  const id = what.kind === 'edition' ? what.edition : what.fact;
  return number === 1 ? `${id}.json` : `${id}/${String(number).padStart(4, '0')}.json`;
}

/** What was taken down under ids of a publication. It is looked for after what is to be changed was read: then no writer can miss it. */
export async function takenDownOf(
  records: Pick<TakenDownRecords, 'of'> | undefined,
  chains: readonly string[],
): Promise<TakenDown> {
  if (!records) return [];
  const all = await Promise.all(chains.map(id => records.of(id)));
  return all.flat().map(({ record }) => record);
}

/**
 * A record of what was taken down by which an edition's sealed files are served no longer; undefined of one whose files are.
 * @param formerly the id that its publication had before: a fact that it carried then may be told again now.
 */
export async function withheldBy(
  records: Pick<TakenDownRecords, 'of'>,
  edition: EditionKey,
  formerly?: string,
): Promise<TakenDownRecord | undefined> {
  const chains = formerly === undefined ? [edition.publication] : [formerly, edition.publication];
  const all = await takenDownOf(records, chains);
  return all.find(({ sealed }) => sealed.some(one => isEdition(one, edition)));
}

/** What was taken down under ids of a publication, for an edition that is to be made. */
export async function goneBefore(
  records: Pick<TakenDownRecords, 'of'>,
  chains: readonly string[],
): Promise<Gone> {
  const all = (await Promise.all(chains.map(id => records.of(id)))).flat();
  return {
    facts: new Set(all.flatMap(({ record }) => record.facts)),
    records: all.map(({ name, sha256, record: { what, publication } }) => ({
      ...(what.kind === 'edition' ? { edition: what.edition } : { fact: what.fact }),
      ...{ record: takenDownKey(publication, name), sha256 },
    })),
  };
}

/** A month without what was taken down, wherever it names an edition: the same records give the same bytes, however often. */
export function withoutTakenDown(state: MonthState, takenDown: TakenDown): MonthState {
  const { before, after, editions, saying } = state;
  return {
    ...state,
    before: before && editionWithout(before, takenDown),
    after: after && editionWithout(after, takenDown),
    editions: editions.map(past => editionWithout(past, takenDown)),
    saying: saying.map(past => editionWithout(past, takenDown)),
  };
}

/** An edition without the words that were taken down, which says what is gone; the same one where nothing is. */
export function editionWithout(past: PastEdition, takenDown: TakenDown): PastEdition {
  const { takenDown: _, ...rest } = past;
  const gone = goneOf(past, takenDown);
  if (!gone) return rest;
  const { subject, headline, ...manifest } = past.manifest;
  const isHeadGone = gone.edition !== null || headedBy(past).some(fact => fact in gone.facts);
  const left = headline && { ...headline, text: isHeadGone ? '' : headline.text };
  // A subject may tell several facts, and does not say which.
  return {
    ...rest,
    takenDown: gone,
    manifest: { ...manifest, subject: left?.text ?? '', ...(left && { headline: left }) },
  };
}

function goneOf(past: PastEdition, takenDown: TakenDown): WhatIsGone | undefined {
  const key: EditionKey = { publication: past.publication, edition: past.manifest.edition };
  let edition: string | null = null;
  const facts: Record<string, string> = {};
  for (const record of takenDown.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    const on = record.at.slice(0, '2026-11-23'.length);
    if (record.what.kind === 'edition' && isEdition(record, key)) edition ??= on;
    if (!tellsOf(past, record)) continue;
    for (const fact of record.facts) facts[fact] ??= on;
  }
  return edition === null && Object.keys(facts).length === 0 ? undefined : { edition, facts };
}

function isEdition(one: EditionKey, other: EditionKey): boolean {
  return one.publication === other.publication && one.edition === other.edition;
}

/** Whether an edition may hold words of what was taken down: the record says so or, of a later one, its manifest. */
export function tellsOf(past: PastEdition, { facts, sealed }: TakenDownRecord): boolean {
  const { manifest, publication } = past;
  const named = [...manifest.facts, ...manifest.corrections.map(({ fact }) => fact), ...headedBy(past)];
  return (
    sealed.some(one => isEdition(one, { publication, edition: manifest.edition })) ||
    named.some(fact => facts.includes(fact))
  );
}

/** The day since which an edition may not tell a fact of which it says something, by the records: the same as `goneSince` of that edition without what is gone. */
export function goneOn(takenDown: TakenDown, key: EditionKey, fact: string): string | undefined {
  const inOrder = takenDown.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const whole = inOrder.find(record => record.what.kind === 'edition' && isEdition(record, key));
  const record = whole ?? inOrder.find(({ facts }) => facts.includes(fact));
  return record?.at.slice(0, '2026-11-23'.length);
}

/** Whether a fact of an edition was taken down, also with the edition: the day on which it was. */
export function goneSince({ takenDown }: PastEdition, fact: string): string | undefined {
  return takenDown?.edition ?? takenDown?.facts[fact];
}
