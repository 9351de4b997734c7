import { sumOf } from '../../delivery/receipt/census.ts';
import {
  capitalised,
  countedInWords,
  inOneSentence,
  inWords,
  outcomeText,
  reachedText,
} from '../../delivery/receipt/outcome-words.ts';
import type { Receipt } from '../../delivery/receipt/receipt.ts';
import { nobodyKnows } from '../../delivery/receipt/receipt-lines.ts';
import type { Instant } from '../../foundation/instant.ts';
import { dayText, instantTexts } from '../../rendering/language/dates.ts';
import { grouped, momentText, operatorLocale } from './english.ts';
import type { NextEdition, OperatorNews } from './news.ts';

/** What became of the edition, as a sentence. */
export function outcomeSentence(receipt: Receipt): string {
  const text = outcomeText(receipt);
  if (nobodyKnows(receipt)) return capitalised(`${text}.`);
  return receipt.audience === 0 ? 'It was mailed to nobody.' : `It went to ${text}.`;
}

/** The same without the reasons, for a subject. */
export function outcomeInSubject(receipt: Receipt): string {
  const name = `No. ${receipt.number}${receipt.receipt === 1 ? '' : ', counted again,'}`;
  if (nobodyKnows(receipt)) return `${name.replace(/,$/, '')}: nobody knows who was mailed`;
  return receipt.audience === 0 ? `${name} was mailed to nobody` : `${name} went to ${reachedText(receipt)}`;
}

/** How the audience changed since the edition before, and who came and went, as far as it is known. */
export function readersText({ receipt, earlier }: Pick<OperatorNews, 'receipt' | 'earlier'>): string {
  const { gained, lost, number } = receipt;
  const size = audienceOf(receipt);
  const last = earlier[0]?.receipt;
  const before = last ? audienceOf(last) : receipt.previous?.audience;
  const sizes = sizeText(size, before);
  if (gained === undefined || lost === undefined)
    return `${sizes} How many came and how many went is not known.`;
  const when = number === 1 ? 'Until it was due' : 'Since the edition before was due';
  const changes =
    gained + lost === 0
      ? `${when}, nobody was gained or lost.`
      : `${when}, ${countedInWords(gained, 'reader was', 'readers were')} gained and ${lost === 0 ? 'none' : inWords(lost)} lost${whyText(receipt)}.`;
  const addsUp = size === undefined || before === undefined || size - before === gained - lost;
  return addsUp ? `${sizes} ${changes}` : `${sizes} ${changes} ${restText}`;
}

/** Why counts of readers do not make up the difference of two audiences. */
const restText =
  'The rest of the difference is not in these counts: somebody was erased, came back after an end, or came or went in the moments ' +
  'between when an edition was due and when its readers were counted.';

/** Undefined where nobody knows it. */
function audienceOf(receipt: Receipt): number | undefined {
  return nobodyKnows(receipt) ? undefined : receipt.audience;
}

function sizeText(size: number | undefined, before: number | undefined): string {
  if (size === undefined) return 'How many readers it was for is not known.';
  const audience =
    size === 0 ? 'Nobody is in the audience' : `The audience is ${countedInWords(size, 'reader')}`;
  return before === undefined
    ? `${audience}.`
    : `${audience}, ${comparedText(size - before)} the edition before.`;
}

function comparedText(more: number): string {
  if (more === 0) return 'as many as that of';
  return more > 0 ? `${inWords(more)} more than that of` : `${inWords(-more)} fewer than that of`;
}

const lostWords: Readonly<Record<string, [one: string, several: string]>> = {
  left: ['left', 'left'],
  bounced: ['ended as mail came back', 'ended as mail came back'],
  complained: ['complained', 'complained'],
};

function whyText({ lost = 0, lostBy }: Receipt): string {
  if (lost === 0 || lostBy === undefined) return '';
  const known = Object.entries(lostWords).flatMap(([state, [one, several]]) => {
    const count = lostBy[state] ?? 0;
    return count === 0 ? [] : [`${inWords(count)} ${count === 1 ? one : several}`];
  });
  const rest =
    lost - sumOf(Object.fromEntries(Object.entries(lostBy).filter(([state]) => state in lostWords)));
  return ` (${inOneSentence([...known, ...(rest > 0 ? [`${inWords(rest)} otherwise`] : [])])})`;
}

/** Who may be lost next; null where nobody is, or nobody knows. */
export function onTheWayText({ onTheWay = 0 }: Receipt): string | null {
  if (onTheWay === 0) return null;
  const whose = onTheWay === 1 ? 'its subscription ends' : 'their subscriptions end';
  return `Mail to ${countedInWords(onTheWay, 'reader')} comes back for now. If it goes on, ${whose}.`;
}

const compared: readonly [label: string, of: (receipt: Receipt) => number][] = [
  ['accepted', ({ accepted }) => accepted],
  ['rejected', ({ rejected }) => sumOf(rejected)],
  ['uncertain', ({ uncertain }) => uncertain],
  ['withheld', ({ withheld }) => sumOf(withheld)],
  ['delivered', ({ later }) => later.delivered ?? 0],
  ['came back', ({ later }) => later.bounced ?? 0],
  ['complained', ({ later }) => later.complained ?? 0],
];

/** What is otherwise than in the receipt before; null for a first receipt. */
export function changedText({ receipt, before }: Pick<OperatorNews, 'receipt' | 'before'>): string | null {
  if (receipt.receipt === 1) return null;
  if (before === null)
    return `This is receipt ${receipt.receipt} of the edition. The one before it cannot be read, so nobody can say what changed.`;
  const changes = compared.flatMap(([label, of]) =>
    of(before) === of(receipt) ? [] : [`${label} ${grouped(of(before))} → ${grouped(of(receipt))}`],
  );
  const what = changes.length === 0 ? 'nothing in the counts' : changes.join(', ');
  return `This is receipt ${receipt.receipt} of the edition. Changed since the one of ${momentText(before.writtenAt)}: ${what}.`;
}

/** When the next edition comes, and whether there is anything in the log for it; null where none comes. */
export function nextText(next: NextEdition | null): string | null {
  if (next === null) return null;
  const { number, due, timeZone, pause, filed } = next;
  if (pause !== null && pause.until === null)
    return 'The publication is paused: no edition comes until you resume it.';
  const { day, time } = instantTexts(due, operatorLocale, timeZone);
  const paused = pause
    ? `The publication is paused until ${momentText(pause.until as Instant)}. After that, `
    : '';
  const name = number === null ? `${paused === '' ? 'The' : 'the'} next edition` : `No. ${number}`;
  return `${paused}${name} is due on ${day} at ${time} (${timeZone}). ${filedText(filed)}`;
}

function filedText(filed: number | null): string {
  if (filed === null) return '';
  if (filed === 0) return 'Nothing has been filed since the last one was due.';
  return `Since the last one was due, ${countedInWords(filed, 'record was', 'records were')} filed, over all publications.`;
}

/** The edition by number and day: `No. 12 of Monday 23 November 2026`. */
export function editionName({ number, edition }: Pick<Receipt, 'number' | 'edition'>): string {
  return `No. ${number} of ${dayText(edition, operatorLocale)}`;
}
