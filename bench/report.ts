import type { JudgedBar } from './bars.ts';
import type { Rate } from './measure.ts';

/** What a run of the bench found. Rates are messages a second of processor time; sizes are bytes. */
export type BenchResult = {
  edition: string;
  sizes: { html: number; text: number; message: number };
  readers: number;
  rounds: number;
  rates: Rate[];
  bars: JudgedBar[];
  met: boolean;
};

/** The result for a person at a terminal. */
export function describeResult({ edition, sizes, readers, rounds, rates, bars, met }: BenchResult): string {
  const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} KB`;
  const count = (rate: number) => Math.round(rate).toLocaleString('en');
  return [
    `Edition ${edition}: HTML ${kilobytes(sizes.html)}, text ${kilobytes(sizes.text)}, message ${kilobytes(sizes.message)}.`,
    `All contenders' messages say the same to ${readers} readers. Medians of ${rounds} alternating rounds.`,
    '',
    ...table([
      ['contender', 'messages a second of processor time', 'slowest', 'fastest'],
      ...rates.map(({ name, median, least, most }) => [name, count(median), count(least), count(most)]),
    ]),
    '',
    ...table([
      ['ratio', 'found', 'at least', ''],
      ...bars.map(bar => [
        `${bar.faster} ÷ ${bar.than}`,
        bar.ratio.toFixed(2),
        String(bar.atLeast),
        bar.met ? 'met' : 'NOT MET',
      ]),
    ]),
    '',
    met ? 'Every bar is met.' : 'Not every bar is met.',
    '',
  ].join('\n');
}

/** Columns as wide as their widest cell: the first to the left, figures to the right. */
function table(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const [head, ...body] = rows.map(line);
  return [head ?? '', widths.map(width => '─'.repeat(width)).join('──'), ...body];
}
