import { readFileSync } from 'node:fs';
import { CourantError } from '../../core/foundation/errors.ts';

/** Of a process since it began: seconds of processor time, its own and the kernel's for it, and the most memory it ever held. */
export type ProcessFigures = { cpuSeconds: number; peakMiB: number };

/** Linux counts processor time in these on every machine that Node runs on. */
const ticksPerSecond = 100;

/** What a process took cannot be read. */
export class UnreadableFiguresError extends CourantError {
  constructor(pid: number, cause: unknown) {
    super(
      `/proc/${pid}: expected what Linux tells of a running process, found none (${(cause as Error).message}). ` +
        'Run it on Linux; if it is, the process has ended.',
      { cause },
    );
  }
}

/** Reads what Linux knows of a running process. @throws UnreadableFiguresError */
export function figuresOf(pid: number): ProcessFigures {
  try {
    return {
      cpuSeconds: cpuSecondsIn(readFileSync(`/proc/${pid}/stat`, 'utf8')),
      peakMiB: peakMiBIn(readFileSync(`/proc/${pid}/status`, 'utf8')),
    };
  } catch (error) {
    throw new UnreadableFiguresError(pid, error);
  }
}

/** Fields 14 and 15 of `stat`, user and system time. They are counted from after the name, which may hold spaces. */
function cpuSecondsIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function peakMiBIn(status: string): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
