import * as z from 'zod';
import type { Instant } from '../foundation/instant.ts';
import { readStored } from '../foundation/stored-json.ts';
import { publicationLanguages } from '../publication/languages.ts';
import {
  entryOf,
  type Imprint,
  type Named,
  namedIds,
  retiredIds,
  successorsOf,
} from '../publication/retired.ts';
import { newestSeal } from './chain.ts';
import { readManifest } from './manifest.ts';
import type { Seal, Seals } from './seal.ts';

const text = z.string().catch('');
/** What a digest says of its publication; a field that a digest of another version lacks, it did not say. */
const sealedSchema = z.object({
  publication: z
    .object({
      title: z.string().optional().catch(undefined),
      description: text,
      language: z.enum(publicationLanguages).optional().catch(undefined),
      postalAddress: text,
      replyTo: text,
    })
    .optional()
    .catch(undefined),
});

/**
 * The imprint of a publication that makes no editions any more: what its entry among the retired ones says, and beside that what its newest
 * edition said. Its sender is that of whoever goes on with it, where it has no entry of its own.
 */
export function retiredImprint(named: Named, { plan, files }: Seal): Imprint {
  const digest = files['digest.json'];
  const where = `digest.json of edition ${plan.edition} of ${plan.publication}`;
  const sealed = digest === undefined ? undefined : readStored(sealedSchema, digest, where).publication;
  const own = named.retired.find(({ id }) => id === plan.publication);
  const entry = entryOf(named, plan.publication);
  return {
    id: plan.publication,
    title: own?.title ?? sealed?.title ?? entry?.title ?? plan.publication,
    language: own?.language ?? sealed?.language ?? entry?.language ?? 'en',
    from: entry?.from ?? readManifest(files['manifest.json']).from,
    description: sealed?.description ?? '',
    postalAddress: sealed?.postalAddress ?? '',
    replyTo: sealed?.replyTo ?? '',
    ...(successorsOf(named, plan.publication).length > 0 && { renamed: true }),
  };
}

/** A publication that makes no editions any more; `named` where the configuration says so. */
export type FoundRetired = { id: string; named: boolean };

/**
 * Finds every publication that makes no edition any more: those that the configuration retires or names as a former id, and those that
 * sealed editions and stand nowhere in it, which whoever took them out of the list may not have meant. One LIST.
 */
export async function findRetired(named: Named, seals: Pick<Seals, 'publications'>): Promise<FoundRetired[]> {
  const ids = namedIds(named);
  const unknown = (await seals.publications()).filter(id => !ids.includes(id));
  return [
    ...retiredIds(named).map(id => ({ id, named: true })),
    ...unknown.map(id => ({ id, named: false })),
  ];
}

/** The same with the imprint of each; one that never sealed anything is left out. @param near as for `newestSeal` */
export async function retiredImprints(
  named: Named,
  seals: Seals,
  near?: Instant,
): Promise<{ imprint: Imprint; named: boolean }[]> {
  const found: { imprint: Imprint; named: boolean }[] = [];
  for (const one of await findRetired(named, seals)) {
    const seal = await newestSeal(seals, one.id, near);
    if (seal) found.push({ imprint: retiredImprint(named, seal), named: one.named });
  }
  return found;
}

/** An entry of cdk.json for a publication that stands nowhere in it, as an operator may put it under `retired`. */
export function suggestedEntry({ id, title, language, from }: Imprint): string {
  return JSON.stringify({ id, title, language, from });
}
