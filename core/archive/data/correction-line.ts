import * as z from 'zod';
import type { WordsIn } from '../../articles/own-words.ts';
import { labelSchema, type ToldDigest } from '../../digest/told-digest.ts';
import type { PastEdition } from '../../edition/months/past-edition.ts';
import { goneOn, goneSince, type TakenDown } from '../../edition/months/taken-down.ts';
import { CourantError } from '../../foundation/errors.ts';
import { readStored } from '../../foundation/stored-json.ts';
import { placeOf } from '../standing/standings.ts';
import { attribution, jsonLine } from './fact-line.ts';
import { pageOf } from './lines-of-edition.ts';

const claim = z.object({
  statement: z.record(z.string(), z.string()).describe('By language tag.'),
  label: labelSchema,
  attribution: attribution.describe('Who says so.'),
});

/** What an edition put right of an earlier one: one line of a year's jsonl. All addresses are relative to that file. */
export const correctionLineSchema = z.object({
  format: z.literal(1).describe('Number of this layout; a file of a higher one is for newer programs.'),
  publication: z.string().describe('The id that the publication had then.'),
  edition: z.string().describe('Name of the edition that put the fact right.'),
  editionNumber: z.int().describe('Its number.'),
  kind: z.enum(['corrected', 'withdrawn']).describe('What it did with the fact.'),
  fact: z.string().describe('Id of the fact.'),
  number: z.string().describe('Number under which the fact had appeared, such as 1-04.'),
  appeared: z.string().describe('Name of the edition in which it had.'),
  page: z.string().describe('Permanent link to where the edition says so, relative to this file.'),
  publisher: z
    .string()
    .nullable()
    .describe('Whose account alone it is about, of a fact that several articles made.'),
  said: claim.nullable().describe('What readers had been told; null where it was taken down.'),
  right: claim.nullable().describe('What is right; null for a withdrawal, and where it was taken down.'),
  reason: z.record(z.string(), z.string()).nullable().describe('Why, by language tag.'),
  takenDown: z.string().optional().describe('The day on which its words were taken down.'),
});

/** What an edition put right, read. */
export type CorrectionLine = z.infer<typeof correctionLineSchema>;

/** What an edition put right, in the order in which it says so; without the words that were taken down. Pure. */
export function linesPutRight(past: PastEdition, { corrections: told }: ToldDigest): CorrectionLine[] {
  const { publication, manifest } = past;
  const { edition, number: editionNumber } = manifest;
  return manifest.corrections.map(entry => {
    const { fact, number, edition: appeared, publisher = null } = entry;
    const correction = told.find(({ id }) => id === fact);
    const right = correction?.right ?? null;
    const line: CorrectionLine = {
      ...{ format: 1, publication, edition, editionNumber, fact, number, appeared, publisher },
      kind: entry.kind === 'retraction' ? 'withdrawn' : 'corrected',
      page: pageOf(edition, placeOf(past, entry).anchor),
      said: correction ? claimOf(correction.said) : null,
      right: right && claimOf(right, right.data?.statement),
      reason: correction?.reason ? spoken(correction.reason) : null,
    };
    return lineGone(line, goneSince(past, fact));
  });
}

/** A line without words that were taken down since, as the records say. */
export function lineWithoutTakenDown(line: CorrectionLine, takenDown: TakenDown): CorrectionLine {
  return lineGone(line, goneOn(takenDown, line, line.fact));
}

function lineGone(line: CorrectionLine, on: string | undefined): CorrectionLine {
  return on === undefined ? line : { ...line, said: null, right: null, reason: null, takenDown: on };
}

function claimOf(
  { statement, label, attribution: { who, how } }: ToldDigest['corrections'][number]['said'],
  inAll: Readonly<Record<string, string>> = spoken(statement),
): z.infer<typeof claim> {
  return { statement: { ...inAll }, label, attribution: { who: spoken(who), how } };
}

function spoken({ text, language }: WordsIn): Record<string, string> {
  return { [language]: text };
}

/** The bytes of a year's jsonl: a line for each, in the order given. */
export function writeCorrectionLines(lines: readonly CorrectionLine[]): string {
  return lines.map(jsonLine).join('');
}

/** The lines of a year's jsonl; undefined of what cannot be read: then it is made anew. @param where its place, for messages */
export function correctionLinesIn(content: string, where: string): CorrectionLine[] | undefined {
  const lines = content.split('\n').filter(line => line !== '');
  try {
    return lines.map((line, index) => readStored(correctionLineSchema, line, `${where}, line ${index + 1}`));
  } catch (error) {
    if (error instanceof CourantError) return undefined;
    throw error;
  }
}
