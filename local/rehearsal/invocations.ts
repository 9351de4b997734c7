import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LoopbackServer, listenOnLoopback } from '../cloud/http/loopback-server.ts';
import { readBody } from '../cloud/http/request-body.ts';
import type { FunctionProcess } from '../functions/function-process.ts';

/**
 * Lambda's Invoke, for the command line: the emulator would look for a container. Functions answer that were taken back from where they
 * were deployed.
 */
export class Invocations {
  readonly #functions = new Map<string, Pick<FunctionProcess, 'invoke'>>();
  #server: LoopbackServer | undefined;

  /** Starts to answer. @returns the address */
  async start(): Promise<string> {
    this.#server = await listenOnLoopback((request, response) => void this.#answer(request, response));
    return this.#server.url;
  }

  /** Has a function answer to a name. */
  serve(name: string, worker: Pick<FunctionProcess, 'invoke'>): void {
    this.#functions.set(name, worker);
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, name = ''] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url ?? '') ?? [];
    const worker = this.#functions.get(decodeURIComponent(name));
    if (!worker) {
      response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException' });
      response.end(JSON.stringify({ Message: `no function answers at ${request.url}` }));
      return;
    }
    try {
      const event = JSON.parse(String(await readBody(request)));
      const answer = JSON.stringify((await worker.invoke(event)) ?? null);
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    } catch (error) {
      // As Lambda answers for a function that threw.
      const failure = {
        errorType: 'Error',
        errorMessage: error instanceof Error ? error.message : `${error}`,
      };
      response.writeHead(200, { 'x-amz-function-error': 'Unhandled' }).end(JSON.stringify(failure));
    }
  }
}
