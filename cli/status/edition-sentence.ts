import { isLedgerHold } from '../../core/delivery/binding/mismatch.ts';
import { isOverdue } from '../../core/delivery/progress/editions.ts';
import {
  countedInWords,
  inOneSentence,
  inWords,
  lapses,
  outcomeText,
} from '../../core/delivery/receipt/outcome-words.ts';
import type { Counted } from '../../core/delivery/receipt/receipt-lines.ts';
import { type Instant, secondsBetween } from '../../core/foundation/instant.ts';
import { dayText, whenText } from '../../core/foundation/time-words/days.ts';
import { aboutText, durationText } from '../../core/foundation/time-words/durations.ts';
import { type EditionStatus, phaseOf } from './edition-status.ts';
import type { MissingEdition } from './timetable.ts';

/** What became of an edition, in a sentence or two for whoever reads no tables. */
export function editionSentence(status: EditionStatus, now: Instant): string {
  const { counts, row, timeZone } = status;
  const name = `No. ${counts.number}`;
  switch (phaseOf(status, now)) {
    case 'closed':
      return `${name} ${closedText(status, now)}.`;
    case 'sealed':
      return `${name} is sealed; its delivery has not begun yet.`;
    case 'delivering':
      return `${name} is on its way: ${soFarText(counts)}${lapsesText(counts)}${restText(status, now)}.`;
    case 'resting': {
      const until = row.notBefore ?? now;
      const when = whenText(until, now, timeZone);
      return `${name} rests: ${haveAndWaitText(counts)}. It goes on ${when}, when SES takes more from this account.`;
    }
    case 'held':
      return `${name} is held: ${whoHasItText(status)}.`;
    case 'uncertain':
      return `${name} is all but done: ${haveText(counts)}${lapsesText(counts)}.`;
    case 'ending':
      return `${name} is being ended: ${whoHasItText(status)}.`;
    case 'closing':
      return `${name} went to ${outcomeText(counts)}. Its receipt comes next.`;
  }
}

/** An edition that is due and not there. */
export function missingSentence({ edition, due, late, timeZone }: MissingEdition, now: Instant): string {
  const when = whenText(due, now, timeZone);
  return `The edition of ${edition} was due ${when}, and is not published${late ? ': you decide' : ' yet'}.`;
}

function closedText({ counts, due, timeZone, receipt }: EditionStatus, now: Instant): string {
  const day = dayText(counts.ended ?? receipt?.writtenAt ?? due, now, timeZone);
  const { audience, tablesLost } = counts;
  if (audience === 0)
    return `was closed ${day}: ${tablesLost === undefined ? 'it was mailed to nobody' : outcomeText(counts)}`;
  const [reached = '', ...missed] = outcomeText(counts).split('; ');
  return `went to ${[`${reached} ${day}`, ...missed].join('; ')}`;
}

/** Of an edition that is open: `1,200 of 4,312 readers have it`, `nobody has it yet`. */
function haveText({ accepted, audience, uncertain }: Counted): string {
  if (accepted === 0) return uncertain > 0 ? 'nobody is known to have it' : 'nobody has it yet';
  if (accepted === audience)
    return audience === 1 ? 'its one reader has it' : `all ${inWords(audience)} readers have it`;
  const [some, all] = [accepted.toLocaleString('en'), audience.toLocaleString('en')];
  return `${some} of ${all} readers ${accepted === 1 ? 'has' : 'have'} it`;
}

function soFarText(counts: Counted): string {
  if (counts.accepted > 0) return `${haveText(counts)} so far`;
  return `${countedInWords(counts.audience, 'reader is', 'readers are')} to get it, and nobody has it yet`;
}

/**
 * Who has an edition that does not go on, and who waits for it, as far as anybody knows: where the tables may have lost rows, they say no more
 * than what stands in them.
 */
export function whoHasItText({ row, counts }: EditionStatus): string {
  const lost = isLedgerHold(row.hold);
  if (row.audience === null) return lost ? 'the tables do not say who has it' : 'nobody has it yet';
  return `${lost ? 'by what the tables still say, ' : ''}${haveAndWaitText(counts)}`;
}

/** Who has an open edition and who waits for it, each with the number: `1 of 5 readers has it, and four wait`. */
function haveAndWaitText(counts: Counted): string {
  const { accepted, waiting = 0, claimed = 0 } = counts;
  // Nobody has it: then nobody was named yet who could wait.
  const [one, several] = accepted === 0 ? ['reader waits', 'readers wait'] : ['waits', 'wait'];
  const open = [
    ...(waiting > 0 ? [countedInWords(waiting, `${one}`, several)] : []),
    ...(claimed > 0 ? [countedInWords(claimed, 'is being mailed', 'are being mailed')] : []),
  ];
  return `${inOneSentence([haveText(counts), ...open]).replace(' and ', ', and ')}${lapsesText(counts)}`;
}

function lapsesText(counts: Counted): string {
  const missed = lapses(counts);
  return missed.length === 0 ? '' : `; ${inOneSentence(missed)}`;
}

/** Nobody was mailed for so long: then no pace can be told. A worker that meets a quota waits for seconds, not for minutes. */
const stalledSeconds = 5 * 60;

/**
 * How long the rest takes: at the pace so far; before there is one by the forecast, as far as that is not over. Once delivery had to be begun
 * again, as after a hold, the time since its beginning tells no pace.
 */
function restText({ counts, row, due, timeZone, runsByItself }: EditionStatus, now: Instant): string {
  if (!runsByItself) return '; nobody works on it now';
  const { began, ended, audience, waiting = 0, claimed = 0 } = counts;
  const rest = waiting + claimed;
  const quietFor = ended === null ? 0 : secondsBetween(ended, now);
  if (quietFor > stalledSeconds) return `; nobody was mailed for ${durationText(quietFor - (quietFor % 60))}`;
  const isOnePiece = row.rounds === 0 && row.released === null;
  const pace =
    began === null || !isOnePiece ? 0 : (audience - rest) / Math.max(1, secondsBetween(began, now));
  if (pace > 0) return `; at this pace the rest takes ${aboutText(rest / pace)}`;
  const left = row.expectedBy === null ? 0 : secondsBetween(now, row.expectedBy);
  if (left > 0)
    return `; by the account's rate ${began === null ? 'it' : 'the rest'} takes ${aboutText(left)}`;
  return isOverdue(row, due, now)
    ? `; it was to be done ${whenText(row.expectedBy ?? due, now, timeZone)}`
    : '';
}
