import { secondsBetween } from '../instant.ts';
import { sumOf } from './census.ts';
import type { Receipt } from './receipt.ts';

/** A label and what stands beside it; without a label it goes on with the one above. */
export type LabelledLine = readonly [label: string, text: string];

/** What a receipt says, line by line, for the operator's mail and the terminal. It names readers by id only. */
export function receiptLines(receipt: Receipt): LabelledLine[] {
  const { window, subject, facts, audience, accepted, rejected, uncertain, withheld } = receipt;
  return [
    ['Subject', subject],
    ['Window', `${window.from ?? 'the beginning'} to ${window.to}`],
    ['Facts', number(facts)],
    ['Audience', number(audience)],
    ['Accepted', number(accepted)],
    ...byReason('Rejected', rejected),
    ['Uncertain', number(uncertain)],
    ...receipt.uncertainReaders.map((id): LabelledLine => ['', `reader ${id}`]),
    ...byReason('Withheld', withheld),
    ['Heard since', heardSince(receipt)],
    ['Duration', duration(receipt)],
    ['Manifest', receipt.manifest],
    ['Before', before(receipt.previous)],
  ];
}

/** One line for a subject or a list: `5 of 5 accepted`, and what was not. */
export function receiptHeadline({ audience, accepted, rejected, uncertain, withheld }: Receipt): string {
  const others = [
    [sumOf(rejected), 'rejected'],
    [uncertain, 'uncertain'],
    [sumOf(withheld), 'withheld'],
  ] as const;
  const rest = others.filter(([count]) => count > 0).map(([count, what]) => `, ${number(count)} ${what}`);
  return `${number(accepted)} of ${number(audience)} accepted${rest.join('')}`;
}

function byReason(label: string, counts: Readonly<Record<string, number>>): LabelledLine[] {
  const reasons = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return [
    [label, number(sumOf(counts))],
    ...reasons.map(([reason, count]): LabelledLine => ['', `${number(count)}: ${reason}`]),
  ];
}

function heardSince({ later }: Receipt): string {
  const words = Object.entries(later).map(([word, count]) => `${number(count)} ${word}`);
  return words.join(', ') || 'nothing yet';
}

function duration({ began, ended }: Receipt): string {
  if (began === null || ended === null) return 'nobody was written to';
  const minutes = Math.max(1, Math.ceil(secondsBetween(began, ended) / 60));
  const took = minutes < 120 ? `${number(minutes)} min` : `${number(Math.round(minutes / 60))} h`;
  return `${took}, ${began} to ${ended}`;
}

function before(previous: Receipt['previous']): string {
  if (previous === null) return 'no receipt of an edition before';
  const { edition, audience, accepted, rejected, uncertain, withheld } = previous;
  return (
    `${edition}: audience ${number(audience)}, ${number(accepted)} accepted, ${number(rejected)} rejected, ` +
    `${number(uncertain)} uncertain, ${number(withheld)} withheld`
  );
}

/** Grouped by hand: a core that asks the machine's locale writes other bytes on another machine. */
function number(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
