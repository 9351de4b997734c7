import { describe, expect, it } from 'vitest';
import { aMemoryWorld } from '../../memory-world.ts';

const { courant } = aMemoryWorld();
const helpOf = async (command: string) =>
  (await courant('archive', command, '--help')).out.replaceAll(/\s+/g, ' ');

describe('an option that means one thing in one command and another in the next', () => {
  it.each([
    ['get', '--to DIR the folder to write to'],
    ['export', '--to DAY the last day'],
    [
      'get',
      '--private also what is not for the public: with --all records and captured texts of articles; of one edition, the files',
    ],
    [
      'export',
      '--private also what is not for the public: records, captured texts of articles, receipts, what was taken down',
    ],
    ['link', '--private also files of which something was taken down'],
  ])('says in the help of archive %s: %s', async (command, text) => {
    expect(await helpOf(command)).toContain(text);
  });

  it('speaks of no other command', async () => {
    expect(await helpOf('get')).not.toMatch(/--to DAY|archive export/);
    expect(await helpOf('export')).not.toMatch(/--to DIR|PUBLICATION-EDITION/);
  });

  it.each([
    [['archive', 'get', '2026-11-23', '--to'], 'the folder to write to', 'write --to DIR'],
    [['archive', 'export', '--from', '2026-11-01', '--to'], 'the last day', 'write --to DAY'],
    [['archive', 'export', '--to', '--csv'], 'the last day', 'write --to DAY'],
  ])('says so too where its value is missing: %j', async (line, expected, todo) => {
    const { code, err } = await courant(...line);
    expect([code, err]).toEqual([2, expect.stringContaining(expected)]);
    expect(err).toContain(todo);
  });
});
