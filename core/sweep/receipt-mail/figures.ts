import { sumOf } from '../../delivery/receipt/census.ts';
import type { Receipt } from '../../delivery/receipt/receipt.ts';
import { nobodyKnows } from '../../delivery/receipt/receipt-lines.ts';
import { type Instant, secondsBetween } from '../../foundation/instant.ts';
import { narrowDurationText } from '../../foundation/time-words/durations.ts';
import { shortDateText } from '../../rendering/language/dates.ts';
import { grouped, operatorLocale } from './english.ts';
import type { OperatorNews } from './news.ts';

/** A table of figures: an edition a column, this one first. */
export type Figures = {
  heads: { number: string; date: string }[];
  rows: { label: string; cells: string[] }[];
  /** The same as lines of plain text, in columns. */
  lines: string[];
};

/** Stands where a figure is not known. */
const unknown = '–';

/** What is told of each edition, in this order; `counts` are of its deliveries, of which nobody may know. */
const measures: readonly { label: string; of: (receipt: Receipt) => string; counts?: true }[] = [
  { label: 'Audience', of: ({ audience }) => grouped(audience), counts: true },
  { label: 'Accepted', of: ({ accepted }) => grouped(accepted), counts: true },
  { label: 'Rejected', of: ({ rejected }) => grouped(sumOf(rejected)), counts: true },
  { label: 'Uncertain', of: ({ uncertain }) => grouped(uncertain), counts: true },
  { label: 'Withheld', of: ({ withheld }) => grouped(sumOf(withheld)), counts: true },
  { label: 'Delivered', of: ({ later }) => grouped(later.delivered ?? 0), counts: true },
  { label: 'Came back', of: ({ later }) => grouped(later.bounced ?? 0), counts: true },
  { label: 'Complained', of: ({ later }) => grouped(later.complained ?? 0), counts: true },
  { label: 'Gained', of: ({ gained }) => countText(gained) },
  { label: 'Lost', of: ({ lost }) => countText(lost) },
  { label: 'First after', of: ({ window, began }) => afterText(window.to, began) },
  { label: 'Last after', of: ({ window, ended }) => afterText(window.to, ended) },
  { label: 'Facts', of: ({ facts }) => grouped(facts) },
  { label: 'Size', of: ({ bytes }) => sizeText(bytes) },
  { label: 'Receipt', of: ({ receipt }) => `no. ${receipt}` },
];

/** The figures of an edition beside those of the ones before it. Whose receipt cannot be read keeps its column, without figures. */
export function figuresOf({ receipt, earlier }: Pick<OperatorNews, 'receipt' | 'earlier'>): Figures {
  const columns = [receipt, ...earlier.map(one => one.receipt)];
  const names = [receipt.edition, ...earlier.map(({ edition }) => edition)];
  const heads = names.map((edition, index) => ({
    number: `No. ${columns[index]?.number ?? receipt.number - index}`,
    // Without the year: the columns are narrow, and the editions follow one another.
    date: shortDateText(edition, operatorLocale).replace(/ \d{4}$/, ''),
  }));
  const rows = measures.map(({ label, of, counts }) => ({
    label,
    cells: columns.map(column => (column === null || (counts && nobodyKnows(column)) ? unknown : of(column))),
  }));
  return { heads, rows, lines: linesOf(heads, rows) };
}

function linesOf(heads: Figures['heads'], rows: Figures['rows']): string[] {
  const table = [
    ['', ...heads.map(({ number }) => number)],
    ['', ...heads.map(({ date }) => date)],
    ...rows.map(({ label, cells }) => [label, ...cells]),
  ];
  const widths = (table[0] ?? []).map((_, index) => Math.max(...table.map(row => row[index]?.length ?? 0)));
  return table.map(row =>
    row
      .map((cell, index) =>
        index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart((widths[index] ?? 0) + 3),
      )
      .join(''),
  );
}

function countText(count: number | undefined): string {
  return count === undefined ? unknown : grouped(count);
}

function afterText(due: Instant, then: Instant | null): string {
  return then === null ? unknown : narrowDurationText(Math.max(0, secondsBetween(due, then)));
}

function sizeText(bytes: number | undefined): string {
  return bytes === undefined ? unknown : `${grouped(Math.ceil(bytes / 1000))} kB`;
}
