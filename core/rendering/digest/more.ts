import type { Messages } from '../language/messages.ts';
import { fill, fillPlural } from '../language/wording.ts';
import { fillWords, plainRun, type Words } from '../language/words.ts';

/** Where all of an edition is: on its public page, or, where there is none, in the text part of the message. */
export type WholeAt = { page: string | null };

/** Says how many more there are and where; null if there are none. @param anchor of the place on the page */
export function moreWords(
  what: keyof Messages['more']['of'],
  n: number,
  anchor: string,
  { more, locale }: Messages,
  { page }: WholeAt,
): Words | null {
  if (n === 0) return null;
  const count = fillPlural(more.of[what], n, locale);
  if (page === null) return fillWords(more.inText, { count });
  return [plainRun(fill(more.onWeb, { count }), `${page}#${anchor}`)];
}

/** Says at the top that a part shows the most important facts only, and where all are; null if it shows all. */
export function shortenedWords(
  left: number,
  all: number,
  { more, edition, locale }: Messages,
  { page }: WholeAt,
): Words | null {
  if (left === 0) return null;
  const number = new Intl.NumberFormat(locale);
  const values = {
    shown: number.format(all - left),
    all: fillPlural(edition.facts, all, locale),
    left: number.format(left),
  };
  if (page === null) return fillWords(more.shortenedInText, values);
  return fillWords(more.shortenedOnWeb, { ...values, web: plainRun(more.web, page) });
}
