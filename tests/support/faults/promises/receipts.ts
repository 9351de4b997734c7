import { sumOf, takeCensus } from '../../../../core/delivery/receipt/census.ts';
import { readReceipt } from '../../../../core/delivery/receipt/receipt.ts';
import type { Manifest } from '../../../../core/edition/manifest.ts';
import { sha256 } from '../../../../core/foundation/hash.ts';
import type { World } from '../world.ts';

/** What is wrong with the receipts of closed editions: each has one, which adds up, says what the ledger says, and is told. */
export async function receiptsWrong(world: World, manifests: readonly Manifest[]): Promise<string[]> {
  const all = await Promise.all(manifests.map(manifest => receiptWrong(world, manifest)));
  return all.flat();
}

async function receiptWrong({ stores }: World, manifest: Manifest): Promise<string[]> {
  const { publication, edition } = manifest;
  const row = await stores.editions.read({ publication, edition });
  if (row?.state !== 'closed') return [];
  const content = await stores.receipts.read({ publication, edition }, row.receipts);
  if (content === undefined) return [`receipt ${edition}: expected number ${row.receipts}, found none`];
  const receipt = readReceipt(content, edition);
  const census = await takeCensus(stores, row);
  const { accepted, uncertain, rejected, withheld } = receipt;
  const sum = accepted + uncertain + sumOf(rejected) + sumOf(withheld);
  const found = { accepted, uncertain, rejected, withheld };
  const expected = {
    accepted: census.accepted,
    uncertain: census.uncertain,
    rejected: census.rejected,
    withheld: census.withheld,
  };
  return [
    ...(sum === row.audience?.readers && sum === receipt.audience
      ? []
      : [`${sum} of ${receipt.audience} counted`]),
    ...(JSON.stringify(found) === JSON.stringify(expected)
      ? []
      : [`found ${JSON.stringify(found)}, the ledger has ${JSON.stringify(expected)}`]),
    ...(receipt.manifest ===
    sha256((await stores.archive.read({ publication, edition }, 'manifest.json')) ?? '')
      ? []
      : ['names another manifest']),
  ].map(problem => `receipt ${edition}: ${problem}`);
}
