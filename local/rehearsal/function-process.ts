import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { CourantError } from '../../lambdas/core/errors.ts';
import type { Answer } from './run-handler.ts';

/** A function threw, or ended without an answer. */
export class FunctionFailedError extends CourantError {
  constructor(name: string, told: string) {
    super(`function ${name}: expected an answer, it failed with:\n${told}`);
  }
}

/** A bundled function that runs on this machine. */
export type FunctionProcess = {
  /** Of the process; undefined if it could not be started. */
  pid: number | undefined;
  /** @throws FunctionFailedError with what the function wrote to its log last. */
  invoke(event: object): Promise<unknown>;
  stop(): Promise<void>;
};

/**
 * Runs a bundle on this Node in a process of its own, as Lambda does: from its folder, with its variables and none of this
 * process's but the search path. The process serves one event after the other until it is stopped.
 * @param root the folder of the bundle.
 */
export function startFunction(
  name: string,
  root: string,
  variables: Record<string, string>,
): FunctionProcess {
  const child = fork(path.join(import.meta.dirname, 'run-handler.ts'), {
    cwd: root,
    silent: true,
    env: {
      PATH: process.env.PATH,
      ...variables,
      AWS_LAMBDA_FUNCTION_NAME: name,
      LAMBDA_TASK_ROOT: root,
    },
  });
  let told = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', data => {
      told = `${told}${data}`.slice(-3000);
    });
  const stopWithParent = () => child.kill();
  process.once('exit', stopWithParent);
  return {
    pid: child.pid,
    async invoke(event) {
      const answer = await answerOf(child, event);
      if (!answer) throw new FunctionFailedError(name, told);
      if ('error' in answer) throw new FunctionFailedError(name, `${answer.error}\n${told}`);
      return answer.result;
    },
    async stop() {
      process.off('exit', stopWithParent);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** Undefined if the process ends without one. Waiting for what does not come is given up: it would add up, event after event. */
async function answerOf(child: ChildProcess, event: object): Promise<Answer | undefined> {
  const waiting = new AbortController();
  const answered = once(child, 'message', waiting);
  const ended = once(child, 'exit', waiting).then(() => undefined);
  const first = Promise.race([answered, ended]);
  child.send(event);
  try {
    return (await first)?.[0];
  } finally {
    waiting.abort();
  }
}
