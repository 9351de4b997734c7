import * as z from 'zod';
import { instantSchema } from '../../foundation/instant.ts';
import { heardSchema } from './heard.ts';

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
  heard: z.record(z.string(), heardSchema).optional(),
});
/** One edition to one reader, as the ledger keeps it. */
export type Delivery = z.infer<typeof deliverySchema>;

/** What became of one attempt to hand a message to the mail service. */
export type MailerAnswer =
  | { outcome: 'accepted'; messageId: string }
  /** Too fast: the same message may be tried again in a moment. */
  | { outcome: 'throttled'; reason: string }
  /** The 24-hour quota is used up: nothing more goes out for now. */
  | { outcome: 'exhausted'; reason: string }
  /** This address cannot be written to. */
  | { outcome: 'rejected'; reason: string }
  /** Our own fault: sender, permission, configuration. No reader is to blame, every message would fail. */
  | { outcome: 'refused'; reason: string }
  /** Nothing was handed over: the connection failed before a byte was written. */
  | { outcome: 'unreached'; reason: string }
  /** The service may have taken it. */
  | { outcome: 'uncertain'; reason: string };

/** Answers that hold for every reader: the work stops, nothing was handed over. */
export type Halt = Extract<MailerAnswer, { outcome: 'throttled' | 'exhausted' | 'refused' | 'unreached' }>;
