import { encodedLength } from '../../foundation/part-encoding.ts';

/**
 * The most that the HTML part may take. Gmail shows about 102 kB and hides what follows behind a link, the way to leave
 * included; what it counts is not certain, so both the part and its encoding keep below.
 */
export const htmlBudget = { bytes: 90_000, encodedBytes: 100_000 };

/**
 * The most that the text part may take where the rest can be read on a page: an hour's reading. Where there is no page it holds
 * everything.
 */
export const textBudget = { bytes: 60_000 };

/** What share of its budget a text part takes: above 1 it does not fit. */
export function textShare(text: string): number {
  return Buffer.byteLength(text) / textBudget.bytes;
}

/** What an HTML part takes, as it is and as it travels. */
export function htmlSize(html: string): { bytes: number; encodedBytes: number } {
  return { bytes: Buffer.byteLength(html), encodedBytes: encodedLength(html) };
}

/** What share of the budget an HTML part takes, by whichever limit is nearer: above 1 it does not fit. */
export function budgetShare(html: string): number {
  const { bytes, encodedBytes } = htmlSize(html);
  return Math.max(bytes / htmlBudget.bytes, encodedBytes / htmlBudget.encodedBytes);
}

/**
 * The largest of the renderings of 0 to `all` items whose share is at most 1. A rendering grows with its items, by about
 * the same for each, so the next guess is where a straight line between the nearest known ones meets the budget, or, every
 * other time, halfway between them. If none fits, the one of 0 items: a frame that is too large by itself is for the check
 * of the whole message to refuse.
 */
export function largestFitting(
  all: number,
  render: (items: number) => string,
  share: (html: string) => number,
): string {
  const whole = render(all);
  let over = { items: all, share: share(whole) };
  if (over.share <= 1 || all === 0) return whole;
  let best = render(0);
  let under = { items: 0, share: share(best) };
  for (let guess = 0; under.share <= 1 && over.items - under.items > 1; guess++) {
    const items = between(under, over, guess % 3 === 2);
    const html = render(items);
    if (share(html) <= 1) {
      best = html;
      under = { items, share: share(html) };
    } else over = { items, share: share(html) };
  }
  return best;
}

type Known = { items: number; share: number };

function between(under: Known, over: Known, halfway: boolean): number {
  const distance = over.items - under.items;
  const part = halfway ? 0.5 : (1 - under.share) / (over.share - under.share);
  return under.items + Math.min(distance - 1, Math.max(1, Math.round(distance * part)));
}
