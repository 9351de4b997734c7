import type { Cloud } from '../../local/cloud/start-cloud.ts';
import type { FunctionProcess } from '../../local/functions/function-process.ts';
import { figuresOf } from './process-figures.ts';

/** What one function took for the whole audience. */
export type Phase = {
  name: string;
  /** Processes side by side, as Lambda would have environments. */
  processes: number;
  wallSeconds: number;
  /** Of all the function's processes, their start included. */
  cpuSeconds: number;
  /** Of this process: the embedded cloud, and what stands for Lambda's event sources. */
  cloudCpuSeconds: number;
  /** Of the process that took most. */
  peakMiB: number;
  /** Calls that reached the cloud, by service and operation. */
  calls: Record<string, number>;
};

/** Lets processes work, and tells what it took. They are stopped afterwards, since only until then can it be read. */
export async function measurePhase(
  name: string,
  cloud: Cloud,
  processes: readonly FunctionProcess[],
  work: () => Promise<void>,
): Promise<Phase> {
  cloud.beginRun();
  const begun = performance.now();
  const before = process.cpuUsage();
  try {
    await work();
    const { user, system } = process.cpuUsage(before);
    const figures = processes.map(({ pid = 0 }) => figuresOf(pid));
    return {
      name,
      processes: processes.length,
      wallSeconds: (performance.now() - begun) / 1000,
      cpuSeconds: figures.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
      cloudCpuSeconds: (user + system) / 1e6,
      peakMiB: Math.max(...figures.map(({ peakMiB }) => peakMiB)),
      calls: countsOf(cloud.calls().map(({ service, operation }) => `${service} ${operation}`)),
    };
  } finally {
    await Promise.all(processes.map(running => running.stop()));
  }
}

function countsOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
