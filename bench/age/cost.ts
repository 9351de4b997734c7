import type { Cloud } from '../../local/cloud/start-cloud.ts';
import type { WholeLists } from './whole-lists.ts';

/**
 * What something cost at the cloud: calls, by operation, and bytes of requests and answers, without headers; and how many of the lists were of a chain
 * from its beginning.
 */
export type Cost = { calls: number; bytes: number; wholeLists: number; operations: Record<string, number> };

/** What a piece of work cost when the archive was young and when it was old, a time on average. */
export type Comparison = {
  what: string;
  young: Cost;
  old: Cost;
  ratio: { calls: number; bytes: number };
  /** Whether neither is above its bar, and no chain is listed from its beginning. */
  met: boolean;
};

/** No look costs more with age: so many times as much is allowed for what differs between any two weeks. */
export const bars = { calls: 1.1, bytes: 1.2 } as const;

/** Counts what a piece of work costs. */
export async function costOf(
  { cloud, wholeLists }: { cloud: Cloud; wholeLists: WholeLists },
  work: () => Promise<unknown>,
): Promise<Cost> {
  cloud.beginRun();
  const before = wholeLists.count();
  await work();
  const calls = cloud.calls();
  const operations: Record<string, number> = {};
  for (const { service, operation } of calls) {
    const name = `${service} ${operation}`;
    operations[name] = (operations[name] ?? 0) + 1;
  }
  return { calls: calls.length, bytes: cloud.bytes(), wholeLists: wholeLists.count() - before, operations };
}

/** The mean of several. */
export function meanOf(costs: readonly Cost[]): Cost {
  const names = [...new Set(costs.flatMap(({ operations }) => Object.keys(operations)))].sort();
  const mean = (of: (cost: Cost) => number) => costs.reduce((sum, one) => sum + of(one), 0) / costs.length;
  return {
    calls: mean(({ calls }) => calls),
    bytes: mean(({ bytes }) => bytes),
    wholeLists: mean(one => one.wholeLists),
    operations: Object.fromEntries(names.map(name => [name, mean(one => one.operations[name] ?? 0)])),
  };
}

/** Holds the bars against two means. */
export function compare(what: string, young: Cost, old: Cost): Comparison {
  const ratio = { calls: old.calls / young.calls, bytes: old.bytes / young.bytes };
  const isFlat = ratio.calls <= bars.calls && ratio.bytes <= bars.bytes;
  return { what, young, old, ratio, met: isFlat && old.wholeLists === 0 };
}
