import type { Publication } from '../lambdas/core/configuration.ts';
import type { Instant } from '../lambdas/core/instant.ts';
import { describeSchedule } from '../lambdas/core/schedule.ts';
import type { PublishReport } from '../lambdas/publish/publish-edition.ts';
import type { Published } from './installation.ts';
import { counted, labelled } from './layout.ts';

/** Says what publishing came to, and what happens or is to be done next; `get` is the command that fetches an edition. */
export function describePublished(
  publication: Publication,
  scheduledTime: Instant,
  published: Published,
  get: (edition: string) => string,
): string[] {
  const { report } = published;
  const { edition, number, window } = report.plan;
  const name = `${publication.title}, edition ${number} of ${edition}`;
  if (report.outcome === 'covered') {
    return [
      `Nothing was published: an edition of ${scheduledTime} would not come after the newest.`,
      labelled('Newest', `${name}, covers everything up to ${window.to}`),
      labelled('Schedule', describeSchedule(publication.schedule)),
    ];
  }
  const headline =
    report.outcome === 'sealed'
      ? `Published ${name}.`
      : `${name} was published before: nothing was made again.`;
  return [
    headline,
    labelled('Window', `${window.from ?? 'the beginning'} to ${window.to}`),
    labelled('Audience', counted(report.edition.audience?.readers ?? 0, 'reader')),
    labelled('Delivery', delivery(report, published.progress)),
    ...next(get(edition), holdOf(published)),
  ];
}

/** Why the edition does not go on by itself; null if it does. */
export function holdOf({ report, progress }: Published): string | null {
  return progress?.hold ?? (report.outcome === 'covered' ? null : report.edition.hold);
}

function delivery(
  { edition }: Exclude<PublishReport, { outcome: 'covered' }>,
  progress: Published['progress'],
): string {
  if (progress) {
    const counts = Object.entries(progress.counts).filter(([, count]) => count > 0);
    return counts.map(([state, count]) => `${count.toLocaleString('en')} ${state}`).join(', ') || 'to nobody';
  }
  return edition.state === 'closed' ? 'done' : 'under way: the deliver function works on it';
}

function next(get: string, hold: string | null): string[] {
  if (hold === null) return ['', `Its files: ${get}`];
  return ['', `HELD: ${hold}`, 'Nobody else is mailed until the cause is mended.'];
}
