/** Runs tasks one after the other, in the order in which they were given; a failed task stops none after it. */
export type Serially = <T>(task: () => Promise<T>) => Promise<T>;

/** Makes a queue of its own: tasks of different queues run side by side. */
export function serially(): Serially {
  let last: Promise<unknown> = Promise.resolve();
  return task => {
    const result = last.then(task, task);
    last = result.catch(() => undefined);
    return result;
  };
}
