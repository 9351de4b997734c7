import { mkdir } from 'node:fs/promises';
import type { IncomingMessage, RequestListener } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { CallGate } from '../faults/call-gate.ts';
import { awsJsonListener, type JsonCall } from '../http/aws-json.ts';
import { type LoopbackServer, listenOnLoopback } from '../http/loopback-server.ts';
import { openTables } from './table-store.ts';

/**
 * DynamoDB by dynalite, its tables in `<directory>/dynamodb`; an acknowledged write survives the end of the process. `tables` is
 * how many an earlier run left.
 */
export async function startDynamoDb(
  directory: string,
  gate: CallGate,
  now: () => Date,
  port?: number,
): Promise<LoopbackServer & { tables: number }> {
  const path = join(directory, 'dynamodb');
  await mkdir(path, { recursive: true });
  const { listener, count, close } = await openTables(path, error => gate.failed(error));
  const act = (call: JsonCall) =>
    listener(replay(call) as Parameters<RequestListener>[0], call.response as Parameters<RequestListener>[1]);
  const front = awsJsonListener(
    { service: 'dynamodb', namespace: 'com.amazonaws.dynamodb.v20120810', act },
    gate,
  );
  const server = await listenOnLoopback(front, port, now);
  return {
    ...server,
    tables: count,
    async stop() {
      await server.stop();
      await close();
    },
  };
}

/** The request once more, from memory: dynalite ends the process when a connection breaks in the middle of a request. */
function replay({ request: { method, url, headers }, body }: JsonCall): IncomingMessage {
  return Object.assign(Readable.from([body]), { method, url, headers }) as unknown as IncomingMessage;
}
