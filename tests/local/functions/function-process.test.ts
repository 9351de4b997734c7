import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  FunctionFailedError,
  type FunctionProcess,
  startFunction,
} from '../../../local/functions/function-process.ts';

const directories: string[] = [];
const processes: FunctionProcess[] = [];
afterEach(async () => {
  await Promise.all(processes.splice(0).map(running => running.stop()));
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

/** Starts a function of this source. */
function start(source: string, variables: Record<string, string> = {}): FunctionProcess {
  const root = mkdtempSync(path.join(tmpdir(), 'courant-function-'));
  directories.push(root);
  writeFileSync(path.join(root, 'index.mjs'), source);
  const running = startFunction('courant-test', root, variables);
  processes.push(running);
  return running;
}

describe('a function that runs on this machine', () => {
  it('answers events, keeping what it holds between them, as Lambda lets it', async () => {
    const counter = start('let n = 0; export const handler = async ({ add }) => (n += add);');
    expect([await counter.invoke({ add: 2 }), await counter.invoke({ add: 3 })]).toEqual([2, 5]);
  });

  it('has its own variables and those of Lambda, and none of this process', async () => {
    process.env.COURANT_TEST_LEAK = 'leaked';
    const telling = start('export const handler = async () => process.env;', { TABLE: 'table-1' });
    const variables = (await telling.invoke({})) as Record<string, string>;
    delete process.env.COURANT_TEST_LEAK;
    expect(variables).toMatchObject({ TABLE: 'table-1', AWS_LAMBDA_FUNCTION_NAME: 'courant-test' });
    expect(variables.LAMBDA_TASK_ROOT).toContain('courant-function-');
    expect(variables).not.toHaveProperty('COURANT_TEST_LEAK');
  });

  it('is told the time that it has left', async () => {
    const asking = start('export const handler = async (_, context) => context.getRemainingTimeInMillis();');
    const left = await asking.invoke({});
    expect(left).toBeLessThanOrEqual(300_000);
    expect(left).toBeGreaterThan(200_000);
  });

  it.each([
    ['throws', 'export const handler = async () => { throw new RangeError("too far"); };', 'too far'],
    ['cannot start', 'throw new Error("no such variable");', 'no such variable'],
    [
      'ends',
      'export const handler = () => { console.log("last words"); setTimeout(() => process.exit(3), 200); return new Promise(() => {}); };',
      'last words',
    ],
  ])('fails with what it said when it %s', async (_, source, told) => {
    const failing = start(source);
    const failure = (await failing.invoke({}).catch(error => error)) as Error;
    expect(failure).toBeInstanceOf(FunctionFailedError);
    expect(failure.message).toContain('function courant-test: expected an answer');
    expect(failure.message).toContain(told);
  });
});
