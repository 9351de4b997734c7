import type { DayGone, DigestDayAhead } from './digest.ts';
import type { Past } from './past.ts';

/**
 * The days ahead that the edition before told and that nobody tells any more, because the fact was withdrawn or tells another day, and those that went so
 * within the last year: calendars that hold them have to hear of it. One that is told again stays, so that its revisions go on being counted.
 * @param edition its own name, a local date. @param now the days that it tells.
 */
export function daysGoneOf(
  edition: string,
  { daysAhead, daysGone }: Pick<Past, 'daysAhead' | 'daysGone'>,
  now: readonly DigestDayAhead[],
): DayGone[] {
  const told = new Set(
    now.flatMap(({ date, id, also }) => [id, ...also.map(one => one.id)].map(keyOf(date))),
  );
  const words = new Set(now.map(({ date, what }) => `${date} ${what.text}`));
  const days = new Map(
    daysGone.filter(({ gone }) => gone >= yearBefore(edition)).map(day => [keyOfDay(day), day]),
  );
  for (const { id, date, what, fact } of daysAhead) {
    const key = keyOf(date)(id);
    // Somebody else tells the same; or the day has come.
    if (date < edition || told.has(key) || words.has(`${date} ${what.text}`)) continue;
    days.set(key, { id, date, what, fact, gone: edition, times: (days.get(key)?.times ?? 0) + 1 });
  }
  return [...days.values()];
}

function keyOf(date: string): (id: string) => string {
  return id => `${date} ${id}`;
}

function keyOfDay({ date, id }: DayGone): string {
  return keyOf(date)(id);
}

function yearBefore(edition: string): string {
  return `${Number(edition.slice(0, 4)) - 1}${edition.slice(4)}`;
}
