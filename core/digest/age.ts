import { Temporal } from 'temporal-polyfill';
import type { Article, Fact } from '../articles/article-file.ts';
import type { Instant } from '../foundation/instant.ts';

/**
 * The last day that a date of any precision may mean: `2022-10` is 31 October 2022 at the latest.
 * Age is counted from there, so that nothing is called old only because its day is not known.
 */
export function latestDay(date: string): Temporal.PlainDate {
  if (date.length === 4) return Temporal.PlainDate.from(`${date}-12-31`);
  if (date.length === 7) {
    const month = Temporal.PlainYearMonth.from(date);
    return month.toPlainDate({ day: month.daysInMonth });
  }
  return Temporal.PlainDate.from(date);
}

/** True when the article, or an event that its facts tell of, lies more than `days` before the instant. */
export function isOld(article: Article, facts: readonly Fact[], before: Instant, days: number): boolean {
  const limit = Temporal.Instant.from(before).toZonedDateTimeISO('UTC').toPlainDate().subtract({ days });
  return [article.published, ...facts.flatMap(fact => fact.occurred ?? [])].some(
    known => Temporal.PlainDate.compare(latestDay(known.date), limit) < 0,
  );
}
