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

/** One row a reader and edition: who was written to. */
export interface Deliveries {
  /** Takes the delivery for an attempt if nobody has it; otherwise answers the state in which it stands. */
  claim(key: DeliveryKey, attempt: string, at: Instant): Promise<'mine' | Delivery['state']>;
  /** Notes the outcome of an attempt that holds the claim, or whose outcome was uncertain so far; what was heard of others counts too. */
  settle(key: DeliveryKey, attempt: string, outcome: Settlement): Promise<void>;
  /** Gives the delivery of such an attempt, or of one that was rejected, back: nothing was handed over. Accepted if another was taken. */
  release(key: DeliveryKey, attempt: string): Promise<void>;
  /** Notes that a reader of the audience is no longer to be written to, unless the delivery went on already. */
  withhold(key: DeliveryKey, reason: string): Promise<'withheld' | Delivery['state']>;
  /** Keeps what an event of SES said of an attempt, by the rules of `applyEvent`; answers the state in which the delivery then stands. */
  applyEvent(key: DeliveryKey, attempt: string, heard: AttemptEvents): Promise<Delivery['state'] | 'unknown'>;
  read(key: DeliveryKey): Promise<Delivery | undefined>;
  /** Deliveries to these readers, whose ids are given in order; who has none yet is left out. */
  ofReaders(edition: EditionKey, readers: readonly string[]): Promise<Delivery[]>;
  ofEdition(edition: EditionKey): AsyncIterable<Delivery>;
}
/** Names a delivery: by edition and reader alone, never by slice. */
export type DeliveryKey = EditionKey & { reader: string };
/** What became of an attempt, as the ledger keeps it. */
export type Settlement =
  | { state: 'accepted'; messageId: string }
  | { state: 'rejected' | 'uncertain'; reason: string };
