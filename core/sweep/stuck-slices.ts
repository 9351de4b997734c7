import type { EditionRow, RoundsSoFar } from '../delivery/progress/editions.ts';
import type { Census } from '../delivery/receipt/census.ts';
import { NewerDataError } from '../foundation/stored-json.ts';

/**
 * After so many rounds in a row that came to nothing, the edition is held. They take an hour and a quarter at least, so that what passes
 * by itself has passed; and a round counts only if the tables and the archive answer the sweep, so an outage of theirs holds nothing. A worker
 * that was ended counts as a round, since its lane waited for minutes.
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

/**
 * Why the edition is to be held now: delivery has failed often enough. Undefined as long as it may be tried, which is for ever where only
 * a newer version can read what is stored: when that is deployed again, no hold is to be in its way.
 * @param slices numbers of those that are to be delivered.
 * @param reason what failed, as far as it is known.
 */
export function stuckBecause(
  fruitless: number,
  slices: readonly number[],
  reason: string | undefined,
): string | undefined {
  if (fruitless < fruitlessAtMost || reason?.startsWith(NewerDataError.name)) return undefined;
  const numbers = slices.slice(0, namedAtMost);
  const others = slices.length - numbers.length;
  const which = `${numbers.length === 1 ? 'slice' : 'slices'} ${numbers.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
  return (
    `stuck: delivery failed ${fruitless} times in a row before it had done anything, last at ${which}. ` +
    `${sentence(reason ?? endedInSilence)} Mend the cause, then release the edition.`
  );
}

/** What is known of a worker that was ended. */
export const endedInSilence =
  'The worker was ended before it could say why: by its time limit, or because its memory was used up.';

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function settledIn({ audience, waiting, claimed, uncertain }: Census): number {
  return audience - waiting - claimed - uncertain;
}
