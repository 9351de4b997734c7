import { request as send } from 'node:http';
import { type LoopbackServer, listenOnLoopback } from '../../cloud/http/loopback-server.ts';

/**
 * The emulator's S3 with a clock that can be moved: whoever publishes or files goes by the time that the store answers with.
 * @param emulator its address. @param ahead milliseconds by which the clock is ahead of the machine's
 */
export function storeWithClock(emulator: string, ahead: () => number): Promise<LoopbackServer> {
  const { hostname, port } = new URL(emulator);
  return listenOnLoopback((request, response) => {
    // It was answered here already.
    const { expect: _, ...headers } = request.headers;
    const passedOn = send({ hostname, port, method: request.method, path: request.url, headers }, answer => {
      const date = new Date(Date.parse(answer.headers.date ?? '') + ahead()).toUTCString();
      response.writeHead(answer.statusCode ?? 502, { ...answer.headers, date });
      answer.pipe(response);
    });
    passedOn.on('error', error => response.destroy(error));
    request.pipe(passedOn);
  });
}
