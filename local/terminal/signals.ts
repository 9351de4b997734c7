import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Ends the process at once when it is asked to, as ever (130 for Ctrl-C), but lets it stop what it started on exit. */
export function exitOnSignals(): void {
  for (const signal of signals) process.on(signal, exit);
}

/** Ends when the process is asked to end: Ctrl-C, or the system. A second time the process ends at once. */
export function untilInterrupted(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of signals) {
      process.off(signal, exit);
      process.once(signal, () => {
        exitOnSignals();
        resolve();
      });
    }
  });
}

function exit(signal: NodeJS.Signals): void {
  process.exit(128 + constants.signals[signal]);
}
