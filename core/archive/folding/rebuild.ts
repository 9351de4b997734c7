import { newestSeal } from '../../edition/chain.ts';
import { chainManifests } from '../../edition/chain-manifests.ts';
import { readManifest } from '../../edition/manifest.ts';
import { monthFromHistory } from '../../edition/months/closure.ts';
import {
  isOfFront,
  type MonthState,
  monthFiles,
  withContribution,
  yearFiles,
  yearOf,
} from '../../edition/months/month-state.ts';
import { Months } from '../../edition/months/months.ts';
import { type History, type PastEdition, pastEdition } from '../../edition/months/past-edition.ts';
import { takenDownOf } from '../../edition/months/taken-down.ts';
import type { Seals } from '../../edition/seal.ts';
import { mapInOrder } from '../../foundation/map-in-order.ts';
import type { Imprint } from '../../publication/retired.ts';
import { lastOfYears, monthsIn, noteAppearances } from './bring-over.ts';
import type { FoldContext } from './fold-context.ts';
import { writeFront } from './front.ts';
import { writeMonth } from './month-files.ts';
import { writeYear } from './year-files.ts';

/** Enough to hide the store's answering time. */
const writesAtOnce = 16;
/** Editions that are published meanwhile take as many turns more; a daily one is made anew in less than a day. */
const turnsAtMost = 5;

/** What is made anew of a publication, and who is told of it. */
export type Rebuilding = {
  /** The former id's imprint, for its own front; without it that stays as it is. */
  former?: Imprint | undefined;
  /** Told after each month. */
  onMonth?: (done: number, of: number) => void;
};

/**
 * Makes all anew that is derived from the chain of a publication and of the id that it had before: months with their data and pages, the editions' pages, fronts,
 * where facts appeared, and which editions are folded in. What is right already is not written. Publishers may run meanwhile.
 * @returns how many editions there are.
 */
export async function rebuild(
  context: FoldContext,
  publication: Imprint,
  { former, onMonth = () => undefined }: Rebuilding = {},
): Promise<number> {
  for (let turn = 1; ; turn += 1) {
    const newest = await newestSeal(context.seals, publication.id);
    const editions = await rebuildOnce(context, publication, former, onMonth);
    // What was sealed meanwhile may have been folded into a month that nobody could read.
    const now = await newestSeal(context.seals, publication.id);
    if (now?.plan.edition === newest?.plan.edition || turn === turnsAtMost) return editions;
  }
}

async function rebuildOnce(
  context: FoldContext,
  publication: Imprint,
  former: Imprint | undefined,
  onMonth: (done: number, of: number) => void,
): Promise<number> {
  const { id, formerly } = publication;
  const ids = formerly === undefined ? [id] : [formerly, id];
  const families = new Map<string, Family>();
  for (const one of ids) families.set(one, await Family.of(context, one, publication));
  const own = (one: string) => families.get(one)?.editions.filter(past => past.publication === one) ?? [];
  const all = ids.flatMap(own);
  const groups = monthsIn(all);
  for (const [index, { id: one, month, editions }] of groups.entries()) {
    const family = families.get(one);
    if (!family) continue;
    await noteAppearances(context, editions);
    const names = new Set(editions.map(({ manifest }) => manifest.edition));
    await writeMonth(
      context,
      { publication, months: family.months },
      { id: one, month, editions: names, whole: true },
      stored => family.month(stored),
    );
    onMonth(index + 1, groups.length);
  }
  for (const newest of lastOfYears(all)) {
    const family = families.get(newest.publication);
    if (family) await writeYear(context, { publication, months: family.months }, newest, 'all');
  }
  for (const one of ids) {
    const [imprint, newest, family] = [one === id ? publication : former, own(one).at(-1), families.get(one)];
    if (!imprint || !newest || !family) continue;
    const months = groups.flatMap(group => (group.id === one ? group.month : []));
    await writeFront(context, imprint, family.months, newest, true, months);
  }
  await mapInOrder(all, writesAtOnce, ({ publication: of, manifest: { edition } }) =>
    context.marks.noteFolded({ publication: of, edition }),
  );
  return all.length;
}

/** The history that bears on the months of one id: that of the ids right before and after it, too. */
class Family {
  readonly #context: FoldContext;
  readonly #id: string;
  readonly #chains: readonly string[];
  #known: History;
  #months: Months;

  private constructor(context: FoldContext, id: string, chains: readonly string[], known: History) {
    this.#context = context;
    this.#id = id;
    this.#chains = chains;
    this.#known = known;
    this.#months = new Months(context, chains);
  }

  static async of(context: FoldContext, id: string, publication: Imprint): Promise<Family> {
    const chains = await chainsAround(context.seals, id, publication);
    return new Family(context, id, chains, await foldedHistory(context, chains));
  }

  get editions(): History {
    return this.#known;
  }

  get months(): Months {
    return this.#months;
  }

  /**
   * A month as the chain makes it, whatever is stored. Of what the stored one names and the chain does not, a publisher may have folded something in since the
   * chain was read, so it is read again then; what it still does not have was put there by somebody else, unless its seal was erased after it was taken down.
   */
  async month(stored: MonthState): Promise<MonthState> {
    const { month } = stored;
    if (this.#unknownIn(stored).length > 0) {
      this.#known = await foldedHistory(this.#context, this.#chains);
      this.#months = new Months(this.#context, this.#chains);
    }
    const whole = monthFromHistory(this.#id, month, this.#known, this.#chains);
    const erased = await this.#erasedAmong(this.#unknownIn(stored));
    const isOfIt = (past: PastEdition) => stored.editions.includes(past);
    const grown = withContribution(
      whole,
      { editions: erased.filter(isOfIt), saying: erased.filter(past => stored.saying.includes(past)) },
      this.#chains,
    );
    return { ...grown, files: filesOf(stored, grown) };
  }

  #unknownIn({ before, after, editions, saying }: MonthState): PastEdition[] {
    const known = new Set(this.#known.map(nameOf));
    return [before, after, ...editions, ...saying].flatMap(past =>
      past && !known.has(nameOf(past)) ? past : [],
    );
  }

  async #erasedAmong(unknown: readonly PastEdition[]): Promise<PastEdition[]> {
    if (unknown.length === 0) return [];
    const records = await takenDownOf(this.#context.takenDown, this.#chains);
    const vouched = new Set(
      records.flatMap(({ sealed }) =>
        sealed.map(
          ({ publication, edition, files }) => `${publication} ${edition} ${files['manifest.json']}`,
        ),
      ),
    );
    return unknown.filter(past => vouched.has(nameOf(past)));
  }
}

function nameOf({ publication, sha256, manifest }: PastEdition): string {
  return `${publication} ${manifest.edition} ${sha256}`;
}

/** What a stored month vouches for, of what a month may: names that are made anew get other hashes. */
function filesOf(stored: MonthState, { month, editions }: MonthState): MonthState['files'] {
  const { facts, page } = monthFiles(month);
  const pages = editions.map(({ manifest }) => `${manifest.edition}/index.html`);
  const names = new Set([facts, page, ...Object.values(yearFiles(yearOf(month))), ...pages]);
  return Object.fromEntries(
    Object.entries(stored.files).filter(([name]) => names.has(name) || isOfFront(name)),
  );
}

/** All editions of chains by their seals; the newest of each only once its files are there or it is folded in: its publisher is at it. */
async function foldedHistory(context: FoldContext, chains: readonly string[]): Promise<History> {
  const history: PastEdition[] = [];
  for (const publication of chains)
    for (const { content, manifest, isUnpacked } of await chainManifests(context, publication))
      if (isUnpacked || (await context.marks.isFolded({ publication, edition: manifest.edition })))
        history.push(pastEdition(publication, content));
  return history;
}

/** The ids right before an id, itself, and those right after it. */
async function chainsAround(seals: Seals, id: string, publication: Imprint): Promise<string[]> {
  const formerOf = async (one: string) =>
    one === publication.id && publication.formerly !== undefined
      ? publication.formerly
      : await formerInManifest(seals, one);
  const before = await formerOf(id);
  const after: string[] = [];
  for (const one of await seals.publications())
    if (one !== id && (await formerOf(one)) === id) after.push(one);
  return [...(before === undefined ? [] : [before]), id, ...after];
}

async function formerInManifest(seals: Seals, id: string): Promise<string | undefined> {
  const first = await seals.read(id, null);
  return first && readManifest(first.files['manifest.json']).former?.publication;
}
