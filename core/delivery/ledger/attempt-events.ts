import * as z from 'zod';
import { type Instant, instantSchema } from '../../foundation/instant.ts';

const laterSchema = z.object({
  word: z.enum(['rejected', 'delayed', 'bounced', 'delivered', 'complained']),
  /** Of a bounce `Permanent/NoEmail` or the like; of a complaint what the provider calls it; null otherwise. */
  kind: z.string().nullable(),
  at: instantSchema,
});
/** What the events of SES said of one attempt. */
export const attemptEventsSchema = z.object({
  messageId: z.string(),
  /** Its Send event came: with it, silence about other attempts means more. */
  sent: z.boolean(),
  /** The most final word so far on what became of the message after SES took it. */
  later: laterSchema.nullable(),
});

/** A word on what became of a message after SES took it. */
export type Later = z.infer<typeof laterSchema>;
/** What the events of SES said of one attempt. */
export type AttemptEvents = z.infer<typeof attemptEventsSchema>;

/** Whether a bounce says that the address will never take mail. */
export function isPermanent(kind: string | null): boolean {
  return kind?.startsWith('Permanent/') ?? false;
}

/**
 * Merges what two events said of the same attempt. The order and number of events do not matter: the more final word
 * stays, and of two equally final words the later one.
 */
export function together(one: AttemptEvents | undefined, other: AttemptEvents): AttemptEvents {
  if (!one) return other;
  return {
    messageId: one.messageId < other.messageId ? one.messageId : other.messageId,
    sent: one.sent || other.sent,
    later: moreFinal(one.later, other.later),
  };
}

/** SES took the message; it did not refuse it afterwards. */
export function wasTaken({ later }: AttemptEvents): boolean {
  return later?.word !== 'rejected';
}

/** The more final of two words; of two that are equally final the later one. */
export function moreFinal(one: Later | null, other: Later | null): Later | null {
  if (!one || !other) return one ?? other;
  const [a, b] = [finality(one), finality(other)];
  const order = a.rank - b.rank || compare(a.at, b.at) || compare(one.kind ?? '', other.kind ?? '');
  return order < 0 ? other : one;
}

/** A refusal is least: whatever else is said of a message says that SES did not refuse it. */
function finality({ word, kind, at }: Later): { rank: number; at: Instant } {
  const order = ['rejected', 'delayed', 'bounced for now', 'delivered', 'bounced', 'complained'];
  const name = word === 'bounced' && !isPermanent(kind) ? 'bounced for now' : word;
  return { rank: order.indexOf(name), at };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
