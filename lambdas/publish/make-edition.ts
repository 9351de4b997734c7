import type { FactLog } from '../../core/articles/fact-log.ts';
import { newestReceipt, type ReceiptSources } from '../../core/delivery/receipt/receipt.ts';
import { buildEdition, type Render } from '../../core/edition/build-edition.ts';
import type { Found } from '../../core/edition/chain.ts';
import type { EditionSources } from '../../core/edition/chain-manifests.ts';
import { readPast } from '../../core/edition/read-past.ts';
import { readWindow } from '../../core/edition/read-window.ts';
import type { Seal } from '../../core/edition/seal.ts';
import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import type { Links } from '../../core/publication/links.ts';

/** What making an edition needs from outside. */
export type MakingContext = EditionSources &
  ReceiptSources & {
    log: FactLog;
    settings: Configuration['settings'];
    links: Links;
    render: Render;
  };

/**
 * Makes a planned edition in memory: reads the records of its window and the earlier facts that they name, compiles, renders, encodes.
 * Writes nothing, so a failure commits nothing.
 */
export async function makeEdition(
  context: MakingContext,
  publication: Publication,
  { plan, newest, former }: Extract<Found, { outcome: 'planned' }>,
): Promise<Seal> {
  const records = await readWindow(context, plan, publication);
  const past = await readPast(context, publication, records, newest ?? former);
  const { settings, links, render } = context;
  return buildEdition({
    ...{ publication, plan, settings, links, render, records, past },
    previousManifest: newest?.files['manifest.json'] ?? null,
    // As far as the edition before has come; what is not closed yet has none.
    previousReceipt: (newest && (await newestReceipt(context, newest.plan))) ?? null,
  });
}
