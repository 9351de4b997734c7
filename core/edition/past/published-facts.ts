import type { EditionName, Update } from '../../digest/digest.ts';
import type { PublishedFact } from '../../digest/past.ts';
import { updatesThatStand } from '../../digest/standing.ts';
import { correctedIn, readToldDigest, type ToldDigest, toldOf } from '../../digest/told-digest.ts';
import { CourantError, overwrittenAdvice } from '../../foundation/errors.ts';
import { sha256 } from '../../foundation/hash.ts';
import type { Publication } from '../../publication/configuration.ts';
import type { EditionKey } from '../../publication/plan.ts';
import { MissingArchiveFileError } from '../archive.ts';
import { sealOfEdition } from '../chain.ts';
import type { EditionSources } from '../chain-manifests.ts';
import { archiveKey, meetDamage } from '../damage.ts';
import { type History, type PastEdition, placeInHistory } from '../months/past-edition.ts';
import { sealedFile } from '../seal.ts';
import { historyAbout, type Newest, type PastSources } from './known-history.ts';

/** An edition under the id that the publication had then, and the hash of its digest as its manifest states it. */
export type Carrier = EditionKey & { number: number; digestHash: string | undefined };
/** Which edition carried a fact, which put it right last, if any did, and the last amendment of it that editions took up. */
type Found = { appeared: Carrier; corrected: Carrier | undefined; sequence: number };

/** What earlier editions said of facts, by id, and which updates of these, and of what updates them, stand, newest first. */
export type PublishedFacts = { published: Map<string, PublishedFact>; updates: Update[] };

/**
 * Finds which of these facts earlier editions carried, what readers were told of each last, and what updates them by now: by where each
 * appeared and what its month knows, and by the editions that are not folded in yet. Then it reads the digests of the editions that carried
 * or corrected them. Reads nothing if nothing is wanted.
 * @param newest the newest edition, also under the former id; undefined where there is none.
 * @throws UntoldFactError, and what reading throws: a fact that cannot be read must not be published again as new.
 */
export async function publishedFacts(
  sources: PastSources,
  { id, formerly }: Pick<Publication, 'id' | 'formerly'>,
  newest: Newest | undefined,
  wanted: ReadonlySet<string>,
): Promise<PublishedFacts> {
  const published = new Map<string, PublishedFact>();
  if (wanted.size === 0 || !newest) return { published, updates: [] };
  const chains = [...(formerly === undefined ? [] : [formerly]), id];
  const known = await historyAbout(sources, chains, newest, wanted);
  const putRight = new Set(known.history.flatMap(({ manifest }) => manifest.corrections.map(correctedFact)));
  const digests = new Map<string, ToldDigest>();
  for (const [fact, past] of known.appeared) {
    const { appeared, corrected, sequence } = foundIn(known.history, chains, fact, past);
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
  return { published, updates: updatesAbout(wanted, known.history) };
}

function nameOf({ number, edition }: Carrier): EditionName {
  return { number, edition };
}

function correctedFact({ fact }: { fact: string }): string {
  return fact;
}

/** What editions said of a fact from the one that carried it on. */
function foundIn(history: History, chains: readonly string[], fact: string, past: PastEdition): Found {
  const first = placeInHistory(chains, past);
  const since = history.filter(later => placeInHistory(chains, later) >= first);
  const corrected = since.findLast(({ manifest }) => manifest.corrections.some(one => one.fact === fact));
  const entries = since.flatMap(({ manifest }) => [...manifest.corrections, ...manifest.amended]);
  const sequences = entries.flatMap(entry => (entry.fact === fact ? entry.sequence : []));
  return {
    appeared: carrierOf(past),
    corrected: corrected && carrierOf(corrected),
    sequence: Math.max(0, ...sequences),
  };
}

/** An edition, and the hash of its digest as its manifest states it. */
export function carrierOf({ publication, manifest, digest }: PastEdition): Carrier {
  const { edition, number } = manifest;
  return { publication, edition, number, digestHash: digest };
}

/** Of the updates that stand those that tell what has become of some facts, and of what updates these. */
function updatesAbout(wanted: ReadonlySet<string>, history: History): Update[] {
  const standing = updatesThatStand(history.map(({ manifest }) => manifest).reverse());
  const facts = new Set(wanted);
  for (let before = 0; before < facts.size; ) {
    before = facts.size;
    // What leaves a fact as it is tells nothing of it by what becomes of itself.
    for (const { fact, by, was } of standing) if (was !== null && facts.has(fact)) facts.add(by.fact);
  }
  return standing.filter(({ fact }) => facts.has(fact));
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
  const digest = readToldDigest(await digestTextOf(sources, carrier), where);
  read.set(where, digest);
  return digest;
}

/** The bytes of an edition's digest, from where `digestOf` takes them. @throws MissingArchiveFileError */
export async function digestTextOf(sources: EditionSources, carrier: Carrier): Promise<string> {
  const stored = await sources.archive.read(carrier, 'digest.json');
  const isWhole = stored !== undefined && sha256(stored) === carrier.digestHash;
  return isWhole ? stored : sealedDigest(sources, carrier, stored);
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
