import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benchProgram } from '../../../bench/bench-options.ts';
import { loadProgram } from '../../../bench/load/load-options.ts';
import { deskProgram } from '../../../local/desk/desk-options.ts';
import { previewProgram } from '../../../local/preview/preview-options.ts';
import { startProgram } from '../../../local/start/start-options.ts';
import { flag, operands } from '../../../local/terminal/options.ts';
import { helpOf, type Program, readOptions, UsageError } from '../../../local/terminal/read-options.ts';

const programs = { startProgram, previewProgram, deskProgram, benchProgram, loadProgram };

function mistakesIn(words: readonly string[]) {
  try {
    readOptions(startProgram, words);
  } catch (error) {
    if (error instanceof UsageError) return error.mistakes;
  }
  throw new Error('expected mistakes');
}

describe('readOptions', () => {
  it('takes what it is told, and what is usual of the rest', () => {
    expect(readOptions(startProgram, [])).toEqual({
      at: null,
      editions: 1,
      readers: null,
      reset: false,
      serve: false,
      port: 8025,
      help: false,
    });
    expect(readOptions(loadProgram, ['--slice-size=7', '--json'])).toMatchObject({
      sliceSize: 7,
      json: true,
    });
  });

  it('names every mistake at once, in the order in which they were typed', () => {
    const mistakes = mistakesIn([
      '--reset=yes',
      'now',
      '--editions',
      '0',
      '--port',
      '80',
      '--edtions',
      '--serv',
    ]);
    expect(mistakes.map(({ found }) => found)).toEqual([
      '--reset=yes',
      'now',
      '--editions 0',
      '--edtions',
      '--serv',
      '--port without --serve',
    ]);
    for (const { source, expected, todo } of mistakes)
      expect([source, expected, todo]).toEqual([
        'npm start',
        expect.stringMatching(/./),
        expect.stringMatching(/./),
      ]);
  });

  it('says which option a mistyped one is near to, and where to look when it is near to none', () => {
    const [near, far] = mistakesIn(['--raeders', '--colour']);
    expect(near?.todo).toBe('write --readers, if that is what you mean');
    expect(far?.todo).toContain('npm start -- --help');
  });

  it('refuses an option that is given twice: one of them must be meant otherwise', () => {
    expect(mistakesIn(['--readers', '1', '--readers=2']).map(({ found }) => found)).toEqual([
      '--readers twice',
    ]);
  });

  it.each([[['--help']], [['-h']], [['--colour', '--help', 'x']]])(
    'gives help to who asks for it, whatever else is wrong: %j',
    words => {
      expect(readOptions(startProgram, words).help).toBe(true);
    },
  );

  it('reads any words or refuses them with a UsageError', () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom('--at', '--readers', '--reset', '--', '-h', '--at=', '-', '--serve=1'),
        fc.string(),
      ),
    );
    fc.assert(
      fc.property(words, typed => {
        try {
          readOptions(startProgram, typed);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});

describe.each(Object.entries(programs))('the help of %s', (_, program) => {
  const help = helpOf(program);

  it('fits into 80 columns, and has every option in the same column', () => {
    expect(help.split('\n').filter(line => line.length > 80)).toEqual([]);
    const options = help.split('\n').filter(line => /^ {2}-/.test(line));
    expect(options).toHaveLength(Object.keys(program.options).length + 1);
    expect(
      new Set(options.map(line => /^ {2}\S+( [A-Z]+)?(, --help)? {2,}/.exec(line)?.[0].length)).size,
    ).toBe(1);
  });

  it('shows how it is typed, and only examples that it takes', () => {
    expect(help.startsWith(`Usage: ${program.command} -- [OPTIONS]\n`)).toBe(true);
    for (const example of program.examples) {
      const [command, words] = example.split(' -- ');
      expect(command).toBe(program.command);
      expect(() => readOptions(program as typeof startProgram, words?.split(' ') ?? [])).not.toThrow();
    }
  });
});

describe('words that are no options', () => {
  const copying: Program<{ paths: string[]; deep: boolean }> = {
    command: 'npm run copy',
    about: ['Copies.'],
    options: {
      paths: operands('PATH…', 'what to copy', { expected: 'paths', todo: 'name one' }),
      deep: flag('all of it'),
    },
    examples: [],
  };

  it('are taken in their order, wherever the options stand', () => {
    expect(readOptions(copying, ['one', '--deep', 'two', '--', '--three'])).toEqual({
      paths: ['one', 'two', '--three'],
      deep: true,
      help: false,
    });
    expect(readOptions(copying, ['one']).paths).toEqual(['one']);
    expect(helpOf(copying)).toContain('Usage: npm run copy -- [OPTIONS] PATH…\n');
    expect(helpOf(copying)).toContain('  PATH…       what to copy\n');
  });

  it('are asked for where a program needs them', () => {
    expect(() => readOptions(copying, ['--deep'])).toThrow(
      /expected: paths\n +found: +none\n +to do: +name one/,
    );
    expect(readOptions(copying, ['--help'])).toMatchObject({ help: true });
  });
});
