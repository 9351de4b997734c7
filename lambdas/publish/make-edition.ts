import type { FactLog } from '../../core/articles/fact-log.ts';
import { newestReceipt, type ReceiptSources } from '../../core/delivery/receipt/receipt.ts';
import { buildEdition, type Render } from '../../core/edition/build-edition.ts';
import type { Found } from '../../core/edition/chain.ts';
import type { Manifest } from '../../core/edition/manifest.ts';
import { goneBefore, type TakenDownRecords } from '../../core/edition/months/taken-down.ts';
import type { PastSources } from '../../core/edition/past/known-history.ts';
import { readPast } from '../../core/edition/past/read-past.ts';
import { readWindow } from '../../core/edition/read-window.ts';
import type { Seal } from '../../core/edition/seal.ts';
import { stillTold } from '../../core/edition/still-told.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import type { Links } from '../../core/publication/links.ts';

/** What making an edition needs from outside. */
export type MakingContext = PastSources &
  ReceiptSources & {
    log: FactLog;
    takenDown: Pick<TakenDownRecords, 'of'>;
    settings: Configuration['settings'];
    links: Links;
    render: Render;
  };

/**
 * Makes a planned edition in memory: reads the records of its window and the earlier facts that they name, compiles, renders, encodes.
 * Writes nothing, so a failure commits nothing.
 * @param skipped names of the editions that an operator left out before it.
 */
export async function makeEdition(
  context: MakingContext,
  publication: Publication,
  { plan, newest, former }: Extract<Found, { outcome: 'planned' }>,
  skipped: readonly string[],
): Promise<Seal> {
  const records = await readWindow(context, plan, publication);
  const { id, formerly } = publication;
  const gone = await goneBefore(context.takenDown, formerly === undefined ? [id] : [formerly, id]);
  const told = stillTold(records, gone);
  const past = await readPast(context, publication, told, newest ?? former, plan.window.to);
  const { settings, links, render } = context;
  return buildEdition({
    ...{ publication, plan, settings, links, render, records, past, skipped },
    previousManifest: newest?.files['manifest.json'] ?? null,
    // As far as the edition before has come; what is not closed yet has none.
    previousReceipt: (newest && (await newestReceipt(context, newest.plan))) ?? null,
    previousSeal:
      (newest && (await context.seals.hashOf(newest.plan.publication, newest.plan.previous))) ?? null,
    ...(former && { former: lastOf(former) }),
    gone,
  });
}

/** What the first edition after a rename says of the one before it. */
function lastOf({ plan, files }: Seal): NonNullable<Manifest['former']> {
  const { publication, edition } = plan;
  return { publication, edition, manifest: sha256(files['manifest.json']) };
}
