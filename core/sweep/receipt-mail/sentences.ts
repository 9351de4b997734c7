import { sumOf } from '../../delivery/receipt/census.ts';
import {
  countedInWords,
  inOneSentence,
  inWords,
  outcomeText,
  reachedText,
} from '../../delivery/receipt/outcome-words.ts';
import type { Receipt } from '../../delivery/receipt/receipt.ts';
import type { Instant } from '../../foundation/instant.ts';
import { dayText, instantTexts } from '../../rendering/language/dates.ts';
import { capitalised, grouped, momentText, operatorLocale } from './english.ts';
import type { NextEdition, OperatorNews } from './news.ts';

/** What became of the edition, as a sentence. */
export function outcomeSentence(receipt: Receipt): string {
  const { audience, tablesLost } = receipt;
  const text = outcomeText(receipt);
  if (audience === 0) return tablesLost === undefined ? 'It was mailed to nobody.' : capitalised(`${text}.`);
  return `It went to ${text}.`;
}

/** The same without the reasons, for a subject. */
export function outcomeInSubject({ number, receipt, audience, ...counts }: Receipt): string {
  const again = receipt === 1 ? '' : ', counted again,';
  if (audience > 0) return `No. ${number}${again} went to ${reachedText({ audience, ...counts })}`;
  const known = counts.tablesLost === undefined;
  return known
    ? `No. ${number}${again} was mailed to nobody`
    : `No. ${number}${again}: nobody knows who was mailed`;
}

/** How the audience changed since the edition before, and who came and went, as far as it is known. */
export function readersText({ receipt, earlier }: Pick<OperatorNews, 'receipt' | 'earlier'>): string {
  const { audience, gained, lost } = receipt;
  const before = earlier[0]?.receipt?.audience ?? receipt.previous?.audience;
  const size =
    before === undefined
      ? `The audience is ${countedInWords(audience, 'reader')}.`
      : `The audience is ${countedInWords(audience, 'reader')}, ${comparedText(audience - before)} the edition before.`;
  if (gained === undefined || lost === undefined)
    return `${size} How many came and how many went is not known.`;
  const when = before === undefined ? 'Until it was due' : 'Between the two';
  const changes =
    gained + lost === 0
      ? `${when}, nobody was gained or lost.`
      : `${when}, ${countedInWords(gained, 'reader was', 'readers were')} gained and ${lost === 0 ? 'none' : inWords(lost)} lost${whyText(receipt)}.`;
  if (before === undefined) return `${size} ${changes}`;
  const adds = audience - before === gained - lost;
  return `${size} ${changes}${adds ? '' : ' Who was erased, or came or went while either was made, is in the size alone.'}`;
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
  return `${paused}No. ${number} is due on ${day} at ${time} (${timeZone}). ${filedText(filed)}`;
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
