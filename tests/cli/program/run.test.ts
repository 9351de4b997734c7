import { describe, expect, it } from 'vitest';
import { courantProgram } from '../../../cli/commands/courant-program.ts';
import { run } from '../../../cli/program/run.ts';
import type { Terminal } from '../../../cli/program/terminal.ts';
import { aMemoryWorld } from '../memory-world.ts';

/** The lines on standard error, each of which has to be JSON. */
function objectsIn(err: string): { error: { name: string; message: string; mistakes?: object[] } }[] {
  return err
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

/** What help looks like on a terminal. */
async function helpOn(screen: Pick<Terminal, 'columns' | 'styled'>, ...words: string[]): Promise<string> {
  const out: string[] = [];
  const { installation } = aMemoryWorld();
  await run([...words, '--help'], courantProgram, {
    print: line => void out.push(line),
    printError: line => expect.fail(line),
    ...screen,
    errorColumns: screen.columns,
    configuration: async () => installation.configuration,
    open: async () => installation,
  });
  return out.join('\n');
}

describe('errors where --json is typed', () => {
  it('are an object on a line of standard error, with the mistakes in what was typed', async () => {
    const { code, out, err } = await aMemoryWorld().courant('status', 'yesterday', '--json');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    const mistake = { source: 'command line', path: '', found: '"yesterday"' };
    expect(objectsIn(err)).toEqual([
      {
        error: {
          name: 'UsageError',
          message: expect.stringContaining('"yesterday"'),
          mistakes: [expect.objectContaining(mistake)],
        },
      },
    ]);
  });

  it('are that of lines, too, that cannot be read', async () => {
    for (const line of ['sttaus --json', '--json', 'status --json --json', 'release 2026-11-23 --json']) {
      const { code, out, err } = await aMemoryWorld().courant(...line.split(' '));
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(objectsIn(err)).toMatchObject([{ error: { name: 'UsageError', mistakes: [{}] } }]);
    }
  });

  it('have their name and no mistakes where it is not about input', async () => {
    const { code, err } = await aMemoryWorld().courant('status', '2026-11-23', '--json');
    expect(code).toBe(1);
    const message = expect.stringContaining('expected an edition 2026-11-23, found no edition at all');
    expect(objectsIn(err)).toEqual([{ error: { name: 'NoSuchEditionError', message } }]);
  });

  it('say where in the code it was when nobody foresaw them', async () => {
    const failing = async () => Promise.reject(new TypeError('x is not a function'));
    const world = aMemoryWorld();
    world.installation.seals.links = failing;
    const { err } = await world.courant('archive', 'list', '--json');
    const stack = expect.stringContaining('run.test.ts');
    expect(objectsIn(err)).toEqual([{ error: { name: 'TypeError', message: 'x is not a function', stack } }]);
    expect((await world.courant('archive', 'list')).err).toMatch(/^TypeError: x is not a function\n {4}at /);
  });

  it('are in words, without a place in the code, where the machine is at fault', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      syscall: 'write',
      path: 'digest.html',
    });
    const world = aMemoryWorld();
    world.installation.seals.links = async () => Promise.reject(full);
    const { code, err } = await world.courant('archive', 'list');
    expect(code).toBe(1);
    expect(err).toMatch(/^digest\.html: expected room on the disk, found none left/);
    expect(err).not.toContain(' at ');
    const [told] = objectsIn((await world.courant('archive', 'list', '--json')).err);
    expect(told?.error).toMatchObject({ name: 'MachineFaultError' });
    expect(told?.error).not.toHaveProperty('stack');
  });

  it('are for people where --json stands behind --', async () => {
    const { err } = await aMemoryWorld().courant('status', '--', '--json');
    expect(err).toMatch(/^courant: 1 mistake\n/);
  });
});

describe('help', () => {
  it.each([60, 80, 100, 200])(
    'is wrapped to a terminal of %d columns, but to no more than 100',
    async columns => {
      const texts = await Promise.all([
        helpOn({ columns, styled: false }),
        ...courantProgram.commands.map(({ name }) => helpOn({ columns, styled: false }, ...name.split(' '))),
      ]);
      const lines = texts.flatMap(text => text.split('\n'));
      const prose = lines.filter(line => !/^ {2}(courant|\{|") /.test(line));
      expect(prose.filter(line => line.length > Math.min(columns, 100))).toEqual([]);
      expect(Math.max(...prose.map(line => line.length))).toBeGreaterThan(Math.min(columns, 100) - 10);
    },
  );

  it('has an example of every command, which the program reads', async () => {
    for (const { name, examples } of courantProgram.commands) {
      expect(await helpOn({ columns: 80, styled: false }, ...name.split(' '))).toContain(
        `\n  ${examples[0]}`,
      );
      for (const example of examples) expect(example).toMatch(new RegExp(`^courant ${name}( |$)`));
    }
  });

  it('has bold headings where the terminal shows them, and none elsewhere', async () => {
    const bold = await helpOn({ columns: 80, styled: true });
    const plain = await helpOn({ columns: 80, styled: false });
    expect(bold).toContain('\u001b[1mCommands:\u001b[22m');
    expect(plain).toContain('\nCommands:\n');
    expect(plain).not.toContain('\u001b');
  });
});
