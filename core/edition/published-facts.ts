import type { EditionName, Update } from '../digest/digest.ts';
import type { PublishedFact } from '../digest/past.ts';
import { updatesThatStand } from '../digest/standing.ts';
import { correctedIn, readToldDigest, type ToldDigest, toldOf } from '../digest/told-digest.ts';
import { CourantError, overwrittenAdvice } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import type { Publication } from '../publication/configuration.ts';
import type { EditionKey } from '../publication/plan.ts';
import { MissingArchiveFileError } from './archive.ts';
import { sealOfEdition } from './chain.ts';
import { type EditionSources, manifestsNewestFirst } from './chain-manifests.ts';
import { archiveKey, meetDamage } from './damage.ts';
import type { Manifest } from './manifest.ts';
import { sealedFile } from './seal.ts';

/** An edition under the id that the publication had then, and the hash of its digest as its manifest states it. */
export type Carrier = EditionKey & { number: number; digestHash: string | undefined };
/** Which edition carried a fact, which put it right last, if any did, and the last amendment of it that editions took up. */
type Found = { appeared: Carrier; corrected: Carrier | undefined; sequence: number };

/** What earlier editions said of facts, by id, and which updates of any fact stand, newest first, as far as editions were read. */
export type PublishedFacts = { published: Map<string, PublishedFact>; updates: Update[] };

/**
 * Finds which of these facts earlier editions carried, what readers were told of each last, and what updates them by now. Walks the manifests from the newest
 * edition back, then those under the publication's former id, and stops when all facts are found. Then it reads the digests
 * of the editions that carried or corrected them. Reads nothing if nothing is wanted.
 * @throws UntoldFactError, and what reading throws: a fact that cannot be read must not be published again as new.
 */
export async function publishedFacts(
  sources: EditionSources,
  { id, formerly }: Pick<Publication, 'id' | 'formerly'>,
  wanted: ReadonlySet<string>,
): Promise<PublishedFacts> {
  const {
    found,
    corrected: putRight,
    updates,
  } = await findEditions(sources, [id, ...(formerly === undefined ? [] : [formerly])], wanted);
  const digests = new Map<string, ToldDigest>();
  const published = new Map<string, PublishedFact>();
  for (const [fact, { appeared, corrected, sequence }] of found) {
    const first = toldOf(await digestOf(sources, appeared, digests), fact);
    if (first) first.beside = first.beside.filter(({ id }) => !putRight.has(id));
    if (!first) throw new UntoldFactError(appeared, fact);
    if (appeared.publication !== id) first.appeared.publication = appeared.publication;
    const told = { by: nameOf(appeared), withdrawn: null };
    published.set(fact, { ...first, told, sequence });
    if (!corrected) continue;
    const places = { appeared: nameOf(appeared), here: nameOf(corrected) };
    const last = correctedIn(await digestOf(sources, corrected, digests), fact, places);
    if (!last) throw new UntoldFactError(corrected, fact);
    // A mention stays one when it is withdrawn; what is right is shown in full.
    const mentioned = first.mentioned && last.told.by.edition === appeared.edition;
    published.set(fact, { ...first, ...last, mentioned, sequence });
  }
  return { published, updates };
}

function nameOf({ number, edition }: Carrier): EditionName {
  return { number, edition };
}

async function findEditions(
  sources: EditionSources,
  chains: readonly string[],
  wanted: ReadonlySet<string>,
): Promise<{ found: Map<string, Found>; corrected: Map<string, Carrier>; updates: Update[] }> {
  const found = new Map<string, Found>();
  const corrected = new Map<string, Carrier>();
  const read: Pick<Manifest, 'corrections' | 'updates'>[] = [];
  if (wanted.size === 0) return { found, corrected, updates: [] };
  const sequences = new Map<string, number>();
  for await (const { place, facts, corrections, amended, updates } of editionsNewestFirst(sources, chains)) {
    read.push({ corrections, updates });
    for (const { fact } of corrections) if (!corrected.has(fact)) corrected.set(fact, place);
    for (const { fact, sequence } of [...corrections, ...amended])
      sequences.set(fact, Math.max(sequence, sequences.get(fact) ?? 0));
    for (const id of facts.filter(fact => wanted.has(fact)))
      found.set(id, { appeared: place, corrected: corrected.get(id), sequence: sequences.get(id) ?? 0 });
    if (found.size === wanted.size) break;
  }
  return { found, corrected, updates: updatesThatStand(read) };
}

async function* editionsNewestFirst(sources: EditionSources, chains: readonly string[]) {
  for (const publication of chains) {
    for await (const { manifest } of manifestsNewestFirst(sources, publication)) {
      const { edition, number, files, ...told } = manifest;
      const place: Carrier = { publication, edition, number, digestHash: files['digest.json']?.sha256 };
      yield { place, ...told };
    }
  }
}

/**
 * What an edition told: from the archive where its file has the hash that the manifest states, else from the seal.
 * @param read those that were read before, each once; it is added to them.
 * @throws MissingArchiveFileError if there is neither.
 */
export async function digestOf(
  sources: EditionSources,
  carrier: Carrier,
  read: Map<string, ToldDigest>,
): Promise<ToldDigest> {
  const where = archiveKey(carrier.publication, `${carrier.edition}/digest.json`);
  const standing = read.get(where);
  if (standing) return standing;
  const stored = await sources.archive.read(carrier, 'digest.json');
  const isWhole = stored !== undefined && sha256(stored) === carrier.digestHash;
  const digest = readToldDigest(isWhole ? stored : await sealedDigest(sources, carrier, stored), where);
  read.set(where, digest);
  return digest;
}

async function sealedDigest(
  { seals, damage }: EditionSources,
  { publication, edition }: Carrier,
  stored: string | undefined,
): Promise<string> {
  const seal = await sealOfEdition(seals, { publication, edition });
  if (!seal) throw new MissingArchiveFileError({ publication, edition }, 'digest.json');
  const sealed = sealedFile(seal, 'digest.json');
  if (stored !== sealed) await meetDamage(damage, seal.plan, 'digest.json', { stored, sealed });
  return sealed;
}

/** The digest of an edition lacks a fact that the edition's manifest names. */
export class UntoldFactError extends CourantError {
  constructor({ publication, edition }: Carrier, fact: string) {
    super(
      `archive/${publication}/${edition}/digest.json: expected the fact ${fact}, which the edition's manifest names, found no ` +
        'such fact. Both are as they were sealed, so the seal was altered, or a version of Courant with a fault made it. ' +
        overwrittenAdvice,
    );
  }
}
