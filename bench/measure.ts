/** A thing to be measured: does its work for the reader of that number. */
export type Contender = { name: string; work: (index: number) => unknown };
/** Messages a second of processor time: the median of all rounds, the slowest and the fastest round. */
export type Rate = { name: string; median: number; least: number; most: number };

/**
 * Measures contenders in alternating rounds, so that what disturbs the machine disturbs all of them. What counts is the
 * processor time of this process, that of memory management too: on a shared machine the clock on the wall counts others' work.
 * Each turn begins with a lead-in that is not measured: in it the compiler finds its way back, and what the contender before
 * left behind is cleared away.
 * @param milliseconds of processor time that a turn is measured for; the lead-in takes half as long.
 * @param progress is told after each round of a contender, so often in all.
 */
export async function measure(
  contenders: readonly Contender[],
  rounds: number,
  milliseconds: number,
  progress: (done: number, total: number) => void,
): Promise<Rate[]> {
  const rates = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  const total = (rounds + 1) * contenders.length;
  let done = 0;
  // The first round only warms up.
  for (let round = -1; round < rounds; round += 1) {
    for (const contender of contenders) {
      await rateOf(contender, milliseconds / 2);
      const rate = await rateOf(contender, milliseconds);
      if (round >= 0) rates.get(contender.name)?.push(rate);
      done += 1;
      progress(done, total);
    }
  }
  return contenders.map(({ name }) => summary(name, rates.get(name) ?? []));
}

async function rateOf({ work }: Contender, milliseconds: number): Promise<number> {
  const before = process.cpuUsage();
  let messages = 0;
  let spent = 0;
  // Asking for the time costs something itself: only after so many messages as take a fraction of the round.
  for (let batch = 1; spent < milliseconds; batch = Math.min(batch * 2, 512)) {
    for (let turn = 0; turn < batch; turn += 1) {
      const result = work(messages);
      if (result instanceof Promise) await result;
      messages += 1;
    }
    const { user, system } = process.cpuUsage(before);
    spent = (user + system) / 1_000;
  }
  return messages / (spent / 1_000);
}

function summary(name: string, rates: readonly number[]): Rate {
  const sorted = [...rates].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  return { name, median, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
}
