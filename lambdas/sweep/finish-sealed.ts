import { isLedgerHold } from '../../core/delivery/binding/mismatch.ts';
import type { Seal } from '../../core/edition/seal.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Imprint } from '../../core/publication/retired.ts';
import { isLate } from '../../core/sweep/missing-editions.ts';
import { bringOnItsWay, type SendOffContext } from '../publish/bring-on-its-way.ts';

/** What finishing an edition needs; `note` logs that it was. */
export type FinishingContext = SendOffContext & { note: (what: string, about: object) => void };

/**
 * Finishes, from its seal, an edition whose run of publish was ended before it froze the audience; holds it first if it is late.
 */
export async function finishSealed(
  context: FinishingContext,
  publication: Imprint,
  seal: Seal | undefined,
  now: Instant,
): Promise<void> {
  if (!seal) return;
  const { plan } = seal;
  const { edition, window } = plan;
  const row = await context.editions.read(plan);
  if (row && (row.state !== 'sealed' || isLedgerHold(row.hold))) return;
  // Once is enough: an operator who released it knows.
  if (isLate(window.to, now, context.settings.holdWhenLateHours) && !row?.released) {
    await context.editions.open(plan);
    await context.editions.hold(plan, lateReason(window.to, context));
  }
  await bringOnItsWay(context, publication, seal);
  context.note('finished', { publication: publication.id, edition });
}

function lateReason(time: Instant, { settings }: FinishingContext): string {
  return `late: it was due at ${time}, more than ${settings.holdWhenLateHours} hours before delivery could begin`;
}
