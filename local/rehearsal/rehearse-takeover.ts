import { readManifest } from '../../core/edition/manifest.ts';
import { sealedFile } from '../../core/edition/seal.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import { plusHours } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import type { Plan } from '../../core/publication/plan.ts';
import type { PublishAnswer } from '../../lambdas/publish/publish-edition.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { archiveOf, type DeployedStage, expectEqual, RehearsalError } from './deployed-stage.ts';
import { takenMessages } from './mailbox.ts';
import { activeAmong, close, leave, publishAndDeliver, type RehearsedEdition } from './rehearse-edition.ts';
import { seedFacts } from './seed.ts';

/**
 * The next edition, by a stack that took over what an older one holds: it goes on in the same chain, and mails those who are readers
 * still, once. The older stack makes and mails nothing any more, but its leave links act.
 * @returns the plan of that edition.
 * @throws RehearsalError when it is not so.
 */
export async function rehearseTakeover(
  next: DeployedStage,
  older: DeployedStage,
  publication: Publication,
  before: RehearsedEdition,
): Promise<Plan> {
  await seedFacts(next.output('ContentBucket'), publication, 'rehearsal-second');
  const { plan, mails } = await publishAndDeliver(next, publication);
  expectEqual('the edition before, and the number', [before.plan.edition, 2], [plan.previous, plan.number]);
  const stayed = before.stayed.map(({ address }) => address);
  expectEqual('readers who got one mail each', stayed, mails.map(({ to }) => to).sort());
  await close(next, plan, stayed.length);
  await holdsEverything(older, publication);
  await expectChain(next, publication, 2);
  return plan;
}

/** What the stack that was taken over does when its schedule starts it all the same. */
async function holdsEverything(older: DeployedStage, publication: Publication): Promise<void> {
  const mails = (await takenMessages(older.sesUrl)).length;
  const seals = await archiveOf(older).seals.links(publication.id);
  const event = { publication: publication.id, scheduledTime: plusHours(systemClock.now(), 1 / 60) };
  const published = await older.functions.publish.invoke(event);
  const swept = await older.functions.sweep.invoke({});
  expectEqual('what the older publish comes to', 'not the owner', (published as PublishAnswer).outcome);
  expectEqual('what the older sweep comes to', { held: 1, overdue: 0, uncertain: 0, unknown: 0 }, swept);
  expectEqual('seals after the older stack ran', seals, await archiveOf(older).seals.links(publication.id));
  expectEqual('mails after the older stack ran', mails, (await takenMessages(older.sesUrl)).length);
  console.log('held       by the older stack, started all the same');
}

/** A link in the mail of an edition from before acts, and the reader is gone for whichever stack there is. */
export async function rehearseOldLink(
  stage: DeployedStage,
  { mails, stayed }: RehearsedEdition,
): Promise<void> {
  const [reader] = stayed;
  const mail = mails.find(({ to }) => to === reader?.address);
  if (!mail)
    throw new RehearsalError(
      'mail to a reader who stayed',
      reader?.address,
      mails.map(({ to }) => to),
    );
  await leave(stage, mail);
  expectEqual('readers after that', [], await activeAmong(stage, stayed));
}

/** Seals and manifests make one chain: each names the one before it, by name, number and hash. */
async function expectChain(stage: DeployedStage, { id }: Publication, length: number): Promise<void> {
  const { seals } = archiveOf(stage);
  const links = await seals.links(id);
  expectEqual('links of the chain', length, links.length);
  let previous: string | null = null;
  for (const link of links) {
    const seal = await seals.read(id, link);
    if (!seal) throw new RehearsalError(`seal after ${link}`, 'one', 'none');
    const content = sealedFile(seal, 'manifest.json');
    expectEqual(
      `hash of the manifest before ${seal.plan.edition}`,
      previous,
      readManifest(content).previousManifest,
    );
    previous = sha256(content);
  }
  console.log(`chain      ${links.length} editions, each with the hash of the manifest before it`);
}
