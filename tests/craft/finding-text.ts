import { visibleText } from '../../core/rendering/language/visible-text.ts';
import { fillPlural } from '../../core/rendering/language/wording.ts';
import type { BuiltEdition } from '../support/editions/build.ts';
import { unless } from './check.ts';
import { type Item, wordsFor } from './content.ts';

/** Text without white space, which lines of text and of HTML break up differently. */
export function dense(text: string): string {
  return text.replace(/\s+/g, '');
}

const written = new WeakMap<BuiltEdition, string>();

/** All strings that people wrote, joined: what looks like a trace of a program may be theirs. */
export function writtenIn(edition: BuiltEdition): string {
  const strings = (value: unknown): string[] => {
    if (typeof value === 'string') return [visibleText(value)];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
  };
  const known = written.get(edition) ?? strings(edition.digest).map(dense).join('\n');
  written.set(edition, known);
  return known;
}

/**
 * What a text lacks of the pieces of an item, which are to stand together: around some mention of the first piece, within as many
 * characters as the pieces have and some words of ours between them. A label or a date may stand before the first. Words of ours
 * begin a line with a capital or go on in one without, so case counts for nothing.
 *
 * @param text without white space.
 */
export function saysTogether(said: string, pieces: readonly string[]): string[] {
  const text = said.toLowerCase();
  const [first = '', ...others] = pieces;
  const before = 60;
  const room = 400 + 2 * pieces.join('').length;
  let missing = [first, ...others];
  for (
    let at = text.indexOf(dense(first).toLowerCase());
    at >= 0;
    at = text.indexOf(dense(first).toLowerCase(), at + 1)
  ) {
    const place = text.slice(Math.max(0, at - before), at + room);
    const lacking = others.filter(piece => !place.includes(dense(piece).toLowerCase()));
    if (lacking.length < missing.length) missing = lacking;
    if (missing.length === 0) break;
  }
  return missing;
}

/**
 * Where in a text something stands that nobody wrote: what stands before or behind it is not in what people wrote too. Text and
 * `written` without white space.
 */
export function oursIn(text: string, what: string, written: string): number[] {
  const around = 3;
  return placesOf(what, text).filter(at => {
    const before = text.slice(Math.max(0, at - around), at + what.length);
    const behind = text.slice(at, at + what.length + around);
    return !written.includes(before) && !written.includes(behind);
  });
}

/** Whether we, and not a fact, say a number, and say it whole: not in a fact's own number either. The text has its white space. */
export function countsIn(text: string, count: number, edition: BuiltEdition): boolean {
  const around = 3;
  const written = writtenIn(edition);
  return [...text.matchAll(new RegExp(`(?<![\\d-])${count}(?![\\d-])`, 'g'))].some(({ index, 0: number }) => {
    const before = dense(text.slice(0, index)).slice(-around);
    const behind = dense(text.slice(index + number.length)).slice(0, around);
    return !written.includes(before + number) && !written.includes(number + behind);
  });
}

/** What a part may leave out, if it counts it. */
export type Counted = 'facts' | 'corrections' | 'daysAhead' | 'sources';

/** Which items a text has, whole or not. @param text without white space. */
export function itemsIn(items: readonly Item[], text: string): Item[] {
  return items.filter(({ pieces, known }) => saysTogether(text, pieces.slice(0, known)).length === 0);
}

/** Facts are counted by topic, and all together; of what stands in one place, the number stands there in our words. */
export function countFaults(what: Counted, left: number, text: string, edition: BuiltEdition): string[] {
  const { more, locale } = wordsFor(edition);
  const isCounted =
    what === 'facts'
      ? countsIn(text, left, edition)
      : dense(text).includes(dense(fillPlural(more.of[what], left, locale)));
  return unless(left === 0 || isCounted, `${left} ${what} are missing, uncounted`);
}

/** Where in a text something begins, each time. */
export function placesOf(what: string, text: string): number[] {
  const pieces = text.split(what);
  return pieces.slice(1).map((_, index) => pieces.slice(0, index + 1).join(what).length);
}
