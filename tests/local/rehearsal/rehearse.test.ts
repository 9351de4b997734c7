import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

it('a rehearsal on a machine without the emulator says so, says how to get it, and fails nothing', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['local/rehearsal/rehearse.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: '/nowhere' },
  });
  expect(stdout).toMatch(/^skipped: .*moto_server.*Install it with: pip install "moto\[server\]"\n$/);
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
