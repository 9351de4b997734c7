import type { OnItsWay } from '../../core/delivery/sending/begin-delivery.ts';
import { findOrPlan } from '../../core/edition/chain.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { type Instant, secondsBetween } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import type { Plan } from '../../core/publication/plan.ts';
import { bringOnItsWay, type SendOffContext } from './bring-on-its-way.ts';

import { type MakingContext, makeEdition } from './make-edition.ts';

/** What publishing needs from outside. */
export type PublishContext = MakingContext & SendOffContext;

/** What publishing came to. `covered`: the edition of this plan covers that time, so nothing was made. */
export type PublishReport =
  | ({ outcome: 'sealed' | 'already sealed'; plan: Plan } & OnItsWay)
  | { outcome: 'covered'; plan: Plan };

/** Each lost turn means that another run sealed an edition. More than this many is not a race but a fault. */
const turnsAtMost = 20;
/** The caller's clock may be ahead of the store's by so much. */
const aheadAtMostSeconds = 300;

/**
 * Publishes the edition of a scheduled time: finds or plans it, makes it, seals it, brings it on its way. Each step
 * takes what is there already, so this may run again at any time, and many times at once.
 *
 * @throws FutureEditionError for a time that has not come.
 * @throws UnsettledChainError if other runs keep sealing editions in between.
 *
 * @example
 * const report = await publishEdition(context, publication, toInstant('2026-11-23T06:00:00Z'));
 * if (report.outcome === 'sealed') console.log(report.plan.edition, report.edition.audience);
 */
export async function publishEdition(
  context: PublishContext,
  publication: Publication,
  scheduledTime: Instant,
): Promise<PublishReport> {
  for (let turn = 0; turn < turnsAtMost; turn += 1) {
    const found = await findOrPlan(context.seals, publication, scheduledTime);
    if (found.outcome === 'sealed') {
      const { seal, later } = found;
      return {
        outcome: 'already sealed',
        plan: seal.plan,
        ...(await bringOnItsWay(context, publication, seal, later)),
      };
    }
    if (found.outcome === 'planned') {
      // Only a new edition asks for the time, and only to be refused: no content depends on it.
      const now = await context.log.now();
      if (secondsBetween(now, scheduledTime) > aheadAtMostSeconds)
        throw new FutureEditionError(publication.id, scheduledTime, now);
    }
    // An edition is finished before anything is made after it.
    if (found.newest) await bringOnItsWay(context, publication, found.newest);
    if (found.outcome === 'covered') return { outcome: 'covered', plan: found.by };
    const seal = await makeEdition(context, publication, found);
    // Whoever loses looks again: the winner's seal is the same edition, or one that has to be finished first.
    if ((await context.seals.write(seal)) === 'taken') continue;
    return { outcome: 'sealed', plan: seal.plan, ...(await bringOnItsWay(context, publication, seal)) };
  }
  throw new UnsettledChainError(publication.id, scheduledTime);
}

/** An edition was asked for before its time. */
export class FutureEditionError extends CourantError {
  constructor(publication: string, scheduledTime: Instant, now: Instant) {
    super(
      `publication ${publication}: expected a scheduled time that has come, found ${scheduledTime} while the store's clock says ${now}. ` +
        'A seal cannot be taken back, and no edition would have what is filed until then. Correct the time.',
    );
  }
}

/** The chain of seals did not hold still. */
export class UnsettledChainError extends CourantError {
  constructor(publication: string, scheduledTime: Instant) {
    super(
      `publication ${publication}, scheduled ${scheduledTime}: expected to seal the edition or to find it sealed, found another new ` +
        `seal ${turnsAtMost} times. Look for a loop that starts the publish function, then run it again for this time.`,
    );
  }
}
