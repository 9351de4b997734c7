import { type MailedProof, mailProof } from '../../core/delivery/sending/mail-proof.ts';
import type { Mailer } from '../../core/delivery/sending/mailer.ts';
import type { SenderIdentities } from '../../core/delivery/sending/sender-identities.ts';
import { type Found, findOrPlan } from '../../core/edition/chain.ts';
import {
  type Decisions,
  nothingDecided,
  type Standing,
  standingOf,
} from '../../core/edition/decisions/decision.ts';
import { editionsLeftOut, nextAfter } from '../../core/edition/decisions/left-out.ts';
import { firstSight, type SightContext } from '../../core/edition/first-sight.ts';
import { readManifest } from '../../core/edition/manifest.ts';
import { itemsOf, noteProof, type Proofs } from '../../core/edition/proof/proof.ts';
import {
  isFiledAsBefore,
  isToldAsBefore,
  mailToLookInto,
  type ProofClaim,
  type ProofMails,
  proofAddresses,
  proofTimes,
} from '../../core/edition/proof/proof-mails.ts';
import { proofParts } from '../../core/edition/proof/proof-parts.ts';
import { recordsInReach } from '../../core/edition/read-window.ts';
import type { Seal } from '../../core/edition/seal.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import { type MakingContext, makeEdition } from '../publish/make-edition.ts';

/** What mailing proofs needs from outside; `note` logs what came of each. */
export type ProofContext = MakingContext &
  SightContext & {
    configuration: Pick<Configuration, 'editors' | 'operator'>;
    senders: SenderIdentities;
    proofs: Proofs;
    proofMails: ProofMails;
    decisions: Pick<Decisions, 'newest'>;
    /** The mail service is to tell nobody what becomes of a proof. */
    proofMailer: Mailer;
    /** How the subject of a proof is written in a language. */
    proofSubject: (language: string) => string;
    /** Waits until the mail service takes more, after it said that this was too fast. */
    waitAMoment: () => Promise<void>;
    note: (what: string, about: object) => void;
  };

type Planned = Extract<Found, { outcome: 'planned' }>;
type Claimed = { seal: Seal; claim: ProofClaim };

/**
 * Mails editors the next edition as it would be now, some time before it, and once more shortly before it if it tells something else by
 * then, or if nobody got the first. Each mail is claimed first, so that at most two go out about an edition, whatever is ended or
 * repeated. Seals nothing, and writes nothing but which proofs there were.
 * @throws TooMuchError and whatever else would keep publish from making the edition
 */
export async function mailDueProof(
  context: ProofContext,
  publication: Publication,
  newest: Seal | undefined,
  now: Instant,
): Promise<void> {
  const { configuration, settings } = context;
  // Without editors most sweeps end here, and ask no store.
  if (newest && configuration.editors.length === 0) return;
  const timesAfter = (standing: Standing) => {
    const time = nextAfter(publication, newest?.plan, now, standing);
    return { time, ...proofTimes(time, settings.proofHoursBefore, newest?.plan.window.to) };
  };
  // What is left out only makes it later.
  if (now < timesAfter(nothingDecided).first) return;
  const standing = await standingOf(context.decisions, publication.id);
  const { time, ...times } = timesAfter(standing);
  if (standing.pause?.until === null || now < times.first) return;
  const found = await findOrPlan(chainOf(context, now), publication, time);
  if (found.outcome !== 'planned') return;
  const addresses = proofAddresses(configuration, found.plan);
  if (addresses.length === 0) return;
  const made = await makeAndClaim(context, publication, { found, standing }, times, now);
  if (made) await mail(context, publication, made, addresses);
}

/** Reads only: a sweep that mails a proof decides nothing of where a publication begins. */
function chainOf(context: ProofContext, now: Instant): Parameters<typeof findOrPlan>[0] {
  return { seals: context.seals, firstSight: id => firstSight(context, id, async () => now) };
}

/** Makes the edition and claims a mail of it; undefined where none is due, or where it has nothing new to tell. */
async function makeAndClaim(
  context: ProofContext,
  publication: Publication,
  { found, standing }: { found: Planned; standing: Standing },
  times: ReturnType<typeof proofTimes>,
  now: Instant,
): Promise<Claimed | undefined> {
  const { plan } = found;
  const mails = await context.proofMails.of(plan);
  const number = mailToLookInto(mails, times, now);
  if (number === undefined) return undefined;
  const before = mails.at(-1);
  const filed = sha256((await recordsInReach(context.log, plan)).join('\n'));
  if (isFiledAsBefore(before, filed)) return undefined;
  const seal = await makeEdition(context, publication, found, editionsLeftOut(standing, publication, plan));
  const items = itemsOf(readManifest(seal.files['manifest.json']));
  if (isToldAsBefore(before, items)) return undefined;
  // Nothing can be mailed before the sender is verified, and no mail is claimed for nothing.
  const sender = await context.senders.standingOf(publication.from.address);
  if (sender.standing === 'unverified') return undefined;
  const claim: ProofClaim = {
    ...{ format: 1, publication: plan.publication, edition: plan.edition },
    ...{ mail: number, claimedAt: now, filed, items },
  };
  return (await context.proofMails.claim(claim)) === 'written' ? { seal, claim } : undefined;
}

async function mail(
  context: ProofContext,
  publication: Publication,
  { seal, claim }: Claimed,
  addresses: readonly string[],
): Promise<void> {
  const { edition, claimedAt, items } = claim;
  const subject = context.proofSubject(publication.language);
  const proof = { publication, edition, parts: proofParts(seal), madeAt: claimedAt, subject };
  const mailed = await mailProof(context.proofMailer, proof, addresses, context.waitAMoment);
  const accepted = mailed.filter(({ answer }) => answer.outcome === 'accepted').length;
  const number = claim.mail;
  context.note('proof', {
    publication: publication.id,
    edition,
    mail: number,
    accepted,
    failed: failed(mailed),
  });
  const about = { publication: publication.id, edition, mail: number };
  await context.proofMails.noteAnswered({ format: 1, ...about, addresses: addresses.length, accepted });
  // Who asks for a proof next is told what is new since this one.
  if (accepted > 0) await noteProof(context.proofs, claim, items, claimedAt);
}

/** By outcome and reason, which name no address. */
function failed(mailed: readonly MailedProof[]): string[] {
  return mailed.flatMap(({ answer }) =>
    answer.outcome === 'accepted' ? [] : [`${answer.outcome}: ${answer.reason}`],
  );
}
