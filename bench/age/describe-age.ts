import { measured, youngFrom } from './age-options.ts';
import { bars, type Comparison, type Cost } from './cost.ts';
import type { AgeRun } from './run-age.ts';

/** The figures of a run for a person. */
export function describeAge({ editions, content: { young: less, old: more }, comparisons }: AgeRun): string {
  const young = `editions ${youngFrom} to ${youngFrom + measured - 1}`;
  return [
    `${editions} weekly editions; the last ${measured} beside ${young}, a time on average`,
    `Each has ${less.facts} facts, ${less.corrections} corrections, ${less.references} references, ${less.daysAhead} days ahead, ${less.readers} readers;`,
    `the oldest that it speaks of is ${less.oldestDays} days old in a young archive, ${more.oldestDays} in the old one`,
    '',
    ...comparisons.flatMap(describe),
    `Bars: calls at most ${bars.calls} times, bytes at most ${bars.bytes} times as many.`,
  ].join('\n');
}

function describe({ what, young, old, ratio, met }: Comparison): string[] {
  const names = [...new Set([...Object.keys(young.operations), ...Object.keys(old.operations)])].sort();
  return [
    `${what}: ${met ? 'does not grow' : 'GROWS'}`,
    `  calls ${figure(young.calls)} -> ${figure(old.calls)}, ratio ${ratio.calls.toFixed(3)}`,
    `  bytes ${figure(young.bytes)} -> ${figure(old.bytes)}, ratio ${ratio.bytes.toFixed(3)}`,
    `  lists of the whole chain ${figure(old.wholeLists)}`,
    ...names.map(name => `    ${name}: ${of(young, name)} -> ${of(old, name)}`),
    '',
  ];
}

function of({ operations }: Cost, name: string): string {
  return figure(operations[name] ?? 0);
}

function figure(number: number): string {
  return number >= 1000 ? Math.round(number).toLocaleString('en') : `${Math.round(number * 10) / 10}`;
}
