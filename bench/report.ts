import type { JudgedBar } from './bars.ts';
import type { ColdImports } from './cold-imports.ts';
import type { Rate } from './measure.ts';

/** What a run of the bench found. Rates are messages a second of processor time; sizes are bytes. */
export type BenchResult = {
  edition: string;
  sizes: { html: number; text: number; message: number };
  readers: number;
  rounds: number;
  rates: Rate[];
  bars: JudgedBar[];
  coldImports: ColdImports;
  met: boolean;
};

/** The result for a person at a terminal. */
export function describeResult({
  edition,
  sizes,
  readers,
  rounds,
  rates,
  bars,
  coldImports,
  met,
}: BenchResult): string {
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
    ...table([
      ['cold import of a function', 'milliseconds of processor time'],
      ...Object.entries(coldImports).map(([name, time]) => [name, time.toFixed(0)]),
    ]),
    'At most that of feedback, which renders nothing, is what the pages may take.',
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
