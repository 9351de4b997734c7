import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A cloud in a process of its own, which can be ended at any moment. */
export type CloudProcess = {
  environment: Record<string, string>;
  /** Ends it with SIGKILL and waits until it has. */
  kill(): Promise<void>;
  /** The signal by which it ended, once it has. */
  ended: Promise<NodeJS.Signals | null>;
};

/** Starts a cloud on a directory in another process. `faults` is a fault plan in JSON. */
export async function startCloudProcess(directory: string, faults = '[]'): Promise<CloudProcess> {
  const script = join(import.meta.dirname, 'cloud-process-main.ts');
  const child = spawn(process.execPath, [script, directory, faults], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit').then(([, signal]) => signal as NodeJS.Signals | null);
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), ended.then(() => undefined)]);
  if (!first) throw new Error('the cloud process ended before it was up');
  return {
    environment: JSON.parse(String(first[0])),
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
