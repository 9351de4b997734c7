import { sealOfEdition } from '../../../core/edition/chain.ts';
import { type Instant, secondsBetween } from '../../../core/foundation/instant.ts';
import { clockText } from '../../../core/foundation/time-words/days.ts';
import { type Imprint, makesEditions } from '../../../core/publication/retired.ts';
import { lastNames } from '../../archive/editions.ts';
import type { Installation } from '../../installation/installation.ts';
import type { World } from '../../installation/world.ts';
import { prose } from '../../program/layout.ts';
import { patience as patienceOfTerminal } from '../../program/live-line.ts';
import { printConcerns } from '../concern.ts';
import { concernsOf } from '../edition-concerns.ts';
import { editionSentence } from '../edition-sentence.ts';
import { editionStatus, type Uncounted, uncountedStatus } from '../edition-status.ts';
import type { OperatorHints } from '../operator-hints.ts';
import { lookAhead } from '../shown/ahead.ts';
import { editionsShown, lastEditions } from '../shown/print-all.ts';
import { printOne } from '../shown/print-one.ts';
import { printSummary } from '../shown/summary.ts';
import { type Progress, plainProgress, progressLine } from './progress-line.ts';
import { watchEdition } from './watch-edition.ts';

/** Exit codes of a watch: closed, or nothing to watch; it waits for somebody; Ctrl-C, as of any program. */
const codes = { closed: 0, held: 1, 'standing still': 1, interrupted: 130 } as const;

/**
 * Follows the delivery of an edition until it is closed or held, and says then what came of it. Without a name it follows the newest one that is
 * open; where none is, it says how the publication does. @returns the exit code
 */
export async function followDelivery(
  world: World,
  installation: Installation,
  publication: Imprint,
  edition: string | undefined,
  hints: OperatorHints,
): Promise<number> {
  const status = await watchedEdition(installation, publication, edition);
  if (!status) return sayThereIsNone(world, installation, publication, edition, hints);
  const screen = screenOf(world, status.timeZone);
  const patience = (world.patience ?? patienceOfTerminal)();
  const key = { publication: publication.id, edition: status.row.edition };
  const watched = { ...status, number: status.manifest.number };
  const end = await watchEdition(installation, watched, patience, screen.show).finally(() => {
    patience.end();
    screen.end();
  });
  if (end === 'interrupted') {
    world.print('You no longer watch; the delivery goes on as before.');
    return codes[end];
  }
  const now = installation.clock.now();
  const ended = await editionStatus(installation, key);
  for (const line of prose(editionSentence(ended, now), world.columns)) world.print(line);
  const concerns = concernsOf(ended, now, hints);
  // Any concern says it too.
  if (end === 'standing still' && concerns.length === 0)
    for (const line of prose(hints.byItself, world.columns)) world.print(line);
  printConcerns(world, concerns);
  return codes[end];
}

/** The one that is named, or the newest that is open; undefined where there is none. Watching counts it. */
async function watchedEdition(
  installation: Installation,
  { id: publication }: Imprint,
  edition: string | undefined,
): Promise<Uncounted | undefined> {
  const { seals, clock } = installation;
  if (edition !== undefined) {
    const key = { publication, edition };
    return (await sealOfEdition(seals, key)) ? uncountedStatus(installation, key) : undefined;
  }
  const names = await lastNames(installation, publication, editionsShown, clock.now());
  for (const name of names.reverse()) {
    const status = await uncountedStatus(installation, { publication, edition: name });
    if (status.row.state !== 'closed') return status;
  }
  return undefined;
}

/** Nothing is on its way: of an edition that is not there the same is said as without `--watch`. */
async function sayThereIsNone(
  world: World,
  installation: Installation,
  publication: Imprint,
  edition: string | undefined,
  hints: OperatorHints,
): Promise<number> {
  if (edition !== undefined)
    return printOne(world, installation, publication, edition, { hints, json: false });
  world.print('Nothing is on its way.');
  const editions = await lastEditions(installation, publication.id);
  const wanted = { isFirst: editions.length === 0, inWords: true };
  const ahead = makesEditions(publication) ? await lookAhead(installation, publication, wanted) : null;
  printSummary(world, publication, { editions, ahead, now: installation.clock.now() });
  return 0;
}

/** Seconds between two lines of a log, unless something else than the number has changed. */
const logEverySeconds = 30;

/** Where progress is shown: drawn over and over on a terminal, now and then a line in a pipe or a file. */
function screenOf(
  world: World,
  timeZone: string,
): { show(progress: Progress, at: Instant): void; end(): void } {
  const { live, styled, print } = world;
  if (live)
    return { show: progress => live.draw(progressLine(progress, live.columns(), styled)), end: live.end };
  let last: { at: Instant; note: string | null } | undefined;
  return {
    show(progress, at) {
      if (last && last.note === progress.note && secondsBetween(last.at, at) < logEverySeconds) return;
      last = { at, note: progress.note };
      print(`${clockText(at, timeZone)}  ${plainProgress(progress)}`);
    },
    end: () => undefined,
  };
}
