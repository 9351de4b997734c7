import * as z from 'zod';
import { canonicalJson } from '../../foundation/canonical-json.ts';
import { CourantError } from '../../foundation/errors.ts';
import { instantSchema } from '../../foundation/instant.ts';
import { readStored, UnreadableError } from '../../foundation/stored-json.ts';
import type { EditionKey } from '../../publication/plan.ts';
import type { Editions } from '../progress/editions.ts';
import { type Census, sumOf } from './census.ts';

const countsSchema = z.record(z.string(), z.int());

/** The counts that an edition's receipt is compared with: those of the edition before it. */
const summarySchema = z.object({
  edition: z.string(),
  audience: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  uncertain: z.int(),
  withheld: z.int(),
});

/**
 * What became of an edition's deliveries when it was closed: audience = accepted + rejected + uncertain + withheld. It names
 * only the readers whose deliveries are uncertain, and only by their ids.
 */
export const receiptSchema = z.object({
  version: z.literal(1),
  publication: z.string(),
  edition: z.string(),
  /** The edition's number in its publication. */
  number: z.int(),
  /** Which receipt of the edition this is, from 1: what is decided later makes a further one. */
  receipt: z.int().min(1),
  window: z.object({ from: instantSchema.nullable(), to: instantSchema }),
  subject: z.string(),
  facts: z.int(),
  audience: z.int(),
  accepted: z.int(),
  /** Why ▸ how many. */
  rejected: countsSchema,
  withheld: countsSchema,
  uncertain: z.int(),
  /** Ids of the first hundred of them. */
  uncertainReaders: z.array(z.string()),
  /** What SES said of accepted messages by then. */
  later: countsSchema,
  /** The first and the last claim; null where nobody was claimed. */
  began: instantSchema.nullable(),
  ended: instantSchema.nullable(),
  writtenAt: instantSchema,
  /** SHA-256 of the edition's manifest. */
  manifest: z.string(),
  previous: summarySchema.nullable(),
  /** Why nobody knows more of who was mailed: the tables lost it, and an operator ended the edition. Whoever that is about is uncertain. */
  tablesLost: z.string().optional(),
  /** Readers that the publication gained and lost in the edition's window; in its first receipt alone, and none of earlier versions. */
  gained: z.int().optional(),
  lost: z.int().optional(),
  /** Of those lost, why ▸ how many: they left, mail came back for good, they complained; receipts of earlier versions do not say. */
  lostBy: countsSchema.optional(),
  /** Readers to whom mail comes back for now: should it go on, their subscriptions end. */
  onTheWay: z.int().optional(),
  /** Bytes of the edition's message, without what is a reader's own; receipts of earlier versions do not say. */
  bytes: z.int().optional(),
});
/** The counts of an edition, closed. */
export type Receipt = z.infer<typeof receiptSchema>;

/** Stores receipts, each written once. An edition's receipts are numbered from 1: later decisions make a further one. */
export interface Receipts {
  /** Writes a receipt unless that edition has one of that number; returns the bytes that are stored. */
  putOnce(receipt: Receipt): Promise<string>;
  read(edition: EditionKey, number: number): Promise<string | undefined>;
}

/** The counts do not add up to the audience. */
export class UnbalancedReceiptError extends CourantError {
  constructor({ publication, edition, audience, accepted, rejected, uncertain, withheld }: Receipt) {
    super(
      `receipt of edition ${edition} of ${publication}: expected accepted + rejected + uncertain + withheld = ${audience}, ` +
        `found ${accepted} + ${sumOf(rejected)} + ${uncertain} + ${sumOf(withheld)}. Nothing was written. Somebody changed slices ` +
        'or deliveries by hand: compare the rows of the edition with its audience.',
    );
  }
}

/** Makes a receipt from a census. @throws UnbalancedReceiptError when somebody of the audience is missing, or counts twice */
export function makeReceipt(
  about: Omit<Receipt, 'version' | 'audience' | keyof CountedInReceipt>,
  audience: number,
  census: Census,
): Receipt {
  const { accepted, rejected, withheld, uncertain, uncertainReaders, later, began, ended } = census;
  const counted = { accepted, rejected, withheld, uncertain, uncertainReaders, later, began, ended };
  const receipt: Receipt = { version: 1, ...about, audience, ...counted };
  if (accepted + sumOf(rejected) + uncertain + sumOf(withheld) !== audience)
    throw new UnbalancedReceiptError(receipt);
  return receipt;
}
type CountedInReceipt = Pick<
  Receipt,
  'accepted' | 'rejected' | 'withheld' | 'uncertain' | 'uncertainReaders' | 'later' | 'began' | 'ended'
>;

/** The bytes of a receipt. */
export function writeReceipt(receipt: Receipt): string {
  return canonicalJson(receipt);
}

/** Reads a receipt's bytes. @param where its key, for messages. @throws UnreadableError if they are not a receipt */
export function readReceipt(content: string, where: string): Receipt {
  return readStored(receiptSchema, content, where);
}

/** The same for whoever can do without it: undefined if it is damaged. @throws NewerDataError */
export function readIfWhole(content: string, where: string): Receipt | undefined {
  try {
    return readReceipt(content, where);
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

/** The counts of a receipt in short, to which the next edition's receipt is compared. */
export function summaryOf(receipt: Receipt): NonNullable<Receipt['previous']> {
  const { edition, audience, accepted, rejected, uncertain, withheld } = receipt;
  return {
    edition,
    audience,
    accepted,
    rejected: sumOf(rejected),
    uncertain,
    withheld: sumOf(withheld),
  };
}

/** A receipt as it is stored; undefined where it is missing or damaged. @throws NewerDataError */
export async function storedReceipt(
  receipts: Pick<Receipts, 'read'>,
  edition: EditionKey,
  number: number,
): Promise<Receipt | undefined> {
  const content = await receipts.read(edition, number);
  return content === undefined ? undefined : readIfWhole(content, `receipt ${number} of ${edition.edition}`);
}

/** A receipt with what only the edition's first one says of its readers, as far as that is known. @throws NewerDataError */
export async function withReaders(receipts: Pick<Receipts, 'read'>, receipt: Receipt): Promise<Receipt> {
  const first = receipt.receipt === 1 ? undefined : await storedReceipt(receipts, receipt, 1);
  if (!first) return receipt;
  const { gained, lost, lostBy, onTheWay } = first;
  return {
    ...receipt,
    ...(gained !== undefined && { gained }),
    ...(lost !== undefined && { lost }),
    ...(lostBy !== undefined && { lostBy }),
    ...(onTheWay !== undefined && { onTheWay }),
  };
}

/** The stored bytes of an edition's newest receipt; undefined if the edition has none, or its receipt is lost. */
export async function newestReceipt(
  { editions, receipts }: ReceiptSources,
  edition: EditionKey,
): Promise<string | undefined> {
  const row = await editions.read(edition);
  return row?.receipts ? receipts.read(edition, row.receipts) : undefined;
}

/** The number of an edition's last receipt, of those from `known` on that are stored. */
export async function lastReceipt(
  receipts: Pick<Receipts, 'read'>,
  edition: EditionKey,
  known: number,
): Promise<number> {
  let last = known;
  while ((await receipts.read(edition, last + 1)) !== undefined) last += 1;
  return last;
}

/**
 * The counts of the edition before, from its newest receipt; null where there is none, or it is damaged: counts that are only compared
 * with keep no edition from closing.
 */
export async function previousSummary(
  sources: ReceiptSources,
  publication: string,
  previous: string | null,
): Promise<Receipt['previous']> {
  if (previous === null) return null;
  const content = await newestReceipt(sources, { publication, edition: previous });
  const receipt = content === undefined ? undefined : readIfWhole(content, `receipt of ${previous}`);
  return receipt ? summaryOf(receipt) : null;
}

/** Where receipts are found. */
export type ReceiptSources = { editions: Pick<Editions, 'read'>; receipts: Pick<Receipts, 'read'> };
