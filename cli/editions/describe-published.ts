import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import { counted } from '../../core/foundation/counts.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { describeSchedule } from '../../core/publication/schedule.ts';
import type { PublishAnswer } from '../../lambdas/publish/publish-edition.ts';
import type { Installation, Published } from '../installation/installation.ts';
import type { World } from '../installation/world.ts';
import { labelled, paragraph } from '../program/layout.ts';
import { runbookLine } from '../status/concern.ts';
import { leftOutLines, undoLine } from '../status/decided/left-out-edition.ts';
import { ownerLines, senderTodo } from '../status/obstacles.ts';
import type { OperatorHints } from '../status/operator-hints.ts';

const notMade: readonly PublishAnswer['outcome'][] = ['not ready', 'not the owner', 'skipped', 'paused'];

/**
 * Publishes, says what it came to, and what happens or is to be done next.
 * @returns the exit code: 1 for an edition that is held, or that could not be made
 */
export async function publishAndDescribe(
  world: World,
  installation: Installation,
  publication: Publication,
  scheduledTime: Instant,
  hints: OperatorHints,
  json = false,
): Promise<number> {
  const published = await installation.publish({ publication: publication.id, scheduledTime });
  if (json) world.print(JSON.stringify(publishedObject(scheduledTime, published)));
  else
    for (const line of describe(publication, scheduledTime, published, hints, world.columns))
      world.print(line);
  const { outcome } = published.report;
  return notMade.includes(outcome) || holdOf(published) !== null ? 1 : 0;
}

/** What publishing came to, for programs; counts only where delivery was waited for. */
function publishedObject(scheduledTime: Instant, published: Published): object {
  const { report, progress } = published;
  if (report.outcome === 'not the owner') return { ...report, scheduledTime };
  const { plan, outcome } = report;
  if (!('edition' in report)) return { ...report, ...plan, plan: undefined, scheduledTime };
  return {
    ...{ outcome, ...plan, scheduledTime },
    state: report.edition.state,
    readers: report.edition.audience?.readers ?? null,
    hold: holdOf(published),
    forecast: report.forecast,
    deliveries: progress?.counts ?? null,
  };
}

function describe(
  publication: Publication,
  scheduledTime: Instant,
  published: Published,
  hints: OperatorHints,
  columns: number | undefined,
): string[] {
  const { report } = published;
  if (report.outcome === 'not the owner')
    return ['Nothing was published.', ...shown(ownerLines(report.owner), columns)];
  const { edition, number, window } = report.plan;
  const name = `${publication.title}, edition ${number} of ${edition}`;
  if (report.outcome === 'covered') {
    return [
      `Nothing was published: an edition of ${scheduledTime} would not come after the newest.`,
      labelled('Newest', `${name}, covers everything up to ${window.to}`),
      labelled('Schedule', describeSchedule(publication.schedule)),
    ];
  }
  if (report.outcome === 'skipped' || report.outcome === 'paused') {
    const leftOut = { edition, due: scheduledTime, leftOut: report };
    const lines = [...leftOutLines(leftOut), undoLine(publication.id, leftOut, hints)];
    return [`${name} is left out: nothing was made.`, ...shown(lines, columns)];
  }
  if (report.outcome === 'not ready') {
    const todo: LabelledLine[] = [['Because', `${report.because}.`], ...senderTodo, ['Then', hints.byItself]];
    return [`${name} is not published yet.`, ...shown([...todo, runbookLine('not-verified')], columns)];
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
    ...forecastLines(published),
    ...next(edition, holdOf(published), hints.command),
  ];
}

/** Why the edition does not go on by itself; null if it does. */
function holdOf({ report, progress }: Published): string | null {
  return progress?.hold ?? ('edition' in report ? report.edition.hold : null);
}

function delivery(
  { edition }: Extract<PublishAnswer, { edition: object }>,
  progress: Published['progress'],
): string {
  if (progress) {
    const counts = Object.entries(progress.counts).filter(([, number]) => number > 0);
    return (
      counts.map(([state, number]) => `${number.toLocaleString('en')} ${state}`).join(', ') || 'to nobody'
    );
  }
  return edition.state === 'closed' ? 'done' : 'under way: the deliver function works on it';
}

function shown(lines: readonly LabelledLine[], columns: number | undefined): string[] {
  return lines.flatMap(([label, text]) => paragraph(label, text, columns));
}

/** Only where delivery lies ahead. Readers beyond the day's quota are named, so that nobody wonders why half of them have it. */
function forecastLines({ report, progress }: Published): string[] {
  if (progress || !('edition' in report) || !report.forecast) return [];
  const { by, after } = report.forecast;
  const later = `; ${counted(after, 'reader has', 'readers have')} to wait for tomorrow's quota`;
  return [labelled('Forecast', `Done by about ${by}${after === 0 ? '' : later}`)];
}

function next(edition: string, hold: string | null, command: (line: string) => string): string[] {
  if (hold === null) return ['', `Its files: ${command(`archive get ${edition}`)}`];
  return [
    '',
    `HELD: ${hold}`,
    'Nobody else is mailed until the cause is mended.',
    `What to do: ${command(`status ${edition}`)}`,
  ];
}
