import { isPageAsSealed } from '../../core/archive/pages/page-places.ts';
import { sealOfEdition } from '../../core/edition/chain.ts';
import { type Manifest, readManifest } from '../../core/edition/manifest.ts';
import { type TakenDownRecords, withheldBy } from '../../core/edition/months/taken-down.ts';
import { sealKey } from '../../core/edition/seal.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { Installation } from '../installation/installation.ts';
import { editionNames } from './editions.ts';

/** An edition's files by name; `page` may tell of later editions, which nothing vouches for. */
export type EditionFiles = { manifest: Manifest; files: Map<string, string>; page: string | undefined };

type Stores = Pick<Installation, 'seals' | 'archive'> & { takenDown: Pick<TakenDownRecords, 'of'> };

/**
 * Reads an edition's files and verifies each: the manifest is the one that was sealed, and every file has the size and SHA-256
 * that the manifest states; of the page, that it is the sealed one, whatever was put in at its places.
 * @param formerly the id that the publication had before.
 * @throws NoSuchEditionError; AlteredArchiveError naming every file that does not hold.
 */
export async function verifiedFiles(
  stores: Stores,
  edition: EditionKey,
  formerly?: string,
): Promise<EditionFiles> {
  const seal = await sealOfEdition(stores.seals, edition);
  if (!seal) throw new NoSuchEditionError(edition, await editionNames(stores, edition.publication));
  const sealed = seal.files['manifest.json'];
  const manifest = readManifest(sealed, `manifest.json in ${sealKey(seal.plan)}`);
  const files = new Map([['manifest.json', sealed]]);
  const problems: string[] = [];
  const stored = await stores.archive.read(edition, 'manifest.json');
  if (stored !== sealed) problems.push(differs('manifest.json', stored, 'that was sealed'));
  for (const [name, { sha256: hash, size }] of Object.entries(manifest.files)) {
    const content = await stores.archive.read(edition, name);
    const holds = content !== undefined && sha256(content) === hash && Buffer.byteLength(content) === size;
    if (holds) files.set(name, content);
    else problems.push(differs(name, content, 'that the manifest names'));
  }
  const page = await stores.archive.read(edition, 'index.html');
  const sealedPage = seal.files['index.html'];
  // A page of which something was taken down is not the sealed one: archive verify tells whether it is right.
  const isCut = (await withheldBy(stores.takenDown, edition, formerly)) !== undefined;
  if (!isCut && sealedPage !== undefined && (page === undefined || !isPageAsSealed(sealedPage, page)))
    problems.push(differs('index.html', page, 'that was sealed, with or without what was put right since'));
  if (problems.length > 0) throw new AlteredArchiveError(edition, problems);
  return { manifest, files, page };
}

function differs(name: string, content: string | undefined, which: string): string {
  if (content === undefined) return `${name}: expected the file ${which}, found none`;
  return `${name}: expected the bytes ${which}, found others (SHA-256 ${sha256(content)})`;
}

/** There is no such edition. */
export class NoSuchEditionError extends CourantError {
  constructor({ publication, edition }: EditionKey, known: readonly string[]) {
    const newest = known.slice(-5).join(', ');
    super(
      `publication ${publication}: expected an edition ${edition}, found ${newest ? `none; the newest are ${newest}` : 'no edition at all'}. ` +
        'courant archive list shows them all.',
    );
  }
}

/** What the archive holds is not what was sealed. */
export class AlteredArchiveError extends CourantError {
  constructor({ publication, edition }: EditionKey, problems: readonly string[]) {
    super(
      `archive/${publication}/${edition}: nothing was written, because not everything is as it was sealed:\n` +
        `  ${problems.join('\n  ')}\n` +
        'The seal holds the right bytes. Publish the edition again if files are missing: it puts them back. What can be done about ' +
        'altered ones: docs/runbook.md#damaged-files',
    );
  }
}
