import { NewerDataError } from '../../foundation/stored-json.ts';
import type { EditionKey } from '../../publication/plan.ts';
import type { Archive } from '../archive.ts';
import { sealOfEdition } from '../chain.ts';
import { chainManifests, type EditionSources } from '../chain-manifests.ts';
import { archiveKey, type DamagedFile } from '../damage.ts';
import { monthFromHistory, type StateOf } from './closure.ts';
import { type MonthState, monthOf, readMonthState, stateFile } from './month-state.ts';
import { type History, type PastEdition, pastEdition } from './past-edition.ts';

/** What months are read from. */
export type MonthSources = EditionSources & { archive: Pick<Archive, 'read' | 'readVersion'> };

/** A month of a publication, under the id that it had then. */
export type MonthKey = { publication: string; month: string };

/**
 * The months of a publication, each read once. One that cannot be read, or is gone though an edition lies in it, is made anew from the
 * whole chain, which is told of; that it is mended is told once somebody has written it.
 */
export class Months {
  readonly #sources: MonthSources;
  readonly chains: readonly string[];
  readonly #states = new Map<string, Promise<MonthState | undefined>>();
  readonly #damaged = new Map<string, MonthKey & Pick<DamagedFile, 'found'>>();
  readonly #mended: MonthKey[] = [];
  readonly #vouched = new Map<string, Set<string>>();
  readonly #unfolded: string | undefined;
  #history: Promise<History> | undefined;

  /**
   * @param chains ids of the publication, the former one first.
   * @param unfolded the first edition that may not be folded in yet: that its month does not have it is no damage.
   */
  constructor(sources: MonthSources, chains: readonly string[], unfolded?: string) {
    this.#sources = sources;
    this.chains = chains;
    this.#unfolded = unfolded;
  }

  /** The state in which an edition lies. */
  readonly stateOf: StateOf = async edition => {
    const newestFirst = this.chains.toReversed();
    for (const id of newestFirst) {
      const state = await this.state(id, monthOf(edition));
      if (state && holds(state, edition)) return state;
    }
    for (const publication of newestFirst) {
      if (!(await this.#isThere({ publication, edition }))) continue;
      const month = monthOf(edition);
      if (this.#unfolded === undefined || edition < this.#unfolded) return this.lost(publication, month);
      return this.#keep(publication, month, this.remade(publication, month));
    }
    return undefined;
  };

  async #isThere(edition: EditionKey): Promise<boolean> {
    const { archive, seals } = this.#sources;
    if ((await archive.read(edition, 'manifest.json')) !== undefined) return true;
    return (await sealOfEdition(seals, edition)) !== undefined;
  }

  /** The state of a month; undefined where there is none. */
  state(publication: string, month: string): Promise<MonthState | undefined> {
    const known = this.#states.get(`${publication} ${month}`);
    return known ?? this.#keep(publication, month, this.#read(publication, month));
  }

  async #read(publication: string, month: string): Promise<MonthState | undefined> {
    const stored = await this.#sources.archive.readVersion(stateFile(publication, month));
    try {
      return await this.readOrRemade(publication, month, stored?.content);
    } catch (error) {
      // Of a layout that only newer versions know: no edition waits for that. Whoever is to write it has the error.
      if (error instanceof NewerDataError) return this.remade(publication, month);
      throw error;
    }
  }

  /** A state by its bytes; made anew if they are damaged. @throws NewerDataError: it must not be written over */
  async readOrRemade(
    publication: string,
    month: string,
    content: string | undefined,
  ): Promise<MonthState | undefined> {
    const state = readMonthState(content, keyOf({ publication, month }));
    if (state) this.#vouched.set(publication, new Set([...this.vouchedFor(publication), ...listsIn(state)]));
    if (state || content === undefined) return state;
    this.#meet({ publication, month }, 'other bytes');
    return this.remade(publication, month);
  }

  /** A state that is gone though editions lie in its month: told of, and made anew. */
  lost(publication: string, month: string): Promise<MonthState> {
    this.#meet({ publication, month }, 'nothing');
    const remade = this.remade(publication, month);
    this.#keep(publication, month, remade);
    return remade;
  }

  /** A month as the whole chain makes it. */
  async remade(publication: string, month: string): Promise<MonthState> {
    return monthFromHistory(publication, month, await this.history(), this.chains);
  }

  /** The whole history: for what cannot do without. */
  history(): Promise<History> {
    this.#history ??= wholeHistory(this.#sources, this.chains);
    return this.#history;
  }

  /** Lists of all editions that a stored month named when it was read: whoever wrote that had written them. */
  vouchedFor(publication: string): Set<string> {
    return new Set(this.#vouched.get(publication));
  }

  /** The months that were damaged, or gone, when they were read, and that nobody is known to have written since. */
  damaged(): MonthKey[] {
    return [...this.#damaged.values()].map(({ publication, month }) => ({ publication, month }));
  }

  /** Whether a month is such a one. */
  isDamaged({ publication, month }: MonthKey): boolean {
    return this.#damaged.has(`${publication} ${month}`);
  }

  /** The months that were damaged, or gone, and were written anew since. */
  mended(): readonly MonthKey[] {
    return this.#mended;
  }

  #meet(key: MonthKey, found: DamagedFile['found']): void {
    this.#damaged.set(`${key.publication} ${key.month}`, { ...key, found });
    this.#sources.damage?.tell({ key: keyOf(key), found, mended: false });
  }

  /** Takes a state that was just written: what was damaged of it is mended. */
  written(state: MonthState): void {
    this.keep(state);
    const name = `${state.publication} ${state.month}`;
    const found = this.#damaged.get(name)?.found;
    if (!found || !this.#damaged.delete(name)) return;
    this.#mended.push({ publication: state.publication, month: state.month });
    this.#sources.damage?.tell({ key: keyOf(state), found, mended: true });
  }

  /** Takes a newer state. */
  keep(state: MonthState): void {
    this.#keep(state.publication, state.month, Promise.resolve(state));
  }

  #keep(
    publication: string,
    month: string,
    state: Promise<MonthState | undefined>,
  ): Promise<MonthState | undefined> {
    this.#states.set(`${publication} ${month}`, state);
    return state;
  }
}

/** Whether an edition lies in a month. */
export function holds({ editions }: MonthState, edition: string): boolean {
  return editions.some(({ manifest }) => manifest.edition === edition);
}

/** What a state names outside of the folders of months and editions. */
function listsIn({ files }: MonthState): string[] {
  return Object.keys(files).filter(name => !name.includes('/'));
}

/** All editions of chains whose files are there, the first one first. */
export async function wholeHistory(sources: EditionSources, chains: readonly string[]): Promise<History> {
  const history: PastEdition[] = [];
  for (const publication of chains)
    for (const { content, isUnpacked } of await chainManifests(sources, publication))
      if (isUnpacked) history.push(pastEdition(publication, content));
  return history;
}

function keyOf({ publication, month }: MonthKey): string {
  return archiveKey(publication, stateFile(publication, month).path);
}
