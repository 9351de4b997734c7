import type { OnItsWay } from '../../core/delivery/sending/begin-delivery.ts';
import type { SenderIdentities } from '../../core/delivery/sending/sender-identities.ts';
import { type ChainContext, type Found, findOrPlan } from '../../core/edition/chain.ts';
import { type Decisions, standingOf } from '../../core/edition/decisions/decision.ts';
import { editionsLeftOut, type LeftOut, planLeftOut } from '../../core/edition/decisions/left-out.ts';
import { earlier, noteFirstSight, type SightContext } from '../../core/edition/first-sight.ts';
import type { Owner, Ownership } from '../../core/edition/ownership.ts';
import { sealKey } from '../../core/edition/seal.ts';
import { CourantError, putBackDeleted } from '../../core/foundation/errors.ts';
import { type Instant, secondsBetween } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import type { Plan } from '../../core/publication/plan.ts';
import { bringOnItsWay, type SendOffContext } from './bring-on-its-way.ts';
import { type MakingContext, makeEdition } from './make-edition.ts';

/** What publishing needs from outside. */
export type PublishContext = MakingContext &
  SendOffContext &
  SightContext & { senders: SenderIdentities; decisions: Pick<Decisions, 'newest'> };

/**
 * What publishing came to. `covered`: the edition of this plan covers that time, so nothing was made. `not ready`: nothing was made,
 * because the mail service has not verified the sender; publishing again makes it. `skipped`, `paused`: an operator decided that it is not
 * made; the next edition covers its time.
 */
export type PublishReport =
  | ({ outcome: 'sealed' | 'already sealed'; plan: Plan } & OnItsWay)
  | { outcome: 'covered'; plan: Plan }
  | { outcome: 'not ready'; plan: Plan; because: string }
  | (LeftOut & { plan: Plan });

/** What the publish function answers: nothing was done where another stack owns the stores. */
export type PublishAnswer = PublishReport | { outcome: 'not the owner'; owner: Owner };

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
    const found = await findOrPlan(chainOf(context), publication, scheduledTime);
    if (found.outcome === 'sealed') {
      const { seal } = found;
      return {
        outcome: 'already sealed',
        plan: seal.plan,
        ...(await bringOnItsWay(context, publication, seal)),
      };
    }
    const made =
      found.outcome === 'covered'
        ? await passOver(context, publication, found)
        : await makePlanned(context, publication, scheduledTime, found);
    if (made) return made;
  }
  throw new UnsettledChainError(publication.id, scheduledTime);
}

/** An edition is finished before anything is made after it; and also where nothing is. */
async function passOver(
  context: PublishContext,
  publication: Publication,
  { by, newest }: Extract<Found, { outcome: 'covered' }>,
): Promise<PublishReport> {
  if (newest) await bringOnItsWay(context, publication, newest);
  return { outcome: 'covered', plan: by };
}

/** Undefined if another run sealed after the same edition meanwhile. */
async function makePlanned(
  context: PublishContext,
  publication: Publication,
  scheduledTime: Instant,
  found: Extract<Found, { outcome: 'planned' }>,
): Promise<PublishReport | undefined> {
  const { plan, newest } = found;
  await refuseFuture(context, publication, scheduledTime);
  const leftOut = await leftOutNow(context, plan);
  if (newest) await bringOnItsWay(context, publication, newest, leftOut ? 'nothing' : 'the next edition');
  return leftOut ? { ...leftOut, plan } : sealNew(context, publication, found);
}

/** Whoever plans a first edition writes down that the publication was seen: not later than the time for which its schedule calls. */
function chainOf(context: PublishContext): ChainContext {
  const { seals, log } = context;
  const seenAt = async (time: Instant) => earlier(await log.now(), time);
  return { seals, firstSight: (id, time) => noteFirstSight(context, id, () => seenAt(time)) };
}

/** Publishes as `publishEdition` does, unless another stack owns the stores: then this one holds everything. */
export async function publishAsOwner(
  context: PublishContext & { ownership: Pick<Ownership, 'otherAfterTaking'> },
  publication: Publication,
  scheduledTime: Instant,
): Promise<PublishAnswer> {
  const owner = await context.ownership.otherAfterTaking(() => context.log.now());
  return owner ? { outcome: 'not the owner', owner } : publishEdition(context, publication, scheduledTime);
}

/** Why a planned edition is not to be made, by what operators have decided until now. */
async function leftOutNow({ decisions }: PublishContext, plan: Plan): Promise<LeftOut | undefined> {
  return planLeftOut(await standingOf(decisions, plan.publication), plan);
}

/** Makes a planned edition, seals it and brings it on its way; undefined if another run sealed after the same edition meanwhile. */
async function sealNew(
  context: PublishContext,
  publication: Publication,
  found: Extract<Found, { outcome: 'planned' }>,
): Promise<PublishReport | undefined> {
  const { plan } = found;
  if (await isSealedMeanwhile(context, plan)) return undefined;
  const sender = await context.senders.standingOf(publication.from.address);
  if (sender.standing === 'unverified') return { outcome: 'not ready', plan, because: sender.because };
  const standing = await standingOf(context.decisions, publication.id);
  const seal = await makeEdition(context, publication, found, editionsLeftOut(standing, publication, plan));
  // Making it takes a while, in which an operator may have decided; a seal cannot be taken back.
  const leftOut = await leftOutNow(context, plan);
  if (leftOut) return { ...leftOut, plan };
  // Whoever loses looks again: the winner's seal is the same edition, or one that has to be finished first.
  if ((await context.seals.write(seal)) === 'taken') return undefined;
  return { outcome: 'sealed', plan, ...(await bringOnItsWay(context, publication, seal)) };
}

/** Only a new edition asks for the time, and only to be refused: no content depends on it. */
async function refuseFuture(
  { log }: PublishContext,
  { id }: Publication,
  scheduledTime: Instant,
): Promise<void> {
  const now = await log.now();
  if (secondsBetween(now, scheduledTime) > aheadAtMostSeconds)
    throw new FutureEditionError(id, scheduledTime, now);
}

/**
 * Whether another run has sealed after the same edition by now, as the rows of editions say. To S3 a place in the chain whose seal was
 * deleted is free: a condition on its key holds again. So the rows are asked too, before anything is made.
 * @throws VanishedSealError if an edition after it was being mailed, and there is no seal.
 */
async function isSealedMeanwhile(
  { editions, seals }: PublishContext,
  { publication, previous }: Plan,
): Promise<boolean> {
  const known = await editions.begunAfter(publication, previous);
  if (known === undefined) return false;
  if (await seals.read(publication, previous)) return true;
  throw new VanishedSealError(publication, previous, known);
}

/** The table of editions knows an edition of a place in the chain where there is no seal any more. */
export class VanishedSealError extends CourantError {
  /** The edition whose seal it was, or one after it. */
  readonly edition: string;

  constructor(publication: string, previous: string | null, edition: string) {
    const key = sealKey({ publication, previous });
    super(
      `archive bucket: expected the seal ${key}, since the table of editions says that ${edition} was being mailed, found none. Somebody deleted it, ` +
        'though the policy of the bucket forbids that. Nothing was made in its place: readers may have had that edition, and ' +
        `would get another in its name. ${putBackDeleted(key)} Then publish again.`,
    );
    this.edition = edition;
  }
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
