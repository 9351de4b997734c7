import { toldOf } from '../../digest/told-digest.ts';
import type { History, PastEdition } from '../../edition/months/past-edition.ts';
import { historyAbout, type Newest, type PastSources } from '../../edition/past/known-history.ts';
import { type Digests, digestsOf, type Standing, standingsOf } from './standings.ts';

/** A fact that an edition carried, and what has become of it. */
export type CarriedFact = {
  number: string;
  /** The edition that carried it: its name and number, and the id that the publication had then. */
  publication: string;
  edition: string;
  editionNumber: number;
  said: NonNullable<ReturnType<typeof toldOf>>['said'];
  /** What later editions say of it; empty while it stands. */
  standings: Standing[];
  /** The last of its amendments that editions took up, by its sequence; 0 when there was none. */
  sequence: number;
};

/**
 * Finds the edition of a publication that carried a fact, and what editions say of it by now; undefined if none carried it. Reads
 * what its month knows, the manifests that are not folded in yet, and the digests of the editions that tell of the fact.
 * @param chains ids of the publication, the former one first. @param newest its newest edition; undefined where there is none
 */
export async function carriedFact(
  sources: PastSources,
  chains: readonly string[],
  newest: Newest | undefined,
  fact: string,
): Promise<CarriedFact | undefined> {
  if (!newest) return undefined;
  const { appeared, history } = await historyAbout(sources, chains, newest, new Set([fact]));
  const by = appeared.get(fact);
  if (!by) return undefined;
  const digests = digestsOf(sources);
  const told = toldOf(await digests(by), fact);
  return told && describe(fact, by, told, history, digests);
}

async function describe(
  fact: string,
  { publication, manifest }: PastEdition,
  { appeared, said }: NonNullable<ReturnType<typeof toldOf>>,
  history: History,
  digests: Digests,
): Promise<CarriedFact> {
  const { edition, number: editionNumber } = manifest;
  const all = await standingsOf({ publication, edition }, history, digests);
  const entries = history.flatMap(past => [...past.manifest.corrections, ...past.manifest.amended]);
  const sequences = entries.flatMap(entry => (entry.fact === fact ? entry.sequence : []));
  return {
    ...{ number: appeared.number, publication, edition, editionNumber, said },
    // What is said of a number is said once, also where several facts stand under it.
    standings: all.filter(
      standing =>
        standing.number === appeared.number && (standing.fact === fact || standing.publisher === null),
    ),
    sequence: Math.max(0, ...sequences),
  };
}
