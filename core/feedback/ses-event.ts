import * as z from 'zod';
import { type Instant, instantSchema, toInstant } from '../foundation/instant.ts';
import { knownLayout, refuseNewer } from '../foundation/stored-json.ts';
import { type FeedbackType, feedbackEvents } from './event-rules.ts';

/** Our tags hold letters, digits, hyphens and underscores only; an event without them comes with empty fields. */
const tag = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/);

/** EventBridge writes an empty text for what an event lacks; a null of SES's own may come as one. */
const textOrNone = z
  .string()
  .nullish()
  .transform(text => text ?? '');

/** What an event lacks, and what is no time, is none: nothing but the age of a report hangs on it. */
const timeOrNone = textOrNone.transform((text): Instant | null => {
  try {
    return toInstant(text);
  } catch {
    return null;
  }
});

/** Not strict: the rules of a later version may pass on more, and are deployed at another moment than the function. */
const eventSchema = z.object({
  type: z.enum(Object.keys(feedbackEvents) as [FeedbackType, ...FeedbackType[]]),
  messageId: z.string().min(1).max(256),
  publication: tag,
  edition: tag,
  reader: z.string().regex(/^[0-9a-f]{32}$/),
  attempt: tag,
  time: instantSchema,
  /** `Permanent`, `Transient` or `Undetermined` of a bounce; what the receiving provider calls a complaint, or nothing. */
  kind: textOrNone,
  /** What kind of a bounce or complaint it is more closely: `NoEmail`, `OnAccountSuppressionList`, or nothing. */
  detail: textOrNone,
  /** When SES took the message; null in what the rules of earlier versions passed on. */
  sent: timeOrNone,
  /** What the receiving server answered, such as `5.1.1`; nothing where it gave none, as of an automatic reply. */
  status: textOrNone,
});

/** What a rule passed on of an event of SES: which message of ours, and what became of it. */
export type SesEvent = z.infer<typeof eventSchema>;

/**
 * Reads the body of a queue message. Undefined if it is not an event about a message of ours: other mail of the account lacks our
 * tags. Do not log such a body, since nobody knows what it holds.
 * @throws NewerDataError if a rule of a newer version passed it on: it must wait for that version.
 */
export function parseSesEvent(body: string): SesEvent | undefined {
  let event: unknown;
  try {
    event = JSON.parse(body);
  } catch {
    return undefined;
  }
  refuseNewer(event, knownLayout(eventSchema), 'a message of the feedback queue');
  return eventSchema.safeParse(event).data;
}
