import type { Configuration, Publication } from '../core/configuration.ts';
import { closeIfComplete } from '../core/delivery/close-edition.ts';
import { freezeAudience } from '../core/delivery/freeze-audience.ts';
import { CourantError } from '../core/errors.ts';
import type { Instant } from '../core/instant.ts';
import type { Archive, EditionRow, Editions, FactLog, Readers, Seals, SliceQueue } from '../core/ports.ts';
import {
  isInArchiveIndex,
  publishArchiveIndex,
  type RenderArchive,
} from '../core/publishing/archive-index.ts';
import { buildEdition, type Links, type Render } from '../core/publishing/build-edition.ts';
import { newestSeal, sealOfTime } from '../core/publishing/chain.ts';
import { planEdition } from '../core/publishing/plan-edition.ts';
import { readWindow } from '../core/publishing/read-window.ts';
import type { Plan, Seal } from '../core/publishing/seal.ts';
import { unpack } from '../core/publishing/unpack.ts';
import { localDate } from '../core/schedule.ts';

/** What publishing needs from outside. */
export type PublishContext = {
  log: FactLog;
  seals: Seals;
  archive: Archive;
  editions: Editions;
  readers: Readers;
  queue: SliceQueue;
  settings: Configuration['settings'];
  links: Links;
  render: Render;
  /** Without it the archive keeps editions.json alone: neither the page nor feeds, which need words. */
  renderArchive?: RenderArchive;
};

/** What publishing came to; `covered`: an earlier edition, named by its plan, covers that time and nothing was made. */
export type PublishReport =
  | { outcome: 'sealed' | 'already sealed'; plan: Plan; edition: EditionRow }
  | { outcome: 'covered'; plan: Plan };

/** Each turn lost means that somebody else sealed an edition; more than this is no race but a fault. */
const turnsAtMost = 20;

/**
 * Makes the edition of a scheduled time exist, archived and on its way: plan, compile, render, seal, unpack, freeze,
 * enqueue. Each step takes what is there already, so this may run again at any time, and many times at once.
 *
 * @throws UnsettledChainError when other publishers keep sealing editions in between.
 */
export async function publishEdition(
  context: PublishContext,
  publication: Publication,
  scheduledTime: Instant,
): Promise<PublishReport> {
  for (let turn = 0; turn < turnsAtMost; turn += 1) {
    const tip = await newestSeal(context.seals, publication.id);
    const plan = planEdition(publication, scheduledTime, tip?.plan);
    if (!plan && tip) return await takeSealed(context, publication, scheduledTime, tip);
    if (!plan) break;
    if (tip) await finish(context, publication, tip);
    const seal = await build(context, publication, plan, tip);
    // Whoever loses looks again: the winner's seal is the same edition, or one that has to be finished first.
    if ((await context.seals.write(seal)) === 'taken') continue;
    return { outcome: 'sealed', plan, edition: await finish(context, publication, seal) };
  }
  throw new UnsettledChainError(publication.id, scheduledTime);
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

async function takeSealed(
  context: PublishContext,
  publication: Publication,
  scheduledTime: Instant,
  tip: Seal,
): Promise<PublishReport> {
  const edition = localDate(scheduledTime, publication.schedule.timeZone);
  const seal = await sealOfTime(context.seals, publication.id, edition, scheduledTime);
  if (!seal) return { outcome: 'covered', plan: tip.plan };
  return { outcome: 'already sealed', plan: seal.plan, edition: await finish(context, publication, seal) };
}

async function build(
  context: PublishContext,
  publication: Publication,
  plan: Plan,
  tip: Seal | undefined,
): Promise<Seal> {
  return buildEdition({
    publication,
    plan,
    settings: context.settings,
    links: context.links,
    render: context.render,
    records: await readWindow(context, plan, publication.coversSince ?? null),
    previousManifest: tip?.files['manifest.json'] ?? null,
  });
}

/** Brings a sealed edition as far as its delivery, from its seal's bytes alone. */
async function finish(context: PublishContext, publication: Publication, seal: Seal): Promise<EditionRow> {
  const { edition } = seal.plan;
  let row = await context.editions.read(publication.id, edition);
  if (!row || row.state === 'sealed') {
    await unpack(context.archive, seal);
    await publishArchiveIndex(context, publication);
    await context.editions.open(publication.id, edition);
    row = seal.mailed
      ? await freezeAudience(context, publication.id, edition, context.settings.sliceSize)
      : await context.editions.freeze(publication.id, edition, { slices: 0, readers: 0 });
  } else if (
    row.state === 'delivering' &&
    !(await isInArchiveIndex(context.archive, publication.id, edition))
  ) {
    await publishArchiveIndex(context, publication);
  }
  if (row.state === 'closed') return row;
  await enqueueUnfinished(context, row);
  return closeIfComplete(context.editions, row);
}

async function enqueueUnfinished({ editions, queue }: PublishContext, row: EditionRow): Promise<void> {
  if (row.hold !== null) return;
  const slices = await editions.slices(row.publication, row.edition);
  const unfinished = slices.filter(slice => !slice.done && slice.number <= (row.audience?.slices ?? 0));
  await queue.enqueue(
    row.publication,
    row.edition,
    unfinished.map(slice => slice.number),
  );
}
