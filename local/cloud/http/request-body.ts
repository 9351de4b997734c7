import type { IncomingMessage } from 'node:http';

/** No call of Courant comes near this; more would only be an accident that fills the memory. */
const mostBytes = 64 * 1024 * 1024;

/** The whole body; undefined when it is larger than 64 MiB. Fails when the connection breaks before its end. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > mostBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
