import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the parent process is told. */
export type Answer = { result: unknown } | { error: string };

/**
 * A process in which one deployed function runs, as Lambda would run it: from its bundle alone, with its own variables. It
 * answers every event that its parent sends, one after the other, like a Lambda environment that is used again.
 */
const root = process.env.LAMBDA_TASK_ROOT ?? '.';
const lambda = { awsRequestId: 'rehearsal', getRemainingTimeInMillis: () => 300_000 };

process.on('message', async event => {
  process.send?.(await answer(event));
});

async function answer(event: unknown): Promise<Answer> {
  try {
    const { handler } = await import(pathToFileURL(path.join(root, 'index.mjs')).href);
    return { result: await handler(event, lambda) };
  } catch (error) {
    return { error: error instanceof Error ? `${error.stack}` : String(error) };
  }
}
