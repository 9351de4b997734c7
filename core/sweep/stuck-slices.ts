import type { EditionRow, RoundsSoFar } from '../delivery/progress/editions.ts';
import type { Census } from '../delivery/receipt/census.ts';
import { counted } from '../foundation/counts.ts';

/**
 * After so many rounds in a row that came to nothing, the edition is held. They take an hour and a quarter at least, so that what passes
 * by itself has passed; and a round counts only if the tables and the archive answer the sweep, so an outage of theirs holds nothing.
 */
const fruitlessAtMost = 5;
/** Numbers of slices that a hold names. */
const namedAtMost = 5;

/**
 * How far the rounds so far came, as it is noted when the next one begins. A round is fruitless if since it began no worker ended its
 * slice, done or not, and nobody's delivery was settled. So an edition that only waits, for SES or for its quota, is not stuck: its workers end.
 */
export function roundsSoFar({ fruitless, settledBefore }: EditionRow, census: Census): RoundsSoFar {
  const settled = settledIn(census);
  return { fruitless: settled > settledBefore ? 0 : fruitless, settledBefore: settled };
}

/** Why the edition is to be held now: its slices were put back often enough for nothing. Undefined as long as they may be put back. */
export function stuckBecause(
  { fruitless }: RoundsSoFar,
  { waitingIn }: Census,
  failure: EditionRow['failure'],
): string | undefined {
  if (fruitless < fruitlessAtMost) return undefined;
  const numbers = waitingIn.slice(0, namedAtMost).map(({ number }) => number);
  const others = waitingIn.length - numbers.length;
  const which = `${waitingIn.length === 1 ? 'slice' : 'slices'} ${numbers.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
  const times = counted(fruitless, 'time', 'times');
  return (
    `stuck: ${which} ${waitingIn.length === 1 ? 'was' : 'were'} put back ${times} in a row, and each time delivery failed before it had done anything. ` +
    `${sentence(failure?.reason ?? endedInSilence)} Mend the cause, then release the edition.`
  );
}

const endedInSilence =
  'No worker said why: each was ended, by its time limit or because its memory was used up.';

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function settledIn({ audience, waiting, claimed, uncertain }: Census): number {
  return audience - waiting - claimed - uncertain;
}
