import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CourantError } from '../../core/foundation/errors.ts';
import { flag, operands, wholeNumber } from '../../local/terminal/options.ts';
import type { Program } from '../../local/terminal/read-options.ts';
import { exitCodes, runProgram } from '../../local/terminal/run-program.ts';
import { inWords, type Mutation, mutated, mutationsIn } from './mutations.ts';
import { ProjectCopy, type Verdict } from './project-copy.ts';
import { type Reach, reachingTests } from './reaching-tests.ts';

type Options = {
  paths: string[];
  most: number | null;
  seconds: number | null;
  slow: boolean;
  again: boolean;
};
const atLeastOne = { least: 1, most: 1_000_000, initial: null };
const program: Program<Options> = {
  command: 'npm run test:mutants',
  about: [
    'Makes one small change at a time in the sources below each PATH: a number a hundred times as large, < for <=, || for &&, a guard or a call left out. Runs the tests that reach the file, the nearest first, and lists the changes that none of them noticed. Works in a copy: your files are never touched. Remembers what was noticed, so that the next run goes on with the others.',
  ],
  options: {
    paths: operands('PATH…', 'files and folders of sources, such as core/sweep', {
      expected: 'paths of sources, such as core/sweep',
      todo: 'name one',
    }),
    most: wholeNumber('try at most N changes, from all over the files', atLeastOne),
    seconds: wholeNumber('begin no more after so many seconds', atLeastOne),
    slow: flag('also run tests that start programs, browsers or a stack, which take minutes each'),
    again: flag('try also what earlier runs saw noticed'),
  },
  examples: ['npm run test:mutants -- core/sweep lambdas/sweep --most 100'],
};

const project = resolve(import.meta.dirname, '../..');
/** What was noticed, a line each; goes with the packages. */
const record = resolve(project, 'node_modules/.cache/mutants.ndjson');
const slowTests = /^tests\/(end-to-end|browser|bench|craft|infra|contract|cli\/courant)/;
/** Tests that run first: those that are about a source are among its nearest. */
const nearest = 3;

/** There is nothing to try, or nothing that trying could show. */
class MutantsError extends CourantError {}

type Candidate = { mutation: Mutation; key: string; tests: Reach[] };

async function main(options: Options): Promise<number> {
  const copy = new ProjectCopy(project);
  process.once('exit', () => copy.remove());
  const candidates = candidatesIn(copy, options);
  const known = options.again ? new Set<string>() : readRecord();
  const fresh = candidates.filter(({ key }) => !known.has(key));
  const chosen = fresh.slice(0, options.most ?? fresh.length);
  print(
    `${candidates.length} changes, ${candidates.length - fresh.length} noticed before; trying ${chosen.length}`,
  );
  const limit = await secondsUnchanged(copy, chosen);
  const counts: Record<Verdict, number> = { noticed: 0, unnoticed: 0, 'never ended': 0 };
  for (const candidate of chosen) {
    if (performance.now() / 1000 > (options.seconds ?? Number.POSITIVE_INFINITY)) break;
    const verdict = await verdictOn(copy, candidate, limit);
    counts[verdict] += 1;
    if (verdict === 'unnoticed') print(inWords(candidate.mutation));
    else remember(candidate.key);
  }
  const tried = Object.values(counts).reduce((sum, count) => sum + count, 0);
  print(
    `${tried} tried: ${counts.noticed} noticed by a test, ${counts['never ended']} because tests did not end, ` +
      `${counts.unnoticed} by nobody. ${Math.round(performance.now() / 1000)} s`,
  );
  return exitCodes.done;
}

/** All changes, in an order that mixes files and places, and is the same every time. */
function candidatesIn(copy: ProjectCopy, { paths, slow }: Options): Candidate[] {
  const below = (file: string) =>
    paths.some(path => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`));
  const sources = copy.files.filter(file => below(file) && !/\.(test|d)\.ts$/.test(file));
  if (sources.length === 0)
    throw new MutantsError(`${paths.join(', ')}: expected paths of sources, such as core/sweep`);
  const texts = Object.fromEntries(sources.map(file => [file, copy.read(file)]));
  const reached = reachingTests(copy.root, copy.files);
  const usable = (file: string) =>
    (reached.get(file) ?? []).filter(({ test }) => slow || !slowTests.test(test));
  for (const file of sources.filter(each => usable(each).length === 0)) print(`${file}: no test reaches it`);
  return mutationsIn(texts)
    .filter(({ file }) => usable(file).length > 0)
    .map(mutation => ({
      mutation,
      key: keyOf(mutation, texts[mutation.file] ?? ''),
      tests: usable(mutation.file),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The same change of the same text. */
function keyOf(mutation: Mutation, text: string): string {
  return createHash('sha256')
    .update(mutation.file)
    .update('\0')
    .update(mutated(text, mutation))
    .digest('hex');
}

/** How long the tests may take, by how long they take of the sources as they are, which they have to pass. */
async function secondsUnchanged(copy: ProjectCopy, chosen: readonly Candidate[]): Promise<number> {
  const tests = [...new Set(chosen.flatMap(each => each.tests.map(({ test }) => test)))];
  if (tests.length === 0) return 0;
  const began = performance.now();
  if ((await copy.run(tests, 3600)) !== 'unnoticed')
    throw new MutantsError(
      `the tests fail before anything is changed: run npx vitest run ${tests.join(' ')}`,
    );
  const seconds = (performance.now() - began) / 1000;
  print(`${tests.length} test files reach them, and pass in ${Math.round(seconds)} s`);
  return 30 + 3 * seconds;
}

/** First by the nearest tests, then, if they saw nothing, by all others that reach the file. */
async function verdictOn(copy: ProjectCopy, { mutation, tests }: Candidate, limit: number): Promise<Verdict> {
  const text = mutated(copy.read(mutation.file), mutation);
  const parts = [tests.slice(0, nearest), tests.slice(nearest)];
  for (const part of parts.filter(({ length }) => length > 0)) {
    const names = part.map(({ test }) => test);
    const verdict = await copy.tryWith(mutation.file, text, names, limit);
    if (verdict !== 'unnoticed') return verdict;
  }
  return 'unnoticed';
}

function readRecord(): Set<string> {
  try {
    return new Set(readFileSync(record, 'utf8').trim().split('\n'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Set();
    throw error;
  }
}

function remember(key: string): void {
  mkdirSync(dirname(record), { recursive: true });
  appendFileSync(record, `${key}\n`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await runProgram(program, main);
