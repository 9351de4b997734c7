/** Ends when the process is asked to end: Ctrl-C, or the system. A second time it ends at once, as ever. */
export function untilInterrupted(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
