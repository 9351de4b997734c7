import type { Messages } from '../language/messages.ts';
import { fillRuns, plainRun, type Runs } from '../language/runs.ts';
import { fill, fillPlural } from '../language/wording.ts';

/** Where all of an edition is: on its public page, or, where there is none, in the text part of the message. */
export type WholeAt = { page: string | null };

/** Says how many more there are and where; null if there are none. @param anchor of the place on the page */
export function moreRuns(
  what: keyof Messages['more']['of'],
  n: number,
  anchor: string,
  { more, locale }: Messages,
  { page }: WholeAt,
): Runs | null {
  if (n === 0) return null;
  const count = fillPlural(more.of[what], n, locale);
  if (page === null) return fillRuns(more.inText, { count });
  return [plainRun(fill(more.onWeb, { count }), `${page}#${anchor}`)];
}

/** Says at the top that a part shows the most important facts only, and where all are; null if it shows all. */
export function shortenedRuns(
  left: number,
  all: number,
  { more, edition, locale }: Messages,
  { page }: WholeAt,
): Runs | null {
  if (left === 0) return null;
  const number = new Intl.NumberFormat(locale);
  const values = {
    shown: number.format(all - left),
    all: fillPlural(edition.facts, all, locale),
    left: number.format(left),
  };
  if (page === null) return fillRuns(more.shortenedInText, values);
  return fillRuns(more.shortenedOnWeb, { ...values, web: plainRun(more.web, page) });
}
