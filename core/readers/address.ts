import * as z from 'zod';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { type Instant, instantSchema, plusHours } from '../foundation/instant.ts';
import type { KeptEnding } from './ending.ts';
import type { Reader } from './reader.ts';

/** Lightest first: what stands further right outweighs what stands before it. */
const weights = ['bounced', 'erased', 'complained'] as const;

/** How an address stands in the whole installation. Without a row it may be mailed, and so it may when its ending was lifted. */
export const addressSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  state: z.enum([...weights, 'lifted']),
  /** When and why it came to that. */
  ended: z.object({ at: instantSchema, how: z.string() }),
  /** When an operator lifted the endings before; they do not count any more, also those that come to be known later. */
  lifted: instantSchema.nullable().default(null),
  /** When it was last erased, whatever came after: nothing counts that was agreed to before. */
  erased: instantSchema.optional(),
});
/** How an address stands, read. */
export type Address = z.infer<typeof addressSchema>;

/** What ends an address for every publication, or lifts its endings. */
export type AddressEnding = { state: Address['state']; at: Instant; how: string };

/** The addresses whose standing is not the usual one, under the ids of their readers. */
export interface Addresses {
  read(id: string): Promise<Address | undefined>;
  /** Those whose ids lie between `first` and `last`, both included. */
  range(first: string, last: string): Promise<Address[]>;
  /** Those after a reader's id, in id order, page after page. */
  after(id: string | null): AsyncIterable<Address>;
  /** Takes an ending in, by the rules of `addressAfter`; whether it changed anything. */
  end(id: string, ending: AddressEnding): Promise<'ended' | 'kept'>;
}

/** Whether nobody may write to an address, whatever publication its reader agreed to. */
export function isEnded(address: Address | undefined): boolean {
  return address !== undefined && address.state !== 'lifted';
}

/** Whether nothing of a reader's row should be there any more, and a restored table or an old copy brought it back. */
export function isErased(agreedAt: Instant, address: Address | undefined): boolean {
  return address?.erased !== undefined && agreedAt <= address.erased;
}

/** A reader as they are to be mailed: whose address ended, ended too, whatever their row says; undefined for who was erased. */
export function asAddressStands(reader: Reader, address: Address | undefined): Reader | undefined {
  if (isErased(reader.agreed.at, address)) return undefined;
  if (!address || address.state === 'lifted' || reader.state !== 'active') return reader;
  const { state, ended } = address;
  return state === 'erased' ? undefined : { ...reader, state, ended };
}

/**
 * An address after an ending. A complaint outweighs a bounce, and of several endings of one kind the last counts, so that order and
 * number of reports do not matter, and nothing that was agreed to before the last outlives it; what was before they were lifted ends
 * nothing, and lifts only what is not later.
 */
export function addressAfter(standing: Address | undefined, id: string, next: AddressEnding): Address {
  const { state, at, how } = next;
  if (state === 'lifted') return liftedAt(standing, id, next);
  const erased = erasedAfter(standing, next);
  const lifted = standing?.lifted ?? null;
  if (standing && lifted !== null && at <= lifted) return { ...standing, ...erased };
  const after: Address = { id, state, ended: { at, how }, lifted, ...erased };
  return !standing || standing.state === 'lifted' || outweighs(after, standing)
    ? after
    : { ...standing, ...erased };
}

function liftedAt(standing: Address | undefined, id: string, { at, how }: AddressEnding): Address {
  const before = standing?.lifted ?? null;
  const lifted = before !== null && before > at ? before : at;
  if (standing && isEnded(standing) && standing.ended.at > at) return { ...standing, lifted };
  if (standing && !isEnded(standing) && before !== null && before >= at) return standing;
  return { id, state: 'lifted', ended: { at, how }, lifted, ...erasedAfter(standing) };
}

/** When it was last erased, if it was, to stand in the next row. */
function erasedAfter(standing: Address | undefined, next?: AddressEnding): Pick<Address, 'erased'> {
  const before = standing?.erased;
  const erased = next?.state === 'erased' && (before === undefined || next.at > before) ? next.at : before;
  return erased === undefined ? {} : { erased };
}

function outweighs(one: Address, other: Address): boolean {
  const heavier = weightOf(one) - weightOf(other);
  return heavier > 0 || (heavier === 0 && orderOf(one) > orderOf(other));
}

function weightOf({ state }: Address): number {
  return state === 'lifted' ? -1 : weights.indexOf(state);
}

function orderOf({ ended: { at, how } }: Address): string {
  return `${at} ${how}`;
}

/**
 * What lifts the endings that an agreement outlives: those before it, to the second. One of the very second counts against it, in an
 * address as in a reader's row, and whichever came to be known first.
 */
export function liftBefore(agreedAt: Instant, how: string): AddressEnding {
  return { state: 'lifted', at: plusHours(agreedAt, -1 / 3600), how };
}

/** What the reason of an ending says that was read back from where it was kept: there it has none. */
export const keptReason = 'known from a kept ending';

/** An address after all that is kept of it, in any order: endings count in the order of their times. */
export function addressByEndings(
  standing: Address | undefined,
  id: string,
  endings: readonly KeptEnding[],
): Address | undefined {
  let address = standing;
  for (const { kind, at } of [...endings].sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))))
    if (kind !== 'left' && !isKnown(address, kind, at))
      address = addressAfter(address, id, { state: kind, at, how: keptReason });
  return address;
}

/** What the row says already, with a better reason. */
function isKnown(address: Address | undefined, kind: KeptEnding['kind'], at: Instant): boolean {
  if (address === undefined || address.state !== kind || address.ended.at !== at) return false;
  return kind !== 'erased' || address.erased !== undefined;
}

/** Whether two say the same of an address. */
export function sameAddress(one: Address | undefined, other: Address | undefined): boolean {
  return canonicalJson(one ?? null) === canonicalJson(other ?? null);
}
