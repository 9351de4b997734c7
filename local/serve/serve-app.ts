import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { CourantError } from '../../core/foundation/errors.ts';
import { type LoopbackServer, listenOnLoopback } from '../cloud/http/loopback-server.ts';
import { readBody } from '../cloud/http/request-body.ts';

/** Answers requests as the web's `fetch` has them: every application of Hono does. */
export type ServedApp = { fetch(request: Request): Promise<Response> | Response };

/**
 * Serves an application on 127.0.0.1. A request that is none is answered with 400; an application that fails, with 500.
 * @param port a free one unless given. @throws PortTakenError
 */
export async function serveApp(app: ServedApp, port = 0): Promise<Pick<LoopbackServer, 'url' | 'stop'>> {
  const { url, stop } = await listen(port, (incoming, outgoing) => {
    serve(app, incoming, outgoing).catch(() => {
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    });
  });
  return { url, stop };
}

/** Another program listens on the port, or only the system's administrator may. */
export class PortTakenError extends CourantError {
  constructor(port: number, cause: NodeJS.ErrnoException) {
    const [found, todo] =
      cause.code === 'EACCES'
        ? ['one that only the administrator may use', 'Choose one from 1024 on with --port N.']
        : ['one that another program listens on', 'Choose another with --port N, or end that program.'];
    super(`127.0.0.1:${port}: expected a free port, found ${found} (${cause.message}). ${todo}`, { cause });
  }
}

async function listen(port: number, listener: RequestListener): Promise<LoopbackServer> {
  try {
    return await listenOnLoopback(listener, port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'EADDRINUSE' || code === 'EACCES' ? new PortTakenError(port, error as Error) : error;
  }
}

async function serve(app: ServedApp, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await readBody(incoming);
  const request = body && requestOf(incoming, body);
  if (!request) {
    outgoing.writeHead(body ? 400 : 413).end();
    return;
  }
  const response = await app.fetch(request);
  outgoing.setHeaders(response.headers);
  outgoing.writeHead(response.status);
  // As it comes: an answer may go on for as long as the page that asked is open.
  if (response.body) await pipeline(response.body, outgoing);
  else outgoing.end();
}

/** Undefined for what node:http reads but no URL or method of the web is, such as `OPTIONS *` or `TRACE`. */
function requestOf(incoming: IncomingMessage, body: Buffer): Request | undefined {
  const { method = 'GET', url = '/', headersDistinct } = incoming;
  try {
    const headers = Object.entries(headersDistinct).flatMap(([name, values]) =>
      (values ?? []).map((value): [string, string] => [name, value]),
    );
    return new Request(`http://${incoming.headers.host}${url}`, {
      method,
      headers,
      // The web forbids a body with these two; one that comes is left out.
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) }),
    });
  } catch {
    return undefined;
  }
}
