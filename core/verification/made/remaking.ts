import type { CorrectionLine } from '../../archive/data/correction-line.ts';
import type { FactLine } from '../../archive/data/fact-line.ts';
import { makeFront } from '../../archive/folding/front.ts';
import { factsFile, factsOfMonth } from '../../archive/folding/month-facts.ts';
import { correctionsFile, linesOfEditions } from '../../archive/folding/year-files.ts';
import { makePages, type SealedPage } from '../../archive/pages/make-pages.ts';
import { makeMonthPage } from '../../archive/pages/month-page.ts';
import { makeYearPage } from '../../archive/pages/year-page.ts';
import { type Digests, digestsBy, digestWithout } from '../../archive/standing/standings.ts';
import { archiveKey } from '../../edition/damage.ts';
import { historyOf, type MonthState, monthOf, yearOf, yearOfFile } from '../../edition/months/month-state.ts';
import type { PastEdition } from '../../edition/months/past-edition.ts';
import { CourantError } from '../../foundation/errors.ts';
import { sha256 } from '../../foundation/hash.ts';
import type { Imprint } from '../../publication/retired.ts';
import { textOf } from '../seen/edition-seen.ts';
import type { Look } from '../seen/look.ts';
import { type Making, sealsIn } from './making.ts';

/** The months of a publication at some time, and its newest edition by then. */
export type Stage = {
  state(month: string): MonthState | undefined;
  months: readonly string[];
  newest: PastEdition | undefined;
};

/** What files are made again from. */
export type RemakingOf = {
  look: Look;
  publication: string;
  chains: readonly string[];
  making: Making | undefined;
  /** The page of an edition as it was sealed, where the seal can be seen. */
  sealedPage: (edition: string) => SealedPage | undefined;
};

/** So many digests are remembered: those of a month and of what bears on it. */
const digestsAtMost = 100;

/** Makes files of an archive again from what was sealed, with the functions by which folding makes them. */
export class Remaking {
  readonly #of: RemakingOf;
  readonly #texts = new Map<string, Promise<string>>();
  readonly #told = new Map<string, ReturnType<Digests>>();
  readonly #lines = new Map<string, Promise<FactLine[]>>();
  readonly #fronts = new Map<Stage, Map<Imprint, Promise<ReadonlyMap<string, string>>>>();

  constructor(of: RemakingOf) {
    this.#of = of;
  }

  /** The names of the front as it would be made; undefined where it cannot be. */
  async frontNames(stage: Stage, imprint: Imprint): Promise<string[] | undefined> {
    return orUndefined(async () => [...(await this.#front(stage, imprint)).keys()]);
  }

  /**
   * The facts of a month, or what a year put right, as data; undefined where a digest that is needed is not there, or is none: that is found where it is judged.
   */
  async data(stage: Stage, name: string): Promise<string | undefined> {
    return orUndefined(async () => {
      const year = yearOfFile(name);
      if (year !== undefined) {
        const lines = await this.#correctionLines(stage, year);
        return correctionsFile(this.#of.publication, year, lines).content;
      }
      const [, month = ''] = /^all\/(\d{4}-\d\d)\.jsonl$/.exec(name) ?? [];
      const state = stage.state(month);
      return state && factsFile(state, await this.#factLines(state)).content;
    });
  }

  /** Any other file by its name; undefined where it cannot be made. */
  async file(stage: Stage, name: string, imprint: Imprint): Promise<string | undefined> {
    return orUndefined(async () => {
      const [, edition] = /^(\d{4}-\d\d-\d\d)\/index\.html$/.exec(name) ?? [];
      if (edition !== undefined) return this.#page(stage, edition, imprint);
      const [, month] = /^all\/(\d{4}-\d\d)\.html$/.exec(name) ?? [];
      if (month !== undefined) return this.#monthPage(stage, month, imprint);
      const year = yearOfFile(name);
      if (year !== undefined) return this.#yearPage(stage, year, imprint);
      return (await this.#front(stage, imprint)).get(name);
    });
  }

  async #yearPage(stage: Stage, year: string, imprint: Imprint): Promise<string | undefined> {
    const renderYear = this.#of.making?.renderYear;
    if (!renderYear) return undefined;
    const lines = await this.#correctionLines(stage, year);
    return makeYearPage({ ...imprint, id: this.#of.publication }, year, lines, renderYear).content;
  }

  #correctionLines(stage: Stage, year: string): Promise<CorrectionLine[]> {
    const months = stage.months.filter(month => yearOf(month) === year).sort();
    const editions = months.flatMap(month => stage.state(month)?.editions ?? []);
    return linesOfEditions(editions, this.#digests);
  }

  async #page(stage: Stage, edition: string, imprint: Imprint): Promise<string | undefined> {
    const { making, sealedPage, chains } = this.#of;
    const [state, page] = [stage.state(monthOf(edition)), sealedPage(edition)];
    if (!making?.renderFills || !state || !page) return undefined;
    const { links, renderFills } = making;
    const history = historyOf(state, chains);
    const [made] = await makePages([page], {
      publication: imprint,
      ...{ links, history, digests: this.#digests, renderFills },
    });
    return made?.content;
  }

  async #monthPage(stage: Stage, month: string, imprint: Imprint): Promise<string | undefined> {
    const renderMonth = this.#of.making?.renderMonth;
    const state = stage.state(month);
    if (!renderMonth || !state) return undefined;
    const lines = await this.#factLines(state);
    const made = await makeMonthPage(state, lines, {
      publication: imprint,
      ...{ digests: this.#digests, renderMonth },
    });
    return made.content;
  }

  #front(stage: Stage, imprint: Imprint): Promise<ReadonlyMap<string, string>> {
    const known = this.#fronts.get(stage) ?? new Map<Imprint, Promise<ReadonlyMap<string, string>>>();
    this.#fronts.set(stage, known);
    const made = known.get(imprint) ?? this.#makeFront(stage, imprint);
    known.set(imprint, made);
    return made;
  }

  async #makeFront(stage: Stage, imprint: Imprint): Promise<ReadonlyMap<string, string>> {
    const { making, look, chains, publication } = this.#of;
    // The lists of a former id stay as they were, whatever editions under the new one say.
    if (!making || !stage.newest || imprint.id !== publication || chains.at(-1) !== publication)
      return new Map();
    const files = await makeFront({ ...making, seals: sealsIn(look) }, imprint, stage.newest, {
      months: { chains, stateOf: async edition => stage.state(monthOf(edition)) },
      known: stage.months,
      // Months are without what was taken down already.
      shown: past => past,
      digests: this.#digests,
    });
    return new Map(files.map(({ path, content }) => [path, content]));
  }

  #factLines(state: MonthState): Promise<FactLine[]> {
    const { chains } = this.#of;
    const key = sha256(JSON.stringify(state));
    const known = this.#lines.get(key);
    if (known) return known;
    const lines = factsOfMonth({
      ...{ state, history: historyOf(state, chains), texts: this.#text },
      ...{ touched: undefined, stored: undefined },
    });
    // Of a month both its data and its page are made of them, one after the other.
    this.#lines.clear();
    this.#lines.set(key, lines);
    return lines;
  }

  readonly #text = (past: PastEdition): Promise<string> => {
    const key = archiveKey(past.publication, `${past.manifest.edition}/digest.json`);
    return remembered(this.#texts, key, async () => {
      const bytes = await this.#of.look.read('archive', key);
      if (!bytes || sha256(bytes) !== past.digest) throw new NoSuchDigestError(key);
      return textOf(bytes);
    });
  };

  readonly #digests: Digests = async past => {
    const key = archiveKey(past.publication, past.manifest.edition);
    const whole = { ...past, takenDown: undefined };
    return digestWithout(await remembered(this.#told, key, () => digestsBy(this.#text)(whole)), past);
  };
}

/** Whoever asks for the same at the same time waits for the same. */
function remembered<Value>(
  all: Map<string, Promise<Value>>,
  key: string,
  find: () => Promise<Value>,
): Promise<Value> {
  const known = all.get(key) ?? find();
  if (all.size >= digestsAtMost) all.clear();
  all.set(key, known);
  return known;
}

async function orUndefined<Value>(make: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof CourantError) return undefined;
    throw error;
  }
}

/** A digest that is needed is gone, or is not the one that was sealed. */
class NoSuchDigestError extends CourantError {
  constructor(key: string) {
    super(`${key}: expected the digest that was sealed, found none, or another. The verification names it.`);
  }
}
