import type { WordsIn } from '../../articles/own-words.ts';
import type { DigestAttribution, Label } from '../../digest/digest.ts';
import { overtakenBy } from '../../digest/standing.ts';
import { type ToldDigest, toldOf } from '../../digest/told-digest.ts';
import type { EditionSources } from '../../edition/chain-manifests.ts';
import type { Manifest } from '../../edition/manifest.ts';
import { type Carrier, digestOf } from '../../edition/published-facts.ts';
import type { EditionKey } from '../../publication/plan.ts';
import { type History, type PastEdition, type PlacedUpdate, standingUpdates } from './history.ts';

/** An edition that says what became of a fact, and the place on its page. */
export type Place = EditionKey & { editionNumber: number; anchor: string };

/** What is right by now, and who says so: what nobody named says is no firmer for being right. */
export type Right = { statement: WordsIn; label: Label; attribution: DigestAttribution };

/** What has become of a fact that an edition carried; what stands as it was told has none. */
export type Standing = {
  /** Id of the fact, its number, and where it may be found under it. */
  fact: string;
  number: string;
  /** Whose account alone it is about, of a fact that several articles made. */
  publisher: string | null;
  said: Place;
} & (
  | { kind: 'withdrawn' }
  /** `right` is null where the statement stands, and only details of it were put right. */
  | { kind: 'corrected'; right: Right | null }
  /** `label` says what the fact is by now; null where a later one adds to it and leaves it as it was. */
  | { kind: 'updated'; label: Label | null; by: string }
);

/** Reads what editions told, each once, whoever asks. */
export type Digests = (edition: PastEdition) => Promise<ToldDigest>;

/** Opens the digests of editions: as they were sealed, whatever became of their files. */
export function digestsOf(sources: EditionSources): Digests {
  const read = new Map<string, ToldDigest>();
  return edition => digestOf(sources, carrierOf(edition), read);
}

function carrierOf({ publication, manifest }: PastEdition): Carrier {
  const { edition, number, files } = manifest;
  return { publication, edition, number, digestHash: files['digest.json']?.sha256 };
}

/**
 * What has become of the facts of one edition, in the order of their numbers: of each the last that was said of it. A withdrawal of the
 * fact itself comes before what updates it.
 */
export async function standingsOf(
  { publication, edition }: EditionKey,
  history: History,
  digests: Digests,
): Promise<Standing[]> {
  const own = history.find(past => past.publication === publication && past.manifest.edition === edition);
  const putRight: Standing[] = [];
  for (const [fact, { by, entry }] of lastCorrections(edition, history)) {
    const place = {
      fact,
      number: entry.number,
      publisher: entry.publisher ?? null,
      said: placeOf(by, entry),
    };
    if (entry.kind === 'retraction') putRight.push({ ...place, kind: 'withdrawn' });
    else putRight.push({ ...place, kind: 'corrected', right: await rightOf(fact, by, own, digests) });
  }
  const gone = putRight.filter(({ kind }) => kind === 'withdrawn');
  const isGone = ({ fact, number }: Standing) =>
    gone.some(one => one.fact === fact || (one.number === number && one.publisher === null));
  const updated = updatesOf(edition, history).filter(update => !isGone(update));
  const all = [...putRight, ...updated];
  const byPlace = new Map(all.map(one => [JSON.stringify([one.kind, one.number, one.said]), one]));
  return [...byPlace.values()].sort((a, b) => countIn(a) - countIn(b));
}

/** The place of a number within its edition: `1-101` comes after `1-99`. */
function countIn({ number }: Standing): number {
  return Number(number.slice(number.lastIndexOf('-') + 1));
}

type Entry = Manifest['corrections'][number];

/** What was said last of each fact of an edition that later ones put right. */
function lastCorrections(edition: string, history: History): Map<string, { by: PastEdition; entry: Entry }> {
  const last = new Map<string, { by: PastEdition; entry: Entry }>();
  for (const by of history)
    for (const entry of by.manifest.corrections)
      if (entry.edition === edition) last.set(entry.fact, { by, entry });
  return last;
}

function placeOf(by: PastEdition, { number, anchor = `correction-${number}` }: Entry): Place {
  const { edition, number: editionNumber } = by.manifest;
  return { publication: by.publication, edition, editionNumber, anchor };
}

async function rightOf(
  fact: string,
  by: PastEdition,
  own: PastEdition | undefined,
  digests: Digests,
): Promise<Right | null> {
  const right = rightIn(await digests(by), fact);
  const told = own && toldOf(await digests(own), fact)?.said;
  return right && told && isSame(told, right) ? null : right;
}

function rightIn({ corrections }: ToldDigest, fact: string): Right | null {
  const right = corrections.find(({ id }) => id === fact)?.right;
  return right ? { statement: right.statement, label: right.label, attribution: right.attribution } : null;
}

function isSame(told: Right, right: Right): boolean {
  return (
    told.label === right.label &&
    told.attribution.how === right.attribution.how &&
    told.statement.text === right.statement.text &&
    told.statement.language === right.statement.language
  );
}

function updatesOf(edition: string, history: History): Standing[] {
  const standing = standingUpdates(history);
  const facts = new Map(
    standing.filter(update => update.edition === edition).map(({ fact, number }) => [fact, number]),
  );
  return [...facts].map(([fact, number]): Standing => {
    const overtaking = overtakenBy(fact, standing) as PlacedUpdate | undefined;
    // Newest first: what was said last leads on.
    const { by } = (overtaking ?? standing.find(update => update.fact === fact)) as PlacedUpdate;
    const editionNumber = Number(by.number.slice(0, by.number.lastIndexOf('-')));
    const { publication, edition: saying } = by;
    const said = { publication, edition: saying, editionNumber, anchor: `fact-${by.number}` };
    return {
      ...{ fact, number, publisher: null, said, kind: 'updated', by: by.number },
      label: overtaking ? by.label : null,
    };
  });
}

/** What became of an edition's headline: the fact that it tells was withdrawn since, or is told in other words. */
export type HeadlineStanding = { kind: 'corrected' | 'withdrawn'; said: Place; at: Manifest['window']['to'] };

/** What became of the headline of an edition; null while it stands. */
export async function headlineStanding(
  own: PastEdition,
  history: History,
  digests: Digests,
): Promise<HeadlineStanding | null> {
  const later = history.slice(history.indexOf(own) + 1);
  const putRight = later.flatMap(by =>
    by.manifest.corrections.flatMap(entry => (entry.publisher === undefined ? { by, entry } : [])),
  );
  if (putRight.length === 0) return null;
  const fact = await headlineFact(own, putRight, digests);
  const last = putRight.findLast(({ entry }) => entry.fact === fact);
  if (!fact || !last) return null;
  const standing = { said: placeOf(last.by, last.entry), at: last.by.manifest.window.to };
  if (last.entry.kind === 'retraction') {
    return wasWithdrawn(own, fact) ? null : { kind: 'withdrawn', ...standing };
  }
  const told = await digests(own);
  const before = toldOf(told, fact)?.said ?? told.corrections.find(({ id }) => id === fact)?.right;
  const right = (await digests(last.by)).corrections.find(({ id }) => id === fact)?.right;
  const isAsTold = before && right && isSame(before, right) && sameShort(before.short, right.short);
  return isAsTold ? null : { kind: 'corrected', ...standing };
}

/** A headline that tells of a withdrawal stays right when the same is withdrawn again. */
function wasWithdrawn({ manifest }: PastEdition, fact: string): boolean {
  return manifest.corrections.some(entry => entry.fact === fact && entry.kind === 'retraction');
}

function sameShort(was: WordsIn | null, is: WordsIn | null): boolean {
  return was === null || was.text === is?.text;
}

/**
 * The fact that a headline tells: its manifest says which. Those of before do not; they were headed by the first fact in brief, for which
 * their digest is read only if something of the edition was put right.
 */
async function headlineFact(
  own: PastEdition,
  putRight: readonly { entry: Entry }[],
  digests: Digests,
): Promise<string | undefined> {
  const { headline, edition } = own.manifest;
  if (headline) return headline.fact;
  if (!putRight.some(({ entry }) => entry.edition === edition)) return undefined;
  const { inBrief, sections, views } = await digests(own);
  const facts = [...sections.flatMap(section => section.facts), ...views];
  return facts.find(({ number }) => number === inBrief[0])?.id;
}
