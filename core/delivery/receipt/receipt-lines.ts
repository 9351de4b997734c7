import { secondsBetween } from '../../foundation/instant.ts';
import { durationText } from '../../foundation/time-words/durations.ts';
import { type Census, sumOf } from './census.ts';
import type { Receipt } from './receipt.ts';

/** A label and what stands beside it; without a label it goes on with the one above. */
export type LabelledLine = readonly [label: string, text: string];

/** What is shown of an edition: its receipt, or, before it is closed, the counts of now with those that are open. */
export type Counted = Omit<Receipt, 'version' | 'receipt' | 'writtenAt'> &
  Partial<Pick<Census, 'waiting' | 'claimed'>>;

/** What a receipt says, line by line, for the operator's mail and the terminal. It names readers by id only. */
export function receiptLines(receipt: Counted): LabelledLine[] {
  const { window, subject, facts, audience, accepted, rejected, uncertain, withheld } = receipt;
  return [
    ...lost(receipt),
    ['Subject', subject],
    ['Window', `${window.from ?? 'the beginning'} to ${window.to}`],
    ['Facts', number(facts)],
    ['Audience', number(audience)],
    ['Accepted', number(accepted)],
    ...byReason('Rejected', rejected),
    ['Uncertain', number(uncertain)],
    ...receipt.uncertainReaders.map((id): LabelledLine => ['', `reader ${id}`]),
    ...byReason('Withheld', withheld),
    ...open('Waiting', receipt.waiting),
    ...open('In hand', receipt.claimed),
    ['Heard since', heardSince(receipt)],
    ...readers(receipt),
    ['Duration', duration(receipt)],
    ['Manifest', receipt.manifest],
    ['Before', before(receipt.previous)],
  ];
}

/** Whether the tables that knew an audience are lost, so that the counts of a receipt say nothing. */
export function nobodyKnows({ audience, tablesLost }: Pick<Counted, 'audience' | 'tablesLost'>): boolean {
  return audience === 0 && tablesLost !== undefined;
}

/** One line for a subject or a list: `5 of 5 accepted`, and what was not. */
export function receiptHeadline(counted: ShownInHeadline): string {
  const { audience, accepted, rejected, uncertain, withheld, waiting = 0, claimed = 0 } = counted;
  if (nobodyKnows(counted)) return 'nobody knows who was mailed';
  if (audience === 0) return 'mailed to nobody';
  const others = [
    [sumOf(rejected), 'rejected'],
    [uncertain, 'uncertain'],
    [sumOf(withheld), 'withheld'],
    [waiting, 'waiting'],
    [claimed, 'in hand'],
  ] as const;
  const rest = others.filter(([count]) => count > 0).map(([count, what]) => `, ${number(count)} ${what}`);
  return `${number(accepted)} of ${number(audience)} accepted${rest.join('')}`;
}

type ShownInHeadline = Pick<
  Counted,
  'audience' | 'accepted' | 'rejected' | 'uncertain' | 'withheld' | 'waiting' | 'claimed' | 'tablesLost'
>;

/** Where nobody knows more, since the tables that knew are lost. */
function lost({ tablesLost, uncertain }: Pick<Counted, 'tablesLost' | 'uncertain'>): LabelledLine[] {
  if (tablesLost === undefined) return [];
  const them = uncertain === 0 ? '' : ' Whoever has no outcome in them counts as uncertain.';
  return [['Tables lost', `The edition was ended, and nothing more is known of who was mailed.${them}`]];
}

/** Who came and went since the edition before, and who may be lost next; where it is known. */
function readers({ gained, lost: gone, onTheWay }: Counted): LabelledLine[] {
  const changes: LabelledLine[] =
    gained === undefined || gone === undefined
      ? []
      : [['Readers', `${number(gained)} gained, ${number(gone)} lost since the edition before`]];
  if (onTheWay === undefined || onTheWay === 0) return changes;
  const whose = onTheWay === 1 ? 'one reader' : `${number(onTheWay)} readers`;
  return [...changes, ['Comes back', `mail to ${whose}, for now: if it goes on, it ends`]];
}

/** Only while there are any: a receipt has none. */
function open(label: string, count = 0): LabelledLine[] {
  return count === 0 ? [] : [[label, number(count)]];
}

function byReason(label: string, counts: Readonly<Record<string, number>>): LabelledLine[] {
  const reasons = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return [
    [label, number(sumOf(counts))],
    ...reasons.map(([reason, count]): LabelledLine => ['', `${number(count)}: ${reason}`]),
  ];
}

function heardSince({ later }: Counted): string {
  const words = Object.entries(later).map(([word, count]) => `${number(count)} ${word}`);
  return words.join(', ') || 'nothing yet';
}

function duration({ began, ended }: Counted): string {
  if (began === null || ended === null) return 'nobody was written to';
  return `${durationText(secondsBetween(began, ended))}, ${began} to ${ended}`;
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
