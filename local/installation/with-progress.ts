import type { PublishReport } from '../../lambdas/publish/publish-edition.ts';
import { ProgressBar } from '../terminal/progress-bar.ts';
import type { Local } from './open-local.ts';

/** Delivers what publishing put on the queue, of one or several editions, and shows on a terminal how far it is. */
export async function deliverWithProgress(local: Local, reports: readonly PublishReport[]): Promise<void> {
  const made = reports.flatMap(report => ('edition' in report ? [report.edition] : []));
  if (made.length === 0) return;
  const readers = made.reduce((sum, { audience }) => sum + (audience?.readers ?? 0), 0);
  const bar = new ProgressBar('Delivering', readers);
  let done = 0;
  bar.show(done);
  await local.deliver(() => {
    done = Math.min(done + local.configuration.settings.sliceSize, readers);
    bar.show(done);
  });
  bar.clear();
}

/** What the embedded SES says of a message as a rule: that it was sent, and that it arrived. */
const eventsOfMessage = 2;

/** Notes what SES says of messages, and shows on a terminal how far it is. */
export async function feedbackWithProgress(local: Local, messages: number): Promise<void> {
  const total = messages * eventsOfMessage;
  const bar = new ProgressBar('Noting what SES says', total);
  let done = 0;
  await local.feedback(events => {
    done = Math.min(done + events, total);
    bar.show(done);
  });
  bar.clear();
}
