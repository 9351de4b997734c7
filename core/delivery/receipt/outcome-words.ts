import { sumOf } from './census.ts';
import { type Counted, nobodyKnows } from './receipt-lines.ts';

/** What the words are made of: the counts of a receipt, or of an edition that is open. */
export type Outcome = Pick<
  Counted,
  'audience' | 'accepted' | 'rejected' | 'uncertain' | 'withheld' | 'later' | 'tablesLost'
>;

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** A number inside a sentence: `two` below ten, `4,312` from there on. */
export function inWords(number: number): string {
  return words[number] ?? number.toLocaleString('en');
}

/**
 * A number with its thing inside a sentence: `one reader`, `two readers`, `no readers`, `1,200 readers`.
 * @param several for a plural that is not made with an s, or with words that go with it: `readers wait`.
 */
export function countedInWords(number: number, thing: string, several: string = `${thing}s`): string {
  return `${inWords(number)} ${number === 1 ? thing : several}`;
}

/** Whom an edition reached, to follow "went to": `all 4,312 readers`, `4,310 of 4,312 readers`, `its one reader`, `nobody`. */
export function reachedText({ accepted, audience }: Pick<Outcome, 'accepted' | 'audience'>): string {
  if (accepted === 0) return audience < 2 ? 'nobody' : `none of ${inWords(audience)} readers`;
  if (accepted === audience) return audience === 1 ? 'its one reader' : `all ${inWords(audience)} readers`;
  return `${accepted.toLocaleString('en')} of ${audience.toLocaleString('en')} readers`;
}

/**
 * Why an edition did not reach all, or not for good: a clause a kind, such as `two addresses were refused`. None where all went well. To be
 * put together by `inOneSentence`.
 */
export function lapses({ rejected, uncertain, withheld, later }: Outcome): string[] {
  return [
    ...clause(sumOf(rejected), 'address was refused', 'addresses were refused'),
    ...clause(uncertain, 'message may have been taken or not', 'messages may have been taken or not'),
    ...leftOut(withheld),
    ...clause(later.bounced ?? 0, 'message came back', 'messages came back'),
    ...clause(later.delayed ?? 0, 'message is delayed', 'messages are delayed'),
    ...clause(later.complained ?? 0, 'reader complained', 'readers complained'),
  ];
}

/** As deliver and the sweep write the reasons of those who waited in vain; any other is what a reader was instead of active. */
const waitedUntil: Readonly<Record<string, string>> = {
  'stopped by an operator': 'it was stopped',
  'more than 30 days old': 'it was 30 days old',
};

function leftOut(withheld: Outcome['withheld']): string[] {
  const inVain = Object.entries(waitedUntil).map(([reason, end]) => ({ end, count: withheld[reason] ?? 0 }));
  const ended = inVain.reduce((rest, { count }) => rest - count, sumOf(withheld));
  return [
    ...clause(ended, 'reader was no longer subscribed', 'readers were no longer subscribed'),
    ...inVain.flatMap(({ end, count }) =>
      clause(count, `reader still waited when ${end}`, `readers still waited when ${end}`),
    ),
  ];
}

function clause(count: number, one: string, several: string): string[] {
  return count === 0 ? [] : [countedInWords(count, one, several)];
}

/** The same text with a capital, for the beginning of a sentence. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Clauses as a list: `a`; `a and b`; `a, b and c`. */
export function inOneSentence(clauses: readonly string[]): string {
  const last = clauses.at(-1) ?? '';
  return clauses.length < 2 ? last : `${clauses.slice(0, -1).join(', ')} and ${last}`;
}

/**
 * What became of an edition, in one line without a full stop: `4,310 of 4,312 readers; two addresses were refused`. It says the same of a
 * receipt whenever and wherever it is made.
 */
export function outcomeText(outcome: Outcome): string {
  if (nobodyKnows(outcome)) return 'nobody knows who was mailed';
  const missed = lapses(outcome);
  return missed.length === 0 ? reachedText(outcome) : `${reachedText(outcome)}; ${inOneSentence(missed)}`;
}
