import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { CourantError } from '../../../core/foundation/errors.ts';
import { UsageError } from '../../../local/terminal/read-options.ts';
import { describeFailure } from '../../../local/terminal/run-program.ts';

const terminal = join(import.meta.dirname, '../../../local/terminal');

/** A program whose work is so, run with these words; `then` may send it signals once it has printed a line. */
async function run(work: string, words: readonly string[] = [], then?: NodeJS.Signals) {
  const source = `
    import { runProgram } from ${JSON.stringify(join(terminal, 'run-program.ts'))};
    import { untilInterrupted } from ${JSON.stringify(join(terminal, 'signals.ts'))};
    import { flag } from ${JSON.stringify(join(terminal, 'options.ts'))};
    const program = { command: 'npm run it', about: ['Does it.'], options: { fast: flag('fast') }, examples: [] };
    const forever = () => new Promise(() => setInterval(() => {}, 1000));
    await runProgram(program, async options => { ${work} });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source, '--', 'it.ts', ...words]);
  if (then) child.stdout.once('data', () => child.kill(then));
  const [output, errors, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, signal, output, errors };
}

const full = "Object.assign(new Error('x'), { code: 'ENOSPC', path: '/srv/a', syscall: 'write' })";

describe('runProgram', { timeout: 300_000 }, () => {
  it('ends with what the work answers', async () => {
    expect(await run('console.log(options.fast); return 1;', ['--fast'])).toMatchObject({
      code: 1,
      output: 'true\n',
    });
  });

  it('prints its help, and does nothing else', async () => {
    const { code, output } = await run("throw new Error('worked')", ['-h']);
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/^Usage: npm run it -- \[OPTIONS\]\n\nDoes it\.\n/),
    ]);
  });

  it('refuses what it does not know with 2', async () => {
    const { code, errors } = await run('return 0', ['--fats']);
    expect([code, errors]).toEqual([2, expect.stringContaining('write --fast')]);
  });

  it.each([
    ['of the work', `throw ${full}`],
    ['thrown where nobody catches it', `setTimeout(() => { throw ${full}; }); return forever();`],
  ])('puts a fault of the machine into words, %s', async (_, work) => {
    const { code, errors } = await run(work);
    expect(errors).toMatch(/^\/srv\/a: expected room on the disk, found none left \(ENOSPC, write\)\. .*\n$/);
    expect(code).toBe(1);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends on %s with %i, and lets what it started be stopped', async (signal, code) => {
    const work =
      "process.once('exit', () => console.log('stopped')); console.log('working'); return forever();";
    expect(await run(work, [], signal)).toMatchObject({ code, signal: null, output: 'working\nstopped\n' });
  });

  it('ends as it likes on Ctrl-C where it waits for that', async () => {
    const work = `const timer = setInterval(() => {}, 1000); const ended = untilInterrupted(); console.log('serving');
      await ended; clearInterval(timer); return 0;`;
    expect(await run(work, [], 'SIGINT')).toMatchObject({ code: 0, signal: null });
  });
});

describe('describeFailure', () => {
  it('shows the place in the code only of what a person cannot mend', () => {
    expect(describeFailure(new UsageError('npm start', []), 1).exitCode).toBe(2);
    expect(describeFailure(new CourantError('refused'))).toEqual({ message: 'refused', exitCode: 2 });
    expect(describeFailure(new CourantError('failed'), 1)).toEqual({ message: 'failed', exitCode: 1 });
    expect(describeFailure(new TypeError('of undefined')).message).toMatch(/of undefined\n +at /);
    expect(describeFailure('a text')).toEqual({ message: 'a text', exitCode: 1 });
  });
});
