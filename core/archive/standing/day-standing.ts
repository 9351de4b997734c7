import type { ToldDigest } from '../../digest/told-digest.ts';
import type { PastEdition } from '../../edition/months/past-edition.ts';
import type { Amendment, Digests } from './standings.ts';

type DayAhead = ToldDigest['daysAhead'][number];
type Teller = Pick<DayAhead, 'id' | 'own' | 'label'>;

/** Whether the facts that told of a day were only withdrawn, and what ended the last of them. */
export type DayEnd = { kind: 'corrected' | 'withdrawn'; last: Amendment };

/**
 * What became of the first day that an edition tells by a fact; null while that fact, or another that told the same of it, tells it
 * still.
 * @param amendments of later editions, in their order.
 */
export async function dayEnd(
  own: PastEdition,
  fact: string,
  amendments: readonly Amendment[],
  digests: Digests,
): Promise<DayEnd | null> {
  const day = (await digests(own)).daysAhead.find(({ id }) => id === fact);
  if (!day) return null;
  const tellers: Teller[] = [day, ...day.also];
  const ends = tellers.map(({ id }) => amendments.filter(({ entry }) => entry.fact === id));
  for (const [index, teller] of tellers.entries())
    if (await tellsStill(day, teller, ends[index] ?? [], digests)) return null;
  const last = amendments.findLast(amendment => ends.some(all => all.includes(amendment)));
  const isWithdrawn = ends.every(all => all.at(-1)?.entry.kind === 'retraction');
  return last ? { kind: isWithdrawn ? 'withdrawn' : 'corrected', last } : null;
}

/** Whether a fact tells a day after its amendments, in the same words and under the same label. */
async function tellsStill(
  { date, what }: DayAhead,
  { own, label }: Teller,
  amendments: readonly Amendment[],
  digests: Digests,
): Promise<boolean> {
  let [isThere, hasDay, is] = [true, true, own ?? label];
  for (const { by, entry } of amendments) {
    const correction = (await digests(by)).corrections.find(({ id }) => id === entry.fact);
    isThere = Boolean(correction?.right);
    if (!correction?.right) continue;
    const { said, right } = correction.days;
    // Days that stay as they were are not told again.
    if (said.length + right.length > 0)
      hasDay = right.some(day => day.date === date && day.what.text === what.text);
    is = correction.right.label;
  }
  return isThere && hasDay && is === (own ?? label);
}
