import type { Deliveries } from '../../core/delivery/ledger/delivery.ts';
import { applyFeedback, type FeedbackReport } from '../../core/feedback/apply-feedback.ts';
import { parseSesEvent, type SesEvent } from '../../core/feedback/ses-event.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { Readers } from '../../core/readers/reader.ts';

/** What taking feedback needs from outside. */
export type FeedbackContext = {
  configuration: Pick<Configuration, 'publications'>;
  deliveries: Pick<Deliveries, 'applyEvent'>;
  readers: Pick<Readers, 'end'>;
};

/** What came of a message of the queue. It names ids and states only, so that it can be logged. */
export type TakenFeedback =
  | ({ outcome: 'taken' } & Pick<SesEvent, 'type' | 'publication' | 'edition'> & FeedbackReport)
  | { outcome: 'passed over'; reason: string };

/**
 * Takes one message of the feedback queue. What is not about mail of a publication of ours is passed over, since it would be
 * so for ever; whatever else goes wrong is thrown, so that the message comes again.
 */
export async function takeFeedback(context: FeedbackContext, body: string): Promise<TakenFeedback> {
  const event = parseSesEvent(body);
  if (!event) return { outcome: 'passed over', reason: 'it is no event of SES with the tags of a delivery' };
  const { type, publication, edition } = event;
  if (
    !context.configuration.publications.some(
      ({ id, formerly }) => id === publication || formerly === publication,
    )
  )
    return { outcome: 'passed over', reason: 'its publication is not in the configuration' };
  return { outcome: 'taken', type, publication, edition, ...(await applyFeedback(context, event)) };
}

/** Names the delivery that a message of the queue is about, the same for every event of it; undefined if it is about none. */
export function deliveryNamedIn(body: string): string | undefined {
  const event = parseSesEvent(body);
  return event && `${event.publication} ${event.edition} ${event.reader}`;
}
