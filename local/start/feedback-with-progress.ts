import type { Local } from '../installation/open-local.ts';
import { ProgressBar } from '../terminal/progress-bar.ts';

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
