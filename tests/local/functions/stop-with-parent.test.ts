import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { stopWithParent } from '../../../local/functions/stop-with-parent.ts';

const source = resolve(import.meta.dirname, '../../../local/functions/stop-with-parent.ts');
const sleeper = ['-e', 'setInterval(() => {}, 1000)'];

/** Whether a process of that id is there, and not merely waited for. */
function lives(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

it('ends with its parent every process that the parent left, also one that was stopped', async () => {
  const program = `
    import { spawn } from 'node:child_process';
    import { stopWithParent } from '${source}';
    const children = Array.from({ length: 12 }, () => spawn(process.execPath, ${JSON.stringify(sleeper)}));
    for (const child of children) stopWithParent(child);
    children[0].kill('SIGSTOP');
    console.log(children.map(({ pid }) => pid).join(' '));
    process.exit(0);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  // Nor does Node warn of so many listeners.
  expect(stderr).toBe('');
  const pids = stdout.trim().split(' ').map(Number);
  expect(pids).toHaveLength(12);
  await expect.poll(() => pids.filter(lives)).toEqual([]);
});

it('listens no more once all have ended', async () => {
  const before = process.listenerCount('exit');
  const child = spawn(process.execPath, sleeper);
  stopWithParent(child);
  expect(process.listenerCount('exit')).toBe(before + 1);
  child.kill();
  await once(child, 'close');
  expect(process.listenerCount('exit')).toBe(before);
});
