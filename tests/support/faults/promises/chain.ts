import { brokenLinks } from '../../../../cli/archive/check-chain.ts';
import { archivedEditions } from '../../../../cli/archive/editions.ts';
import { verifiedFiles } from '../../../../cli/archive/verified-files.ts';
import type { Manifest } from '../../../../core/edition/manifest.ts';
import type { World } from '../world.ts';

/** The editions that an archive has, oldest first, and what is wrong with their chain or any file of it. */
export async function chainOf({ stores, parts }: World): Promise<{ manifests: Manifest[]; wrong: string[] }> {
  const { id } = parts.publication;
  const editions = await archivedEditions(stores, id);
  const wrong = brokenLinks(editions).map(problem => `chain: ${problem}`);
  for (const { edition } of editions) {
    await verifiedFiles(stores, { publication: id, edition }).catch(error =>
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
