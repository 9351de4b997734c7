import * as z from 'zod';
import { type Instant, instantSchema } from '../../foundation/instant.ts';
import type { EditionKey } from '../../publication/plan.ts';
import { type AttemptEvents, attemptEventsSchema } from './attempt-events.ts';

/** Where one edition is on its way to one reader. */
export const deliveryStates = [
  'waiting',
  'claimed',
  'accepted',
  'rejected',
  'uncertain',
  'withheld',
] as const;

/** One edition to one reader. */
export const deliverySchema = z.object({
  publication: z.string(),
  edition: z.string(),
  reader: z.string(),
  state: z.enum(deliveryStates),
  /** Random id of the attempt that holds, or last held, the claim. */
  attempt: z.string().nullable(),
  claimedAt: instantSchema.nullable(),
  /** What SES calls the message; only when accepted. */
  messageId: z.string().nullable(),
  reason: z.string().nullable(),
  /** What the events of SES said, by attempt; absent as long as they said nothing. */
  heard: z.record(z.string(), attemptEventsSchema).optional(),
});
/** One edition to one reader, as the ledger keeps it. */
export type Delivery = z.infer<typeof deliverySchema>;

/** The ledger: one row per reader and edition, which says who was mailed. */
export interface Deliveries {
  /** Claims the delivery for an attempt if it waits; otherwise returns its state. */
  claim(key: DeliveryKey, attempt: string, at: Instant): Promise<'mine' | Delivery['state']>;
  /** Notes the outcome of an attempt that holds the claim or was uncertain; events about other attempts count too. */
  settle(key: DeliveryKey, attempt: string, outcome: Settlement): Promise<void>;
  /** Releases the delivery of such an attempt, or of a rejected one, so that it waits again; it is accepted if SES took another attempt. */
  release(key: DeliveryKey, attempt: string): Promise<void>;
  /** Withholds the delivery if it waits; otherwise returns its state. */
  withhold(key: DeliveryKey, reason: string): Promise<'withheld' | Delivery['state']>;
  /** Keeps what an SES event said of an attempt, by the rules of `applyEvent`; returns the state of the delivery after that. */
  applyEvent(key: DeliveryKey, attempt: string, heard: AttemptEvents): Promise<Delivery['state'] | 'unknown'>;
  read(key: DeliveryKey): Promise<Delivery | undefined>;
  /** Deliveries to these readers, whose ids are in order; leaves out readers who have none yet. */
  ofReaders(edition: EditionKey, readers: readonly string[]): Promise<Delivery[]>;
  ofEdition(edition: EditionKey): AsyncIterable<Delivery>;
}
/** Names a delivery: by edition and reader alone, never by slice. */
export type DeliveryKey = EditionKey & { reader: string };
/** What became of an attempt, as the ledger keeps it. */
export type Settlement =
  | { state: 'accepted'; messageId: string }
  | { state: 'rejected' | 'uncertain'; reason: string };
