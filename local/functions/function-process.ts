import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Answer, Invocation } from './run-handler.ts';
import { stopWithParent } from './stop-with-parent.ts';

/** A function threw, ended without an answer, or was given up. */
export class FunctionFailedError extends CourantError {
  constructor(name: string, told: string) {
    super(
      /heap out of memory/.test(told)
        ? `function ${name}: expected an answer, found that the memory which it may have is used up. Ask for less at once.`
        : `function ${name}: expected an answer, it failed with:\n${told}`,
    );
  }
}

/** A bundled function that runs on this machine. */
export type FunctionProcess = {
  /** Of the process; undefined if it could not be started. */
  pid: number | undefined;
  /** @throws FunctionFailedError with what the function wrote to its log last. */
  invoke(event: object): Promise<unknown>;
  /** Lets go of what is under way: `invoke` fails as it does when Lambda ends a function at its time limit. The process lives on. */
  giveUp(): void;
  /** Whether the process has ended, by itself or not. */
  ended(): boolean;
  /** Ends when nothing is under way any more, given up or not. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

/** How a function is run, besides what its stack gives it. */
export type RunOptions = {
  /** Milliseconds that an invocation may take, as the function is told; 300,000 unless given. */
  milliseconds?: number;
  /** Gets everything that the function writes, to its log or in an error that it throws. */
  onLog?: (text: string) => void;
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
  { milliseconds = 300_000, onLog }: RunOptions = {},
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
  const tell = (text: string) => {
    told = `${told}${text}`.slice(-3000);
    onLog?.(text);
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', tell);
  }
  stopWithParent(child);
  const invocations = followInvocations(child);
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid,
    ended,
    async invoke(event) {
      const answer = await invocations.begin(event, milliseconds);
      if (answer && 'error' in answer) tell(`${answer.error}\n`);
      if (!answer || 'error' in answer) throw new FunctionFailedError(name, told);
      return answer.result;
    },
    giveUp: () => invocations.giveUp(),
    idle: () => invocations.idle(),
    async stop() {
      if (ended()) return;
      const closed = once(child, 'close');
      // A process that was halted takes no other signal.
      child.kill('SIGKILL');
      await closed;
    },
  };
}

type Waiting = { settle(answer: Answer | undefined): void; over: Promise<void>; end(): void };

/** Keeps apart who waits for an answer and whether the function is still at work on it. */
function followInvocations(child: ChildProcess) {
  const underWay = new Map<number, Waiting>();
  let last = 0;
  const over = (id: number, answer: Answer | undefined) => {
    const waiting = underWay.get(id);
    underWay.delete(id);
    waiting?.settle(answer);
    waiting?.end();
  };
  child.on('message', (answer: Answer) => over(answer.id, answer));
  // After `exit` its last words may still be on their way.
  child.once('close', () => {
    for (const id of [...underWay.keys()]) over(id, undefined);
  });
  return {
    begin(event: object, milliseconds: number): Promise<Answer | undefined> {
      last += 1;
      const id = last;
      const { promise, resolve: settle } = Promise.withResolvers<Answer | undefined>();
      const { promise: done, resolve: end } = Promise.withResolvers<void>();
      underWay.set(id, { settle, over: done, end });
      const invocation: Invocation = { id, event, milliseconds };
      if (child.connected) child.send(invocation, error => error && over(id, undefined));
      else over(id, undefined);
      return promise;
    },
    giveUp() {
      for (const { settle } of underWay.values()) settle(undefined);
    },
    async idle() {
      await Promise.all([...underWay.values()].map(({ over: done }) => done));
    },
  };
}
