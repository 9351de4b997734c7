import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import { counted, paragraph } from '../program/layout.ts';

/** Something an operator should know of an edition: what it means, and what to type or do. */
export type Concern = {
  /** One sentence that names the edition. */
  title: string;
  lines: readonly LabelledLine[];
  /** It stays as it is until the operator does something. */
  waits: boolean;
};

/** How concerns speak of commands and of what happens by itself, which depends on where Courant is. */
export type Voice = {
  /** The whole line to type, such as `courant release 2026-11-23 --local`. */
  command(line: string): string;
  /** What comes of unfinished work when nobody does anything. */
  byItself: string;
};

/** A concern as it is printed: its title, and below it the rest. */
export function concernLines({ title, lines }: Concern): string[] {
  return [title, ...lines.flatMap(([label, text]) => paragraph(`  ${label}`, text))];
}

/** Where the runbook has more. */
export function more(article: string): LabelledLine {
  return ['More', `docs/runbook.md#${article}`];
}

/** `1 reader has`, `2 readers have`. */
export function readersWho(count: number, one: string, several: string): string {
  return `${counted(count, 'reader')} ${count === 1 ? one : several}`;
}
