import type { Rate } from './measure.ts';

/** How many times as fast as another contender one has to be. */
export type Bar = { faster: string; than: string; atLeast: number };
/** A bar, and what was measured. */
export type JudgedBar = Bar & { ratio: number; met: boolean };

/** Names of the contenders. */
export const names = {
  usual: 'usual code: Handlebars and MailComposer a reader',
  tuned: 'the same, encoding set',
  courant: 'Courant: fill in',
  copy: 'plain copy of the bytes',
  usualChain: 'usual code and SES client',
  courantChain: 'Courant and SES client',
} as const;

/** What Courant promises. The last two are limits: of memory, and of what the SDK does for every request. */
export const bars: readonly Bar[] = [
  { faster: names.courant, than: names.usual, atLeast: 100 },
  { faster: names.courant, than: names.tuned, atLeast: 40 },
  { faster: names.courant, than: names.copy, atLeast: 0.25 },
  { faster: names.courantChain, than: names.usualChain, atLeast: 10 },
];

/** Holds the bars against what was measured. */
export function judge(rates: readonly Rate[]): JudgedBar[] {
  const rateOf = (name: string) => rates.find(rate => rate.name === name)?.median ?? 0;
  return bars.map(bar => {
    const ratio = rateOf(bar.faster) / rateOf(bar.than);
    return { ...bar, ratio, met: ratio >= bar.atLeast };
  });
}
