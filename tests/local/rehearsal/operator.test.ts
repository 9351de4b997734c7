import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RehearsalError } from '../../../local/rehearsal/deployed-stage.ts';
import { Article, commandsIn, Operator } from '../../../local/rehearsal/operator.ts';

const runbook = [
  '## Before',
  '`npm run courant -- other`',
  '## Followed',
  'Type `npm run courant -- status`, or, in',
  'a folder of `TABLE`s, `npx cdk',
  'deploy`. Look at `aws` and `courant status`.',
  '',
  '   ```',
  '   aws dynamodb copy --from TABLE \\',
  '     --to TABLE-restored --at TIME-OF-DAY',
  '   jq .',
  '   ```',
  '',
  '### Further',
  '```',
  'npm run courant -- stop EDITION',
  'npm run courant -- stop EDITION --yes',
  '```',
  '## After',
  '`npm run courant -- another`',
].join('\n');

describe('an article of the runbook', () => {
  it('has the commands of its blocks and of its text, in their order, each on one line', () => {
    expect(commandsIn(runbook, 'Followed')).toEqual([
      'npm run courant -- status',
      'npx cdk deploy',
      'aws dynamodb copy --from TABLE --to TABLE-restored --at TIME-OF-DAY',
      'npm run courant -- stop EDITION',
      'npm run courant -- stop EDITION --yes',
    ]);
  });

  it('may be the last one', () => {
    expect(commandsIn(runbook, 'After')).toEqual(['npm run courant -- another']);
  });

  it('is refused if there is none of that name', () => {
    expect(() => commandsIn(runbook, 'Follow')).toThrow(RehearsalError);
  });

  it('is typed as it stands, but for the words in capitals that are known', () => {
    const article = new Article('Followed', runbook);
    expect(
      article.command('aws dynamodb copy', { TABLE: 'ROWS', 'TIME-OF-DAY': 'noon', TIME: 'never' }),
    ).toBe('aws dynamodb copy --from ROWS --to ROWS-restored --at noon');
    expect(article.command('npm run courant -- stop EDITION', { EDITION: '2026-11-23' })).toBe(
      'npm run courant -- stop 2026-11-23',
    );
  });

  it('has no command that it does not have', () => {
    const article = new Article('Followed', runbook);
    expect(() => article.command('npm run courant -- another')).toThrow(/aws dynamodb copy/);
  });

  it('tells what was not typed yet', () => {
    const article = new Article('Followed', runbook);
    for (const command of ['npm run', 'npx', 'aws']) article.command(command);
    expect(article.untyped()).toEqual([
      'npm run courant -- stop EDITION',
      'npm run courant -- stop EDITION --yes',
    ]);
  });

  it('on restores has the commands that the rehearsal types, and no other', () => {
    const article = new Article('After a restore');
    for (const step of ['restore-table-to-point-in-time', 'wait table-exists', 'update-continuous-backups'])
      article.command(`aws dynamodb ${step}`);
    article.command('npx cdk deploy');
    const words = ['status', 'stop EDITION --yes'];
    const again = ['release EDITION --mail-again', 'release EDITION --mail-again --yes'];
    for (const word of [...words, ...again])
      expect(article.command(`npm run courant -- ${word}`)).toBe(`npm run courant -- ${word}`);
    expect(article.untyped()).toEqual(['npm run courant -- status --local']);
  });

  it('on a restore of the readers has the command that lists the endings', () => {
    expect(new Article('After a restore of the readers').command('aws s3api list-objects-v2')).toContain(
      'endings/PUBLICATION/',
    );
  });
});

describe('an operator', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'operator-'));
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('types lines in a checkout of the project, with the variables that lead to the account', async () => {
    const operator = await Operator.in(folder, { AWS_REGION: 'eu-west-1' });
    const { said } = await operator.type('cat package.json; echo "$AWS_REGION $AWS_DEFAULT_REGION"');
    expect(said).toBe(`${readFileSync('package.json', 'utf8')}eu-west-1 eu-west-1\n`);
  });

  it('expects a line to end as it is to end', async () => {
    const operator = await Operator.in(folder, {});
    await expect(operator.type('echo refused >&2; exit 2', 2)).resolves.toEqual({
      code: 2,
      said: 'refused\n',
    });
    await expect(operator.type('echo refused; exit 2')).rejects.toThrow(/expected 0, found .*refused/);
    await expect(operator.type('exit 0', 1)).rejects.toThrow(RehearsalError);
  });

  it('begins what goes on, and ends it with all that it started', async () => {
    const operator = await Operator.in(folder, {});
    const { said, end } = await operator.begin('sleep 1000 & echo "child $!"; wait', /child (\d+)/);
    await end();
    expect(isAlive(Number(said[1]))).toBe(false);
    await expect(operator.begin('echo other', /child/)).rejects.toThrow(/found "other/);
  });

  it('is ended from outside with all that it started, whatever was typed', async () => {
    const module = JSON.stringify(path.resolve('local/rehearsal/operator.ts'));
    const signals = JSON.stringify(path.resolve('local/terminal/signals.ts'));
    const script = [
      `import { Operator } from ${module};`,
      `import { exitOnSignals } from ${signals};`,
      'exitOnSignals();',
      `const operator = await Operator.in(${JSON.stringify(folder)}, {});`,
      "await operator.type('sleep 1000 & echo $! > child; wait');",
    ].join('\n');
    const program = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    const pidFile = path.join(folder, 'child');
    await vi.waitUntil(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').endsWith('\n'), 60_000);
    const child = Number(readFileSync(pidFile, 'utf8'));
    expect(isAlive(child)).toBe(true);
    program.kill('SIGTERM');
    await once(program, 'exit');
    await vi.waitUntil(() => !isAlive(child), 10_000);
  }, 90_000);

  it('finds the packages of the project, and what else is asked for', async () => {
    const operator = await Operator.in(folder, {}, ['facts']);
    await operator.type('test -f node_modules/zod/package.json && test -f facts/article.schema.json');
  });
});

/** Where nobody waits for a process that has ended, a name of it stays. */
function isAlive(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !readFileSync(stat, 'utf8').includes(') Z ');
}
