import * as z from 'zod';
import { archiveKey } from '../../edition/damage.ts';
import { readManifest } from '../../edition/manifest.ts';
import { readSeal, sealKey } from '../../edition/seal.ts';
import { CourantError } from '../../foundation/errors.ts';
import { textOf } from './edition-seen.ts';
import { keysOf, type Look } from './look.ts';

const renamedSchema = z.object({ formerly: z.object({ publication: z.string() }) });

/** Ids under which a publication appeared right before this one, this one, and those right after it, by what their first manifests say, or else their lists. */
export async function familyOf(look: Look, publication: string): Promise<string[]> {
  const before = await formerOf(look, publication);
  const after: string[] = [];
  for (const id of await publicationsIn(look))
    if (id !== publication && (await formerOf(look, id)) === publication) after.push(id);
  return [...(before === undefined ? [] : [before]), publication, ...after];
}

/** Ids of the publications of which seals lie there or, where none can be seen, public files. */
export async function publicationsIn(look: Look): Promise<string[]> {
  const top = (await look.has('archive', 'sealed/')) ? 'sealed/' : 'archive/';
  const keys = await keysOf(look, 'archive', top);
  return [...new Set(keys.map(key => key.slice(top.length).split('/')[0] ?? ''))].sort();
}

async function formerOf(look: Look, publication: string): Promise<string | undefined> {
  return (await formerOfFirst(look, publication)) ?? formerOfList(look, publication);
}

/** Manifests of before do not say; what is wrong with a seal is found where it is looked at itself. */
async function formerOfFirst(look: Look, publication: string): Promise<string | undefined> {
  const key = sealKey({ publication, previous: null });
  const bytes = await look.read('archive', key);
  try {
    return (
      bytes && readManifest(readSeal(textOf(bytes), key).files['manifest.json'], key).former?.publication
    );
  } catch (error) {
    if (error instanceof CourantError) return undefined;
    throw error;
  }
}

async function formerOfList(look: Look, publication: string): Promise<string | undefined> {
  const bytes = await look.read('archive', archiveKey(publication, 'editions.json'));
  try {
    return bytes && renamedSchema.parse(JSON.parse(textOf(bytes))).formerly.publication;
  } catch {
    return undefined;
  }
}
