import { archiveKey } from '../../edition/damage.ts';
import { type StateOf, sayingByMonths } from '../../edition/months/closure.ts';
import {
  type Contribution,
  emptyMonth,
  endsItsYear,
  historyOf,
  isOfFront,
  type Made,
  type MonthState,
  monthFiles,
  monthOf,
  stateFile,
  withContribution,
  writeMonthState,
  yearOfFile,
} from '../../edition/months/month-state.ts';
import type { MonthKey, Months } from '../../edition/months/months.ts';
import type { PastEdition } from '../../edition/months/past-edition.ts';
import { takenDownOf, withoutTakenDown } from '../../edition/months/taken-down.ts';
import type { Seals } from '../../edition/seal.ts';
import { sha256 } from '../../foundation/hash.ts';
import type { Imprint } from '../../publication/retired.ts';
import { fileOf, makePages, type PageMaking, type SealedPage } from '../pages/make-pages.ts';
import { makeMonthPage } from '../pages/month-page.ts';
import { type MadeFile, replaceFiles } from '../replace-files.ts';
import { digestsBy, digestTextsOf } from '../standing/standings.ts';
import type { FoldContext } from './fold-context.ts';
import { factsFile, factsOfMonth, factsRenderer } from './month-facts.ts';
import { pagesRenderer } from './renderer-name.ts';

/** Whose months they are, read each once. */
export type MonthsOf = { publication: Imprint; months: Months };

/** What is folded in: an edition, by the months of its publication. */
export type Folding = MonthsOf & { own: PastEdition; before: PastEdition | null };

/** A month, and which of its editions' pages are to be made anew. */
export type Touched = {
  id: string;
  month: string;
  editions: ReadonlySet<string>;
  /** Whether the facts of all its editions are made anew, and not only of these. */
  whole?: boolean;
  /** Whether there may be no state of it yet; of any other month one that is not there was lost. */
  isNew?: boolean;
};

/** Adds to a month what an edition says of it. */
export async function foldIntoMonth(context: FoldContext, folding: Folding, touched: Touched): Promise<void> {
  await writeMonth(context, folding, touched, state => contributed(state, folding));
}

/**
 * Brings a month up to date, with the pages of some of its editions: files first, the state last. Whoever else changes one of them in between makes
 * this begin again, from what is there then.
 * @param grown the month with what is to be added to it.
 */
export async function writeMonth(
  context: FoldContext,
  of: MonthsOf,
  touched: Touched,
  grown: (state: MonthState) => Promise<MonthState>,
): Promise<void> {
  const { id, month, isNew = false } = touched;
  const remade = await damagedMonth(of, { publication: id, month });
  const { editions, whole = false } = remade ? wholeOf(touched, remade) : touched;
  const pages = [...editions].sort().map(edition => fileOf({ publication: id, edition }));
  const file = stateFile(id, month);
  const { facts, page } = monthFiles(month);
  const own = [facts, page].map(path => ({ publication: id, path }));
  const keyOf = (path: string) => archiveKey(id, path);
  const sealed = new SealedPages(context.seals);
  let written: MonthState | undefined;
  let unknown: string[] = [];
  await replaceFiles(context.archive, [...pages, ...own, file], async standing => {
    const read = await of.months.readOrRemade(id, month, standing.get(keyOf(file.path))?.content);
    const known = read ?? (isNew ? emptyMonth(id, month) : await of.months.lost(id, month));
    const stored = remade ? withContribution(known, remade, of.months.chains) : known;
    unknown = pagesUnknownTo(stored).filter(edition => !editions.has(edition));
    if (unknown.length > 0) return [];
    const all = await grown(stored);
    // Looked for after what is replaced was read: whoever takes something down in between changes that, and this begins again.
    const state = withoutTakenDown(all, await takenDownOf(context.takenDown, of.months.chains));
    const history = historyOf(state, of.months.chains);
    const texts = digestTextsOf(context);
    const digests = digestsBy(texts);
    const pagesMade = await pagesOf(context, of, { history, digests }, await sealed.of(state, editions));
    const lines = await factsOfMonth({
      ...{ state, history, texts, touched: whole ? undefined : editions },
      stored: standing.get(keyOf(facts))?.content,
    });
    const data = factsFile(state, lines);
    const { renderMonth } = context;
    if (renderMonth)
      pagesMade.push(
        await makeMonthPage(state, lines, { publication: of.publication, digests, renderMonth }),
      );
    const names = {
      ...namesOf(pagesMade, pagesRenderer(context, of.publication)),
      ...namesOf([data], factsRenderer),
    };
    written = { ...state, files: { ...ownFiles(state), ...names } };
    return [...pagesMade, data, { ...file, content: writeMonthState(written) }];
  });
  if (unknown.length > 0) {
    const all = new Set([...editions, ...unknown]);
    return writeMonth(context, of, { ...touched, editions: all, whole: true }, grown);
  }
  if (written) of.months.written(written);
}

/** Writes a month anew, with all that is made from it, if it was damaged, or gone. */
export async function mendMonth(context: FoldContext, of: MonthsOf, key: MonthKey): Promise<void> {
  if (!(await damagedMonth(of, key))) return;
  const nothing = { id: key.publication, month: key.month, editions: new Set<string>() };
  await writeMonth(context, of, nothing, async state => state);
}

/** A month as the chain makes it, where its state was damaged, or gone; undefined where it is as it should be. */
async function damagedMonth({ months }: MonthsOf, key: MonthKey): Promise<MonthState | undefined> {
  const state = await months.state(key.publication, key.month);
  return months.isDamaged(key) ? state : undefined;
}

/** What was made from a state is named by it alone: so without it all is made anew. */
function wholeOf({ editions, ...touched }: Touched, remade: MonthState): Touched {
  const all = remade.editions.map(({ manifest }) => manifest.edition);
  return { ...touched, editions: new Set([...editions, ...all]), whole: true };
}

/** The editions of a state that was made anew: it does not say what was written of their pages, so that all of these are made anew with it. */
function pagesUnknownTo({ files, editions }: MonthState): string[] {
  return Object.keys(files).length > 0 ? [] : editions.map(({ manifest }) => manifest.edition);
}

/**
 * What a month vouches for: the newest one under an id for what belongs to its front, too, the last one of a year for what the year put right, and no other any more,
 * whoever came last to write it.
 */
function ownFiles(state: MonthState): MonthState['files'] {
  const isOwn = (name: string) =>
    isOfFront(name)
      ? state.after?.publication !== state.publication
      : yearOfFile(name) === undefined || endsItsYear(state);
  return Object.fromEntries(Object.entries(state.files).filter(([name]) => isOwn(name)));
}

/** A month with what an edition adds to it. */
async function contributed(state: MonthState, { months, own, before }: Folding): Promise<MonthState> {
  const { chains, stateOf } = months;
  const isOf = (past: PastEdition) =>
    past.publication === state.publication && monthOf(past.manifest.edition) === state.month;
  const plain: Contribution = {
    ...(isOf(own) && { editions: [own], first: await firstOf(own, before, stateOf) }),
    // The month of the edition before ends there, and one that begins with this edition begins after it.
    ...(isOf(own) && before && !isOf(before) && { before }),
    ...(!isOf(own) && before && isOf(before) && { after: own }),
  };
  const grown = withContribution(state, plain, chains);
  return withContribution(grown, { saying: await sayingByMonths(grown, own, stateOf, chains) }, chains);
}

/** The first edition under the id of one, by its manifest: the month before knows it. */
async function firstOf(
  own: PastEdition,
  before: PastEdition | null,
  stateOf: StateOf,
): Promise<string | null> {
  if (before?.publication !== own.publication) return own.sha256;
  return (await stateOf(before.manifest.edition))?.first ?? null;
}

async function pagesOf(
  context: FoldContext,
  { publication }: MonthsOf,
  known: Pick<PageMaking, 'history' | 'digests'>,
  pages: readonly SealedPage[],
): Promise<MadeFile[]> {
  const { renderFills, links } = context;
  if (!renderFills) return [];
  return makePages(pages, { publication, links, ...known, renderFills });
}

/** Files as a state names them, by what was made and by what. */
export function namesOf(made: readonly MadeFile[], renderer: string): Record<string, Made> {
  return Object.fromEntries(made.map(({ path, content }) => [path, { sha256: sha256(content), renderer }]));
}

/** The pages of a month as they were sealed, each read once. */
class SealedPages {
  readonly #seals: Seals;
  readonly #read = new Map<string, SealedPage | undefined>();

  constructor(seals: Seals) {
    this.#seals = seals;
  }

  async of({ publication, editions }: MonthState, wanted: ReadonlySet<string>): Promise<SealedPage[]> {
    const pages: SealedPage[] = [];
    for (const { manifest } of editions) {
      const page = wanted.has(manifest.edition) ? await this.#page(publication, manifest) : undefined;
      if (page) pages.push(page);
    }
    return pages;
  }

  async #page(
    publication: string,
    { edition, number, previous }: PastEdition['manifest'],
  ): Promise<SealedPage | undefined> {
    const known = this.#read.get(edition);
    if (known) return known;
    const content = (await this.#seals.read(publication, previous))?.files['index.html'];
    const page =
      content === undefined
        ? undefined
        : { publication, edition, number, content, isFirst: previous === null };
    this.#read.set(edition, page);
    return page;
  }
}
