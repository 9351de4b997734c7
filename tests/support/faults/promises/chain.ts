import { verifiedFiles } from '../../../../cli/archive/verified-files.ts';
import type { Manifest } from '../../../../core/edition/manifest.ts';
import { archivedEditions } from '../../archives/chain/archived-editions.ts';
import { brokenLinks } from '../../archives/chain/check-chain.ts';
import type { World } from '../world.ts';

/** The editions that an archive has, oldest first, and what is wrong with their chain or any file of it. */
export async function chainOf({ stores, parts }: World): Promise<{ manifests: Manifest[]; wrong: string[] }> {
  const { id } = parts.publication;
  const editions = await archivedEditions(stores, id);
  const wrong = brokenLinks(editions).map(problem => `chain: ${problem}`);
  for (const { edition } of editions) {
    // No fault test takes anything down.
    const whole = { ...stores, takenDown: { of: async () => [] } };
    await verifiedFiles(whole, { publication: id, edition }).catch(error =>
      wrong.push(`files: ${error.message}`),
    );
  }
  const listed = await listedEditions(stores, id);
  const names = editions.map(({ edition }) => edition);
  if (JSON.stringify(listed) !== JSON.stringify(names))
    wrong.push(`editions.json: expected ${names}, found ${listed}`);
  return { manifests: editions.flatMap(({ manifest }) => manifest ?? []), wrong };
}

async function listedEditions({ archive }: World['stores'], publication: string): Promise<string[]> {
  const list = await archive.readVersion({ publication, path: 'editions.json' });
  const { editions } = JSON.parse(list?.content ?? '{"editions":[]}');
  return (editions as { edition: string }[]).map(({ edition }) => edition).sort();
}
