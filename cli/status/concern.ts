import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import { paragraph, prose } from '../program/layout.ts';
import type { Terminal } from '../program/terminal.ts';

/** Something an operator should know of an edition: what it means, and what to type or do. */
export type Concern = {
  /** One sentence that names the edition. */
  title: string;
  lines: readonly LabelledLine[];
  /** It stays as it is until the operator does something. */
  waits: boolean;
};

/** Prints concerns, each below an empty line: its title, and below it the rest. What waits for the operator comes first. */
export function printConcerns(
  { print, columns }: Pick<Terminal, 'print' | 'columns'>,
  concerns: readonly Concern[],
): void {
  for (const { title, lines } of concerns.toSorted((a, b) => Number(b.waits) - Number(a.waits))) {
    print('');
    for (const line of prose(title, columns)) print(line);
    for (const line of lines.flatMap(([label, text]) => paragraph(`  ${label}`, text, columns))) print(line);
  }
}

/** Where the runbook has more. */
export function runbookLine(article: string): LabelledLine {
  return ['More', `docs/runbook.md#${article}`];
}
