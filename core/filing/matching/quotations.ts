import { normalise, type Range } from './comparable.ts';
import { type Mark, marksOf, openersOf } from './quotation-marks.ts';

/** A mark that has been opened and not closed yet. */
export type Open = {
  sign: string;
  from: number;
  line: number;
  paragraph: number;
  /** Whether it ends with its paragraph at the latest: a straight mark whose place does not show that it opens. */
  brief: boolean;
  /** Where it perhaps ended already, at what may as well be an apostrophe or the sign of an inch. */
  perhaps?: number;
};

/** Nobody nests deeper; so looking for a mark on the stack takes no longer however many stand open. */
const deepest = 8;
const single = new Set(['\u2018', '\u201a', '\u201b', '‹', '›', "'"]);

/**
 * What stands in quotation marks in a text, without the marks: one range for each pair, also inside others, by one look through the text.
 * Marks of many scripts and customs are known; a pair may reach over lines and paragraphs, whose first mark is often repeated. A mark that
 * is never closed quotes nothing.
 * @param open marks that stand open; empty unless somebody wants to see how much work it is.
 */
export function quotationsIn(text: string, open: Open[] = []): Range[] {
  const scan = new Scan(open);
  for (const mark of marksOf(text)) scan.take(mark);
  scan.endParagraph();
  return scan.found;
}

/** The passages of a text that stand in quotation marks, without the marks, in the form of `normalise`. */
export function quotedPassages(text: string): string[] {
  return quotationsIn(text).map(({ from, to }) => normalise(text.slice(from, to)));
}

/** Tells whether a part of a text stands inside one of its quotations, each time by a few steps. */
export function insideAny(quotations: readonly Range[]): (part: Range) => boolean {
  const sorted = quotations.toSorted((a, b) => a.from - b.from);
  let furthest = 0;
  const reach = sorted.map(({ to }) => {
    furthest = Math.max(furthest, to);
    return furthest;
  });
  return ({ from, to }) => {
    let [before, after] = [-1, sorted.length];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if ((sorted[middle]?.from ?? 0) <= from) before = middle;
      else after = middle;
    }
    return before >= 0 && (reach[before] ?? 0) >= to;
  };
}

class Scan {
  readonly found: Range[] = [];
  readonly #open: Open[];
  readonly #counts = new Map<string, number>();
  #paragraph = 0;

  constructor(open: Open[]) {
    this.#open = open;
  }

  take(mark: Mark): void {
    if (mark.paragraph !== this.#paragraph) this.endParagraph();
    this.#paragraph = mark.paragraph;
    const at = mark.role === 'opens' ? undefined : this.#openerOf(mark);
    if (mark.role === 'perhaps closes') this.#perhaps(mark, at);
    else if (at !== undefined) this.#close(at, mark.at);
    else if (mark.role !== 'closes') this.#begin(mark);
  }

  /** What perhaps ended did end, if nothing else ended it; what is brief is no quotation. */
  endParagraph(): void {
    const kept: Open[] = [];
    while (this.#open.at(-1)?.paragraph === this.#paragraph) {
      const last = this.#pop();
      if (last?.perhaps !== undefined) this.found.push({ from: last.from, to: last.perhaps });
      else if (last && !last.brief) kept.push(last);
    }
    for (const one of kept.reverse()) this.#push(one);
  }

  #begin(mark: Mark): void {
    const { sign, at, line, paragraph, role } = mark;
    const last = this.#open.at(-1);
    if (last?.sign === sign && goesOn(last, mark)) {
      Object.assign(last, { line, paragraph });
      return;
    }
    const before = this.#find(entry => entry.sign === sign && entry.perhaps !== undefined);
    if (before !== undefined) this.#close(before, this.#open[before]?.perhaps ?? at);
    this.#push({ sign, from: at + 1, line, paragraph, brief: sign === "'" || role === 'turns' });
  }

  #perhaps({ at: to, paragraph }: Mark, index: number | undefined): void {
    const opener = index === undefined ? undefined : this.#open[index];
    if (opener?.paragraph === paragraph) opener.perhaps ??= to;
  }

  #close(index: number, to: number): void {
    const from = this.#open[index]?.from ?? to;
    while (this.#open.length > index) this.#pop();
    this.found.push({ from, to });
  }

  /** The innermost mark that this one closes. A single mark does not end what a double one began around it: it is an apostrophe there. */
  #openerOf({ sign, role }: Mark): number | undefined {
    const openers = openersOf[sign] ?? [];
    if (!openers.some(opener => this.#counts.get(opener))) return undefined;
    const fits = (entry: Open) => openers.includes(entry.sign);
    if (role !== 'closes' || openers.some(opener => single.has(opener)))
      return this.#find(fits, entry => !openers.some(opener => single.has(opener)) || single.has(entry.sign));
    return this.#open.findLastIndex(fits);
  }

  /** Among the innermost, as far as one may pass over. */
  #find(fits: (entry: Open) => boolean, passable: (entry: Open) => boolean = () => true): number | undefined {
    const least = Math.max(0, this.#open.length - deepest);
    for (let index = this.#open.length - 1; index >= least; index -= 1) {
      const entry = this.#open[index];
      if (!entry) return undefined;
      if (fits(entry)) return index;
      if (!passable(entry)) return undefined;
    }
    return undefined;
  }

  #push(one: Open): void {
    this.#open.push(one);
    this.#counts.set(one.sign, (this.#counts.get(one.sign) ?? 0) + 1);
  }

  #pop(): Open | undefined {
    const last = this.#open.pop();
    if (last) this.#counts.set(last.sign, (this.#counts.get(last.sign) ?? 0) - 1);
    return last;
  }
}

/** Whether a mark that opens only shows that an earlier one still holds: it begins the next paragraph, or the next line. */
function goesOn(earlier: Open, { begins, line, paragraph }: Mark): boolean {
  if (begins === 'a paragraph') return paragraph === earlier.paragraph + 1;
  return begins === 'a line' && line === earlier.line + 1;
}
