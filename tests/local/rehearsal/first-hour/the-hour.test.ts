import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readText } from '../../../../lambdas/runtime/read-text.ts';
import { RehearsalError } from '../../../../local/rehearsal/deployed-stage.ts';
import {
  expectAsInReadme,
  inAnAccount,
  onThisMachine,
} from '../../../../local/rehearsal/first-hour/the-hour.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const readme = readText(path.join(root, 'README.md'));
const heading = '## Deploy it';

describe('the first hour', () => {
  it('has the commands that README tells to type, in their order', () => {
    expect(() => expectAsInReadme(readme)).not.toThrow();
  });

  it.each([...Object.values(onThisMachine), ...Object.values(inAnAccount)])(
    'misses %s where README has it no more',
    command => {
      const without = (text: string) => text.replace(`\`${command}\``, '`gone`');
      const [before = '', after = ''] = readme.split(heading);
      expect(() => expectAsInReadme(`${before}${heading}${without(after)}`)).toThrow(RehearsalError);
    },
  );

  it('is rehearsed in whole: README may not have a command more', () => {
    const [before = '', after = ''] = readme.split('## Where things are');
    const more = `${before}\nThen \`npx cdk diff\`.\n\n## Where things are${after}`;
    expect(() => expectAsInReadme(more)).toThrow(/npx cdk diff/);
  });

  it('leads in under fifteen commands from a clone to a proof', () => {
    expect(Object.keys(onThisMachine).length + 'git clone; cd'.split('; ').length).toBeLessThan(15);
  });

  it('stands on one screen', () => {
    const [, after = ''] = readme.split(heading);
    expect(after.slice(0, after.indexOf('\n## ')).trim().split('\n').length).toBeLessThanOrEqual(35);
  });

  it('is skipped on a machine without the emulator, which it says, and how to get it', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['local/rehearsal/first-hour/first-hour.ts'],
      { cwd: root, encoding: 'utf8', env: { PATH: '/nowhere' } },
    );
    expect(stdout).toMatch(/^skipped: .*moto_server.*Install it with: pip install "moto\[server\]"\n$/);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
