// Loaded before a program (node --import): counts what it does to files, and ends the process with SIGKILL at one of these moments.
// The write of a file has two: when half of its bytes are there, and when all are.

import { writeFileSync } from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** The moment at which to end, from 1; 0 for none. */
const endAt = Number(process.env.COURANT_END_AT_WRITE ?? 0);
/** Gets how many moments there were, when the process ends by itself. */
const countFile = process.env.COURANT_COUNT_WRITES;
let moments = 0;

function end(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

function moment(): void {
  moments += 1;
  if (moments === endAt) end();
}

type Operation = (...content: unknown[]) => Promise<unknown>;
const operations = files as unknown as Record<string, Operation>;
for (const name of ['mkdir', 'rename', 'rm', 'rmdir', 'unlink', 'link']) {
  const operate = operations[name] as Operation;
  operations[name] = async (...content) => {
    const result = await operate(...content);
    moment();
    return result;
  };
}

const write = operations.writeFile as Operation;
operations.writeFile = async (path, content, ...rest) => {
  const bytes = Buffer.from(content as string | Uint8Array);
  if (moments + 1 === endAt) await write(path, bytes.subarray(0, bytes.length / 2));
  moment();
  const result = await write(path, content, ...rest);
  moment();
  return result;
};
syncBuiltinESMExports();

process.on('exit', () => {
  if (countFile !== undefined) writeFileSync(countFile, String(moments));
});
