import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import dynalite from 'dynalite';
import type { CallGate } from '../faults/call-gate.ts';
import { awsJsonListener, type JsonCall } from '../http/aws-json.ts';
import { type LoopbackServer, listenOnLoopback } from '../http/loopback-server.ts';

/** DynamoDB by dynalite, its tables in `<directory>/dynamodb`; an acknowledged write survives the end of the process. */
export async function startDynamoDb(
  directory: string,
  gate: CallGate,
  now: () => Date,
  port?: number,
): Promise<LoopbackServer> {
  const path = join(directory, 'dynamodb');
  await mkdir(path, { recursive: true });
  const inner = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const [listener] = inner.listeners('request') as RequestListener[];
  if (!listener) throw new TypeError('dynalite made a server without a request listener.');
  const act = (call: JsonCall) =>
    listener(replay(call) as Parameters<RequestListener>[0], call.response as Parameters<RequestListener>[1]);
  const front = awsJsonListener(
    { service: 'dynamodb', namespace: 'com.amazonaws.dynamodb.v20120810', act },
    gate,
  );
  const server = await listenOnLoopback(front, port, now);
  return {
    ...server,
    async stop() {
      await server.stop();
      await closeStore(inner);
    },
  };
}

/** The request once more, from memory: dynalite ends the process when a connection breaks in the middle of a request. */
function replay({ request: { method, url, headers }, body }: JsonCall): IncomingMessage {
  return Object.assign(Readable.from([body]), { method, url, headers }) as unknown as IncomingMessage;
}

/** dynalite closes its store with its server, which therefore has to listen first. */
async function closeStore(inner: Server): Promise<void> {
  inner.listen(0, '127.0.0.1');
  await once(inner, 'listening');
  await new Promise<void>((resolve, reject) => {
    inner.close(error => (error ? reject(error) : resolve()));
  });
}
