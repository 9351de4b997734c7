import type { PublishReport } from '../lambdas/publish/publish-edition.ts';
import type { Local } from './open-local.ts';
import { ProgressBar } from './progress-bar.ts';

/** Delivers what publishing put on the queue, and shows on a terminal how far it is. */
export async function deliverWithProgress(local: Local, report: PublishReport): Promise<void> {
  if (report.outcome === 'covered') return;
  const readers = report.edition.audience?.readers ?? 0;
  const bar = new ProgressBar('Delivering', readers);
  let done = 0;
  bar.show(done);
  await local.deliver(() => {
    done = Math.min(done + local.configuration.settings.sliceSize, readers);
    bar.show(done);
  });
  bar.clear();
}
