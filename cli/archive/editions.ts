import type { Archive } from '../../core/edition/archive.ts';
import { linksNear, newestSeal } from '../../core/edition/chain.ts';
import { readMonthState, stateFile } from '../../core/edition/months/month-state.ts';
import { wholeHistory } from '../../core/edition/months/months.ts';
import { type PastEdition, pastEdition } from '../../core/edition/months/past-edition.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { mapInOrder } from '../../core/foundation/map-in-order.ts';
import type { Installation } from '../installation/installation.ts';

type Stores = Pick<Installation, 'seals' | 'archive'>;

/** Names of all sealed editions, oldest first. A seal is named by the edition before it, so only the newest is read. */
export async function editionNames({ seals }: Pick<Stores, 'seals'>, publication: string): Promise<string[]> {
  const newest = await newestSeal(seals, publication);
  const earlier = (await seals.links(publication)).filter(link => link !== null);
  return newest ? [...earlier, newest.plan.edition] : earlier;
}

/** Names of the last sealed editions, so many at most, oldest first, by a list of the end of the chain. @param near as for `newestSeal` */
export async function lastNames(
  { seals }: Pick<Stores, 'seals'>,
  publication: string,
  count: number,
  near: Instant,
): Promise<string[]> {
  const links = await linksNear(seals, publication, near, count);
  const last = links.at(-1);
  const newest = last === undefined ? undefined : await seals.read(publication, last);
  return [...links, newest?.plan.edition].filter(name => typeof name === 'string').slice(-count);
}

/** The editions of a publication, oldest first, as its months list them: nothing of it is verified. */
export type ListedEditions = {
  editions: PastEdition[];
  /** Those that are sealed, and that no month lists yet. */
  unfinished: string[];
  /** Months whose state cannot be read: then the seals were read instead. */
  unreadable: string[];
};

/** Enough to hide the store's answering time. */
const readsAtOnce = 16;

/**
 * Lists the editions of a publication by its months: a read for each month, whatever lies in it, and one for each edition that no month has yet. An
 * archive of before there were months, or one whose months cannot be read, is listed by its manifests.
 */
export async function listedEditions(
  { seals, archive }: Stores,
  publication: string,
): Promise<ListedEditions> {
  const months = await archive.months(publication);
  const read = await mapInOrder(months, readsAtOnce, month => editionsOf(archive, publication, month));
  const unreadable = months.filter((_, index) => read[index] === undefined);
  if (months.length === 0 || unreadable.length > 0) {
    const editions = [...(await wholeHistory({ seals, archive }, [publication]))];
    return { editions, unfinished: await sealedAfter(seals, publication, editions.at(-1)), unreadable };
  }
  const editions = read.flatMap(listed => listed ?? []);
  const unfinished: PastEdition[] = [];
  // The link after the newest listed edition leads to the next one, if there is any.
  for (let last = editions.at(-1); ; last = unfinished.at(-1)) {
    const seal = await seals.read(publication, last?.manifest.edition ?? null);
    if (!seal) break;
    unfinished.push(pastEdition(publication, seal.files['manifest.json']));
  }
  return {
    editions: [...editions, ...unfinished],
    unfinished: unfinished.map(({ manifest }) => manifest.edition),
    unreadable,
  };
}

/** The newest sealed edition, where the files of none are there. */
async function sealedAfter(
  seals: Stores['seals'],
  publication: string,
  newest: PastEdition | undefined,
): Promise<string[]> {
  const seal = await newestSeal(seals, publication);
  return seal && seal.plan.edition !== newest?.manifest.edition ? [seal.plan.edition] : [];
}

async function editionsOf(
  archive: Pick<Archive, 'readVersion'>,
  publication: string,
  month: string,
): Promise<readonly PastEdition[] | undefined> {
  const file = stateFile(publication, month);
  const stored = await archive.readVersion(file);
  return readMonthState(stored?.content, `archive/${publication}/${file.path}`)?.editions;
}
