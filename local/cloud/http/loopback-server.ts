import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { underOwnName } from './own-callers.ts';

/** An HTTP server that only this machine can reach. */
export type LoopbackServer = {
  port: number;
  /** `http://127.0.0.1:PORT`: with a name instead of the number the SDK would look for `bucket.localhost`. */
  url: string;
  /** Breaks all connections, also those that hang, and frees the port. */
  stop(): Promise<void>;
};

/**
 * Listens on 127.0.0.1; port 0 takes a free one. Fails when the port is taken. What names another host gets 421, and does not reach
 * the listener.
 * @param now what answers are dated by: a client of AWS sets its own clock by that.
 */
export async function listenOnLoopback(
  listener: RequestListener,
  port = 0,
  now: () => Date = () => new Date(),
): Promise<LoopbackServer> {
  const own = underOwnName(() => bound, listener);
  const server = createServer({ ServerResponse: datedBy(now) }, own);
  // An idle connection is kept: closing it just when a client uses it again would look like a fault of the service.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    async stop() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers are dated when they begin, as a service that took its time does, unless they say something else. */
function datedBy(now: () => Date): typeof ServerResponse {
  return class extends ServerResponse<IncomingMessage> {
    override writeHead(...content: [statusCode: number, ...unknown[]]): this {
      if (this.sendDate && !this.hasHeader('Date')) this.setHeader('Date', now().toUTCString());
      return Reflect.apply(super.writeHead, this, content);
    }
  } as typeof ServerResponse;
}
