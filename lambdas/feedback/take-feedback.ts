import {
  applyFeedback,
  type FeedbackPorts,
  type FeedbackReport,
} from '../../core/feedback/apply-feedback.ts';
import { parseSesEvent, type SesEvent } from '../../core/feedback/ses-event.ts';

/** What taking feedback needs from outside. */
export type FeedbackContext = FeedbackPorts;

/** What came of a queue message. It names ids and states only, so that it can be logged. */
export type TakenFeedback =
  | ({ outcome: 'taken' } & Pick<SesEvent, 'type' | 'publication' | 'edition'> & FeedbackReport)
  | { outcome: 'passed over'; reason: string };

/**
 * Takes one message of the feedback queue. The rows decide what it changes, whatever the configuration names by now: one without a row
 * changes nothing. Passes over what is no event of a delivery, since trying it again would change nothing. Throws whatever else goes
 * wrong, so that the message comes again.
 */
export async function takeFeedback(context: FeedbackContext, body: string): Promise<TakenFeedback> {
  const event = parseSesEvent(body);
  if (!event) return { outcome: 'passed over', reason: 'not an SES event with delivery tags' };
  const { type, publication, edition } = event;
  return { outcome: 'taken', type, publication, edition, ...(await applyFeedback(context, event)) };
}

/** A name for the delivery that a queue message is about, the same for all its events; undefined if it is about none. */
export function deliveryNamedIn(body: string): string | undefined {
  try {
    const event = parseSesEvent(body);
    return event && `${event.publication} ${event.edition} ${event.reader}`;
  } catch {
    // Taking it says what is wrong with it.
    return undefined;
  }
}
