import type { Digest } from '../../../core/digest/digest.ts';
import { isMailed } from '../../../core/edition/build-edition.ts';
import { standingOf } from '../../../core/edition/decisions/decision.ts';
import { editionsLeftOut } from '../../../core/edition/decisions/left-out.ts';
import { readManifest } from '../../../core/edition/manifest.ts';
import {
  changesSince,
  itemsOf,
  type Proof,
  type ProofChanges,
  type ProofItem,
} from '../../../core/edition/proof/proof.ts';
import { type ProofParts, proofParts } from '../../../core/edition/proof/proof-parts.ts';
import { sealedFile } from '../../../core/edition/seal.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { Publication } from '../../../core/publication/configuration.ts';
import type { Plan } from '../../../core/publication/plan.ts';
import { makeEdition } from '../../../lambdas/publish/make-edition.ts';
import type { EditionMaking, Installation } from '../../installation/installation.ts';
import { type Obstacle, obstacleAfter } from '../../status/obstacles.ts';
import { planNext } from '../plan-next.ts';

/** The next edition as it would be now. */
export type MadeProof = {
  plan: Plan;
  digest: Digest;
  /** Whether readers would be mailed. */
  mailed: boolean;
  parts: ProofParts;
  madeAt: Instant;
  items: readonly ProofItem[];
  /** The newest proof of the same edition, and what differs from it. */
  before: Proof | undefined;
  changes: ProofChanges;
  /** Why it could not be sealed now. */
  obstacle: Obstacle;
};

/**
 * Makes the next edition in memory by what publish makes it by, from the log as it is now. Seals nothing and counts nothing: it reads only.
 * @throws TooMuchError, OversizedMessageError and whatever else would keep publish from making it
 */
export async function makeProof(
  installation: Installation,
  publication: Publication,
  making: Pick<EditionMaking, 'links' | 'render'>,
): Promise<MadeProof> {
  const madeAt = installation.clock.now();
  const found = await planNext(installation, publication);
  const { filing: log, configuration } = installation;
  const context = { ...installation, log, settings: configuration.settings, ...making };
  const standing = await standingOf(installation.decisions, publication.id);
  const skipped = editionsLeftOut(standing, publication, found.plan);
  const seal = await makeEdition(context, publication, found, skipped);
  const items = itemsOf(readManifest(seal.files['manifest.json']));
  const before = await installation.proofs.newest(found.plan);
  const digest: Digest = JSON.parse(sealedFile(seal, 'digest.json'));
  return {
    ...{ plan: seal.plan, digest, madeAt, items, before },
    mailed: isMailed(digest, publication),
    parts: proofParts(seal),
    changes: changesSince(before?.items ?? [], items),
    obstacle: await obstacleAfter(installation, publication, found.newest?.plan),
  };
}
