import { flushCompileCache } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { movedDate } from './moved-date.ts';
import { clockVariable, readClock } from './shared-clock.ts';

/** What the parent process asks for; `milliseconds` is how long the function may take. */
export type Invocation = { id: number; event: unknown; milliseconds: number };
/** What the parent process is told. */
export type Answer = { id: number } & ({ result: unknown } | { error: string });

/**
 * A process in which one deployed function runs, as Lambda would run it: from its bundle alone, with its own variables. It
 * answers every event that its parent sends, one after the other, like a Lambda environment that is used again.
 */
const root = process.env.LAMBDA_TASK_ROOT ?? '.';
// What the function calls itself in its requests, so that whoever gets them knows which process they are from.
process.env.AWS_SDK_UA_APP_ID = `${process.env.AWS_LAMBDA_FUNCTION_NAME}-${process.pid}`;
const clock = process.env[clockVariable];
if (clock !== undefined) globalThis.Date = movedDate(readClock(clock));

process.on('message', async (invocation: Invocation) => {
  process.send?.(await answer(invocation));
});

async function answer({ id, event, milliseconds }: Invocation): Promise<Answer> {
  try {
    const { handler } = await import(pathToFileURL(path.join(root, 'index.mjs')).href);
    // Where there is a compile cache: a process that is killed leaves none behind otherwise.
    flushCompileCache();
    // Lambda does not count the time that loading took.
    const ends = Date.now() + milliseconds;
    const lambda = { awsRequestId: `local-${id}`, getRemainingTimeInMillis: () => ends - Date.now() };
    return { id, result: await handler(event, lambda) };
  } catch (error) {
    return { id, error: error instanceof Error ? `${error.stack}` : String(error) };
  }
}
