import { encodedLength } from '../message/part-encoding.ts';

/**
 * The most that the HTML part may take. Gmail shows about 102 kB and hides what follows behind a link, the way to leave
 * included; what it counts is not certain, so both the part and its encoding keep below.
 */
export const htmlBudget = { bytes: 90_000, encodedBytes: 100_000 };

/** What an HTML part takes, as it is and as it travels. */
export function htmlSize(html: string): { bytes: number; encodedBytes: number } {
  return { bytes: Buffer.byteLength(html), encodedBytes: encodedLength(html) };
}

/** Whether an HTML part keeps to the budget. */
export function fitsBudget(html: string): boolean {
  const { bytes, encodedBytes } = htmlSize(html);
  return bytes <= htmlBudget.bytes && encodedBytes <= htmlBudget.encodedBytes;
}

/**
 * The largest of the renderings of 0 to `all` items that fits, found by halving; a rendering grows with its items. If none
 * fits, the one of 0 items: a frame that is too large by itself is for the check of the whole message to refuse.
 */
export function largestFitting(
  all: number,
  render: (items: number) => string,
  fits: (html: string) => boolean,
): string {
  const whole = render(all);
  if (all === 0 || fits(whole)) return whole;
  let best: string | null = null;
  let low = 0;
  let high = all - 1;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const html = render(middle);
    if (fits(html)) {
      best = html;
      low = middle + 1;
    } else high = middle - 1;
  }
  return best ?? render(0);
}
