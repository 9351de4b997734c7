import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { courantProgram } from '../../cli/commands/courant-program.ts';
import { describeWith, recipePrograms } from '../support/programs/needed-programs.ts';

const script = resolve(import.meta.dirname, '../../docs/workflows/facts.sh');
const workflow = readFileSync(resolve(import.meta.dirname, '../../docs/workflows/facts.yml'), 'utf8');

/** A program that writes down how it was called, in the place of one that would reach out. */
const stub = (name: string) => `#!/bin/sh\necho "${name} $*" >> "$CALLS"\n`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'courant-workflow-'));
  for (const name of ['npm', 'aws']) {
    write(`bin/${name}`, stub(name));
    chmodSync(join(folder, 'bin', name), 0o755);
  }
  git('init', '-q');
  commit({ 'facts/filed.json': { article: { id: 'filed' }, facts: [] } });
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

function git(...words: string[]): string {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@mail.example', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...words], { cwd: folder, encoding: 'utf8' }).trim();
}

function commit(files: Record<string, object>): void {
  for (const [name, content] of Object.entries(files)) write(name, JSON.stringify(content));
  git('add', 'facts');
  git('commit', '-q', '-m', 'Facts');
}

/** Runs the script on what came with the last commit. @returns what it called, without the folder of texts, which has a random name. */
function run(what: 'check' | 'file', since = git('rev-parse', 'HEAD~1')) {
  const calls = join(folder, 'calls');
  writeFileSync(calls, '');
  const PATH = `${join(folder, 'bin')}:${process.env.PATH}`;
  const env = { ...process.env, PATH, CALLS: calls, CONTENT_BUCKET: 'content' };
  const { status, stdout } = spawnSync('bash', [script, what, since], { cwd: folder, env, encoding: 'utf8' });
  const called = readFileSync(calls, 'utf8')
    .trim()
    .replaceAll(/\/\S*\/(tmp\.\w+)/g, 'TEXTS');
  return { status, stdout, calls: called.split('\n').filter(Boolean) };
}

const files = {
  'facts/zebra.json': { article: { id: 'zebra', capture: { sha256: 'ab12' } }, facts: [] },
  'facts/article.schema.json': {},
  'facts/amendments/1-taken-back.json': { fact: 'filed.1', reason: 'So.' },
  'facts/amendments/2-right.json': { fact: 'filed.2', reason: 'So.', corrected: {} },
  'facts/amendments/3-missed.json': { article: 'filed', facts: [] },
  'facts/amendments/4-publisher.json': { article: 'filed', reason: 'So.', corrected: {} },
  'facts/corrections/shipped.1.json': { fact: 'shipped.1', reason: 'So.', corrected: {} },
};

describeWith(recipePrograms, 'the workflow that files facts', () => {
  it('checks every new file at once, and reaches for no text', () => {
    commit(files);
    const names = Object.keys(files)
      .filter(name => !/schema|corrections/.test(name))
      .sort();
    expect(run('check')).toMatchObject({
      status: 0,
      calls: [`npm run --silent courant -- facts check ${names.join(' ')}`],
    });
  });

  it('files articles first, then what is added to one or puts one right, then corrections', () => {
    commit(files);
    expect(run('file')).toMatchObject({
      status: 0,
      calls: [
        'aws s3 cp --only-show-errors s3://content/captures/ab12.txt TEXTS/ab12.txt',
        'npm run --silent courant -- facts add facts/zebra.json --captures TEXTS',
        'npm run --silent courant -- facts add --to filed facts/amendments/3-missed.json',
        'npm run --silent courant -- article correct filed facts/amendments/4-publisher.json',
        'npm run --silent courant -- facts retract filed.1 facts/amendments/1-taken-back.json',
        'npm run --silent courant -- facts correct filed.2 facts/amendments/2-right.json',
      ],
    });
  });

  it('types commands that there are', () => {
    const typed = [...readFileSync(script, 'utf8').matchAll(/courant -- ([a-z]+ [a-z]+)/g)].map(
      ([, name]) => name,
    );
    const known = new Set(courantProgram.commands.map(({ name }) => name));
    expect(typed.length).toBeGreaterThan(5);
    expect(typed.filter(name => !known.has(name ?? ''))).toEqual([]);
  });

  it('refuses a change of a file that is filed, and does nothing where nothing is new', () => {
    commit({ 'facts/filed.json': { article: { id: 'filed', title: 'Another' }, facts: [] } });
    const { status, stdout, calls } = run('check');
    expect([status, calls]).toEqual([1, []]);
    expect(stdout).toContain('facts/filed.json: is filed, and stays.');
    expect(run('file')).toMatchObject({ status: 0, calls: [] });
  });

  it('files nothing where it cannot know what is new, or where a step before failed', () => {
    commit(files);
    expect(run('file', '0'.repeat(40))).toMatchObject({ status: 1, calls: [] });
    write('bin/npm', `${stub('npm')}exit 1\n`);
    const { status, calls } = run('file');
    expect([status, calls.length]).toEqual([1, 2]);
  });

  it('gives credentials to what files alone, which only a push to main starts', () => {
    const [check = '', file = ''] = workflow.split(/^ {2}file:$/m);
    expect(check).not.toMatch(/id-token|role-to-assume|CONTENT_BUCKET/);
    expect(file).toMatch(/if: github\.event_name == 'push'[\s\S]*environment: filing[\s\S]*id-token: write/);
    expect(check).toMatch(/push:\n {4}branches: \[main\]/);
  });
});
