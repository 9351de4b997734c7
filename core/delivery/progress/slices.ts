import * as z from 'zod';
import { knownLayout, refuseNewer } from '../../foundation/stored-json.ts';
import type { EditionKey } from '../../publication/plan.ts';
import type { EditionRow } from './editions.ts';

/** A slice of the audience: the unit of delivery work. Numbered from 1; `readers` are ids, in order. */
export const sliceSchema = z.object({
  number: z.int().min(1),
  readers: z.array(z.string()).readonly(),
  done: z.boolean(),
});
/** A slice, read. */
export type Slice = z.infer<typeof sliceSchema>;

/** The slices of editions, each written once. */
export interface Slices {
  /** Stored slices in order, page after page: an audience may be larger than memory. */
  all(edition: EditionKey): AsyncIterable<Slice>;
  /** Numbers of the stored slices that are not done, in order, without reading who is in them. */
  unfinished(edition: EditionKey): Promise<number[]>;
  read(edition: EditionKey, number: number): Promise<Slice | undefined>;
  /** Stores a slice unless one of that number is stored; answers the stored one. */
  add(edition: EditionKey, slice: Omit<Slice, 'done'>): Promise<Slice>;
  finish(edition: EditionKey, number: number): Promise<void>;
  /** Makes a slice one that is not done: somebody in it is waiting again. */
  reopen(edition: EditionKey, number: number): Promise<void>;
}

/** A message of the slice queue: the name of a slice, and no address. It may outlive the version that sent it. */
export const sliceMessageSchema = z.object({
  format: z.literal(1).default(1),
  publication: z.string(),
  edition: z.string(),
  slice: z.int(),
});

/** Writes a message of the slice queue. */
export function writeSliceMessage({ publication, edition }: EditionKey, slice: number): string {
  return JSON.stringify({ format: 1, publication, edition, slice } satisfies z.input<
    typeof sliceMessageSchema
  >);
}

/** The slice that a message of the queue names; undefined if it names none. @throws NewerDataError */
export function readSliceMessage(body: string): z.output<typeof sliceMessageSchema> | undefined {
  let message: unknown;
  try {
    message = JSON.parse(body);
  } catch {
    return undefined;
  }
  refuseNewer(message, knownLayout(sliceMessageSchema), 'a message of the slice queue');
  return sliceMessageSchema.safeParse(message).data;
}

/** Work for deliver: one message a slice. */
export interface SliceQueue {
  /** Puts slices on the queue. Those of one round are put there once, however often that is asked for within five minutes. */
  enqueue(edition: EditionKey, slices: readonly number[], round: number): Promise<void>;
  /** Slices that wait, or are in hand. */
  waiting(): Promise<number>;
}

/** Numbers of the slices of the frozen audience that are not done. A slice stored after the freezing belongs to nobody. */
export async function unfinishedSlices(
  slices: Pick<Slices, 'unfinished'>,
  row: EditionRow,
): Promise<number[]> {
  const unfinished = await slices.unfinished(row);
  return unfinished.filter(number => number <= (row.audience?.slices ?? 0));
}
