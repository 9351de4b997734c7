import { CourantError } from './errors.ts';

/** The machine keeps a program from going on: a full disk, a folder of somebody else's, a damaged file. A person can mend it. */
export class MachineFaultError extends CourantError {
  /** The system's name of it, such as `ENOSPC`, or one of ours. */
  readonly code: string;

  constructor(code: string, message: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** What was expected of the machine, what it has instead, and what a person can do. */
export type FaultWords = { expected: string; found: string; todo: string };

const ownFolder: FaultWords = {
  expected: 'to be allowed to read and write it',
  found: 'that it belongs to another user or is protected',
  todo: 'See whose it is (ls -ld), and run this as that user, or use a folder of your own',
};
const fullDisk: FaultWords = {
  expected: 'room on the disk',
  found: 'none left',
  todo: 'Make room (df -h shows the disks), and run it again',
};
const tooManyFiles: FaultWords = {
  expected: 'to open one more file',
  found: 'as many open as are allowed',
  todo: 'Allow more in this terminal (ulimit -n 4096) or end other programs, and run it again',
};
const outOfMemory: FaultWords = {
  expected: 'more memory',
  found: 'none left',
  todo: 'End other programs, or ask for less at once, and run it again',
};

/** By the codes of the system and of Node. */
const words: Readonly<Record<string, FaultWords>> = {
  EACCES: ownFolder,
  EPERM: ownFolder,
  EROFS: {
    expected: 'a disk that can be written to',
    found: 'one that is only for reading',
    todo: 'Use a folder on another disk',
  },
  ENOTDIR: {
    expected: 'a folder',
    found: 'a file there, or in place of a folder above it',
    todo: 'Move the file away, or use another folder',
  },
  EEXIST: {
    expected: 'a folder or nothing',
    found: 'a file of that name',
    todo: 'Move the file away, or use another folder',
  },
  EISDIR: { expected: 'a file', found: 'a folder of that name', todo: 'Move the folder away' },
  ENAMETOOLONG: {
    expected: 'a path that the disk can hold',
    found: 'one that is too long',
    todo: 'Use a folder with a shorter path',
  },
  ENOSPC: fullDisk,
  EDQUOT: {
    expected: 'room on the disk',
    found: 'that your share of it is used up',
    todo: 'Delete files of yours (quota shows the share), and run it again',
  },
  EIO: {
    expected: 'a disk that works',
    found: 'that it reports an error',
    todo: 'Look into the log of the system (dmesg), and use a folder on another disk',
  },
  EMFILE: tooManyFiles,
  ENFILE: tooManyFiles,
  ENOMEM: outOfMemory,
  ERR_MEMORY_ALLOCATION_FAILED: outOfMemory,
  ERR_WORKER_OUT_OF_MEMORY: outOfMemory,
};

/** Calls that concern no file of the disk: what refuses them means something else there, but for the machine's own limits. */
const notOnFiles = new Set(['listen', 'bind', 'connect', 'kill', 'watch']);
/** A chain of causes that is longer is a circle. */
const causesAtMost = 8;

/**
 * What an error says of the machine, in words for a person: which file, what was expected and found, what to do. The error may
 * be another one's cause. Undefined for an error of any other kind: one of Courant's, or a mistake in the code.
 * @param elsewhere how to name another folder, where a program has a way; put behind what to do.
 */
export function machineFault(error: unknown, elsewhere = ''): MachineFaultError | undefined {
  let at: unknown = error;
  for (let depth = 0; depth < causesAtMost && typeof at === 'object' && at !== null; depth += 1) {
    if (at instanceof MachineFaultError)
      return elsewhere === '' ? at : (machineFault(at.cause, elsewhere) ?? at);
    // Other errors of Courant have words of their own.
    if (at instanceof CourantError) return undefined;
    const fault = inWords(at as NodeJS.ErrnoException, elsewhere);
    if (fault) return fault;
    at = (at as { cause?: unknown }).cause;
  }
  return undefined;
}

/** What a code of the system or of Node says of the machine; undefined for codes that say nothing of it. */
export function faultWords(code: string | undefined): FaultWords | undefined {
  return code !== undefined && Object.hasOwn(words, code) ? words[code] : undefined;
}

function inWords(error: NodeJS.ErrnoException, elsewhere: string): MachineFaultError | undefined {
  const code = isAllocationFailure(error) ? 'ENOMEM' : error.code;
  const known = faultWords(code);
  if (!known || code === undefined) return undefined;
  if (notOnFiles.has(error.syscall ?? '') && known !== tooManyFiles && known !== outOfMemory)
    return undefined;
  const where = (error as { dest?: string }).dest ?? error.path ?? 'this machine';
  const call = error.syscall === undefined ? code : `${code}, ${error.syscall}`;
  const hint = elsewhere === '' || !/use (a|another) folder/.test(known.todo) ? '' : `: ${elsewhere}`;
  return new MachineFaultError(
    code,
    `${where}: expected ${known.expected}, found ${known.found} (${call}). ${known.todo}${hint}.`,
    error,
  );
}

/** The engine gives these no code. */
function isAllocationFailure(error: Error): boolean {
  return (
    error instanceof RangeError &&
    /^(Array buffer allocation failed|Invalid array buffer length)$/.test(error.message)
  );
}
