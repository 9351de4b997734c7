import { Temporal } from 'temporal-polyfill';
import type { Article, Fact } from '../articles/article-file.ts';
import type { Instant } from '../foundation/instant.ts';
import type { Plan } from '../publication/plan.ts';
import type { Entry } from './entries.ts';

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

/** Letters of the articles that an edition has to call old. Leaves out sources of corrections alone: these are not news. */
export function oldSources(
  letters: ReadonlyMap<string, string>,
  entries: readonly Entry[],
  { window }: Plan,
  oldAfterDays: number,
): string[] {
  const before = window.from ?? window.to;
  const own = Map.groupBy(entries, ({ article }) => article.id);
  return [...letters].flatMap(([id, letter]) => {
    const [first, ...more] = own.get(id) ?? [];
    if (!first) return [];
    const facts = [first, ...more].map(({ fact }) => fact);
    return isOld(first.article, facts, before, oldAfterDays) ? [letter] : [];
  });
}
