import { countedInWords, inOneSentence } from '../../../core/delivery/receipt/outcome-words.ts';
import type { Pause } from '../../../core/edition/decisions/decision.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { awayText, dayAndTimeText, dayText } from '../../../core/foundation/time-words/days.ts';
import type { Publication } from '../../../core/publication/configuration.ts';
import { occurrenceAfter } from '../../../core/publication/schedule.ts';
import type { Ahead } from './ahead.ts';

/** What comes next, in sentences: what operators decided, when the next edition is due and with what, and its proof. */
export function aheadSentences(
  { schedule: times }: Publication,
  { timetable, plan, content, proof, schedule }: Ahead,
  now: Instant,
): string[] {
  const { timeZone } = times;
  const { standing, missing, next } = timetable;
  const decided = [
    ...(standing.pause ? pausedSentences(standing.pause, { schedule: times }, now) : []),
    ...standing.skipped.map(({ edition, because }) => `The edition of ${edition} is skipped (${because}).`),
  ];
  if (plan === null) return decided;
  const name = missing.length > 0 ? 'The next edition' : `No. ${plan.number}`;
  const zone = timeZone === 'UTC' ? '' : ` (${timeZone})`;
  const at = `${dayAndTimeText(next, now, timeZone)}${zone}, ${awayText(next, now, timeZone)}`;
  return [
    ...decided,
    `${name} is due ${at}${content === null ? '' : `, ${contentText(content)}`}.`,
    ...(schedule ? [`But ${schedule.because.replace(/\.$/, '')}: by itself it does not come out.`] : []),
    ...(proof ? [`Its proof ${proof(time => dayAndTimeText(time, now, timeZone))}.`] : []),
  ];
}

/** A pause that is over is worth a word only if an edition would have been due in it. */
function pausedSentences(pause: Pause, { schedule }: Pick<Publication, 'schedule'>, now: Instant): string[] {
  const { decidedAt, from, until, because } = pause;
  const { timeZone } = schedule;
  const since = dayText(from, now, timeZone);
  if (until === null)
    return [
      `The publication was paused ${dayText(decidedAt, now, timeZone)} (${because}): no edition comes until it is resumed.`,
    ];
  if (occurrenceAfter(schedule, from) > until) return [];
  const resumed = dayText(until, now, timeZone);
  return [
    `The publication was paused ${since} (${because}) and resumed ${resumed}: what was due in between is left out.`,
  ];
}

function contentText(content: Exclude<Ahead['content'], null>): string {
  if ('kind' in content)
    return content.kind === 'too much'
      ? 'with more than one edition can hold: see docs/runbook.md#too-much'
      : `and what it would hold cannot be read: ${content.because.replaceAll(/\s+/g, ' ').replace(/\.$/, '')}`;
  const { facts, corrections, mailed } = content;
  if (facts + corrections === 0)
    return `with nothing to report so far${mailed ? '' : ': as it is, nobody would be mailed'}`;
  const parts = [
    ...(facts > 0 ? [countedInWords(facts, 'fact')] : []),
    ...(corrections > 0 ? [countedInWords(corrections, 'correction')] : []),
  ];
  return `with ${inOneSentence(parts)}${mailed ? '' : ': as it is, nobody would be mailed'}`;
}
