import type { ServerResponse } from 'node:http';

/** Swallows what the service answers; when it has ended its answer, `then` may give another one. */
export function withholdAnswer(response: ServerResponse, then: () => void): void {
  const swallowed = {
    writeHead: () => response,
    write: () => true,
    end: () => {
      for (const name of Object.keys(swallowed)) Reflect.deleteProperty(response, name);
      for (const name of response.getHeaderNames()) response.removeHeader(name);
      then();
      return response;
    },
  };
  Object.assign(response, swallowed);
}

/** Lets the service answer, after `first` was done at the moment at which the answer is ready. */
export function beforeAnswering(response: ServerResponse, first: () => void): void {
  const end = (...content: unknown[]) => {
    Reflect.deleteProperty(response, 'end');
    first();
    return Reflect.apply(response.end, response, content) as ServerResponse;
  };
  Object.assign(response, { end });
}
