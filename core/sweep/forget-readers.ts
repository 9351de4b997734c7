import { type Instant, plusHours } from '../foundation/instant.ts';
import { mapInOrder } from '../foundation/map-in-order.ts';
import { type EndingsToErase, everyPublication, type Forgetting, type ToForget } from '../readers/ending.ts';
import type { EndingKeeper } from '../readers/ending-keeper.ts';
import type { Readers } from '../readers/reader.ts';
import type { SoftBounces } from '../readers/soft-bounces.ts';

/** What forgetting readers needs. */
export type ForgettingContext = {
  forgetting: Pick<Forgetting, 'endedBefore' | 'erased' | 'done'>;
  readers: Pick<Readers, 'forget' | 'remove'>;
  softBounces: Pick<SoftBounces, 'remove'>;
  keeper: Pick<EndingKeeper, 'keep'>;
  endingsToErase: EndingsToErase;
  settings: { forgetAfterDays: number };
};

/** A sweep has five minutes, and other work. */
const atMost = { ended: 500, erased: 500 };
/** Enough to hide the table's answering time. */
const atOnce = 8;

/**
 * Takes the addresses out of the rows whose subscriptions ended long enough ago. It reads the list of those alone; who came back meanwhile is
 * left as they are. Ended between two writes, the next sweep does the same once more. Answers how many rows it took them from.
 */
export async function forgetEnded(
  { forgetting, readers, settings }: ForgettingContext,
  now: Instant,
): Promise<number> {
  const due = await forgetting.endedBefore(plusHours(now, -settings.forgetAfterDays * 24), atMost.ended);
  const forgotten = await mapInOrder(due, atOnce, async ending => {
    const { publication, reader, at } = ending;
    const was = await readers.forget(publication, reader, at);
    await forgetting.done(ending);
    return was;
  });
  return forgotten.filter(was => was).length;
}

/**
 * Completes erasures: takes away the rows that a run which was ended left over, or a restored table brought back, and what is
 * kept of earlier endings, which says what somebody read. The erasure itself is kept first, so that nothing brings them back; one that cannot
 * be kept now waits for the next time. Answers how many it completed.
 * @param publications that rows may be of; those of kept endings come in addition.
 */
export async function completeErasures(
  context: ForgettingContext,
  publications: readonly string[],
): Promise<number> {
  const erased = await context.forgetting.erased(atMost.erased);
  if (erased.length === 0) return 0;
  const all = new Set([...publications, ...(await context.endingsToErase.publications())]);
  const completed = await mapInOrder(erased, atOnce, erasure => completeErasure(context, [...all], erasure));
  return completed.filter(was => was).length;
}

async function completeErasure(
  { forgetting, readers, softBounces, endingsToErase, keeper }: ForgettingContext,
  publications: readonly string[],
  erasure: ToForget,
): Promise<boolean> {
  const { reader, at } = erasure;
  // As a rule it is kept. Where it is not, the address may have been opened since, and nothing else says so any more.
  const isKept = (await keeper.keep([{ publication: everyPublication, reader, kind: 'erased', at }])) === 1;
  if (!isKept) return false;
  for (const publication of publications) {
    await readers.remove(publication, reader, at);
    await softBounces.remove(publication, reader);
    await endingsToErase.erase(publication, reader, at);
  }
  await forgetting.done(erasure);
  return true;
}
