import { type Manifest, readManifest } from '../../../core/edition/manifest.ts';
import { monthFiles, monthOf } from '../../../core/edition/months/month-state.ts';
import { readSeal, type Seal } from '../../../core/edition/seal.ts';
import { CourantError } from '../../../core/foundation/errors.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { mapInOrder } from '../../../core/foundation/map-in-order.ts';
import { keysOf, type Look, type StoreName } from '../../../core/verification/seen/look.ts';
import { captureKey } from '../../../core/verification/seen/not-kept.ts';
import type { Part } from '../../../core/verification/seen/part.ts';

/** An edition of an export, by its seal. */
export type ChosenEdition = {
  key: string;
  edition: string;
  after: string | null;
  manifest: Manifest;
  sha256: string;
};
/** Where a file of an export lies. */
export type StoredFile = { store: StoreName; key: string };

/** Enough to hide a store's answering time. */
const readsAtOnce = 16;

/**
 * Finds the editions of a range by their seals, the first one first.
 * @param from the first day of the range, and `to` the last one, both in it
 * @throws EmptyRangeError
 */
export async function chosenEditions(
  look: Look,
  publication: string,
  { from, to }: { from: string; to: string },
): Promise<ChosenEdition[]> {
  const folder = `sealed/${publication}/after-`;
  const names = (await keysOf(look, 'archive', folder)).map(key => key.slice(folder.length, -'.json'.length));
  const links = [...names.filter(name => name === 'start'), ...names.filter(name => name !== 'start')];
  const chosen: ChosenEdition[] = [];
  for (const [index, name] of links.entries()) {
    const next = links[index + 1];
    // An edition is later than the one before it; which one it is, its seal says.
    if ((name !== 'start' && name >= to) || (next !== undefined && next < from)) continue;
    const edition = await chosenEdition(look, `${folder}${name}.json`);
    if (edition && edition.edition >= from && edition.edition <= to) chosen.push(edition);
  }
  if (chosen.length === 0) throw new EmptyRangeError(publication, from, to);
  return chosen;
}

async function chosenEdition(look: Look, key: string): Promise<ChosenEdition | undefined> {
  const bytes = await look.read('archive', key);
  if (!bytes) return undefined;
  const { plan, files }: Seal = readSeal(Buffer.from(bytes).toString(), key);
  const sealed = files['manifest.json'];
  const manifest = readManifest(sealed, `manifest.json in ${key}`);
  return { key, edition: plan.edition, after: plan.previous, manifest, sha256: sha256(sealed) };
}

/** Which part of the archive these editions are; only months that are there count. */
export async function partOf(
  look: Look,
  publication: string,
  editions: readonly ChosenEdition[],
): Promise<Part> {
  const months: string[] = [];
  for (const month of new Set(editions.map(({ edition }) => monthOf(edition)))) {
    const state = `archive/${publication}/${monthFiles(month).state}`;
    if ((await keysOf(look, 'archive', state)).includes(state)) months.push(month);
  }
  const [first, last] = [editions[0], editions.at(-1)];
  return { first: first?.edition ?? '', last: last?.edition ?? '', after: first?.after ?? null, months };
}

/**
 * All that a verification needs of these editions, in the order of their keys; what is not public only where it is wanted.
 * @param takenDown the editions of which something was taken down: what else was erased with it is left out
 * @param notKept the captured texts that the archive never had
 */
export async function filesOf(
  look: Look,
  publication: string,
  editions: readonly ChosenEdition[],
  { months }: Part,
  isPrivate: boolean,
  takenDown: ReadonlySet<string>,
  notKept: ReadonlySet<string>,
): Promise<StoredFile[]> {
  const prefixes = [
    ...editions.map(({ edition }) => `archive/${publication}/${edition}/`),
    ...months.map(month => `archive/${publication}/all/${month}.`),
    ...(isPrivate ? editions.map(({ edition }) => `receipts/${publication}/${edition}.`) : []),
  ];
  const keys = new Set(editions.map(({ key }) => key));
  for (const prefix of prefixes) for (const key of await keysOf(look, 'archive', prefix)) keys.add(key);
  const content: string[] = [];
  for (const { edition, manifest } of isPrivate ? editions : []) {
    const captures = manifest.captures.filter(hash => !notKept.has(hash)).map(captureKey);
    const named = [...manifest.records, ...captures];
    content.push(...(takenDown.has(edition) ? await thoseThere(look, named) : named));
  }
  return [
    ...[...keys].sort().map((key): StoredFile => ({ store: 'archive', key })),
    ...[...new Set(content)].sort().map((key): StoredFile => ({ store: 'content', key })),
  ];
}

/** The captured texts of these editions that the archive never had, by their SHA-256. */
export async function notKeptOf(look: Look, editions: readonly ChosenEdition[]): Promise<Set<string>> {
  const shipped = await look.notKept?.();
  const named = [...new Set(editions.flatMap(({ manifest }) => manifest.captures))].filter(hash =>
    shipped?.has(hash),
  );
  const there = await thoseThere(look, named.map(captureKey));
  return new Set(named.filter(hash => !there.includes(captureKey(hash))));
}

async function thoseThere(look: Look, keys: readonly string[]): Promise<string[]> {
  const there = await mapInOrder(keys, readsAtOnce, async key =>
    (await keysOf(look, 'content', key)).includes(key),
  );
  return keys.filter((_, index) => there[index]);
}

/** No edition lies in the range. */
export class EmptyRangeError extends CourantError {
  constructor(publication: string, from: string, to: string) {
    super(
      `${publication}: expected an edition from ${from} to ${to}, found none. Nothing was written. courant archive list shows them all.`,
    );
  }
}
