/**
 * Does work on every item, on at most `atOnce` of them at a time, begun in their order. Results are in the order of the items.
 *
 * After a failure no further item is begun; what is under way is awaited, so that nothing goes on behind the caller's back.
 * @throws the failure of the first item in order that failed, so that who is told what does not depend on chance.
 */
export async function mapInOrder<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures: { index: number; reason: unknown }[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) {
      try {
        results[index] = await work(item, index);
      } catch (reason) {
        failures.push({ index, reason });
      }
      if (failures.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  const [first] = failures.sort((a, b) => a.index - b.index);
  if (first) throw first.reason;
  return results;
}
