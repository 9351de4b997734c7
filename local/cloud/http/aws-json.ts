import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { CallGate } from '../faults/call-gate.ts';
import type { ServiceName } from '../faults/fault-plan.ts';
import { failureText } from './failure-text.ts';
import { strangerIn } from './own-callers.ts';
import { readBody } from './request-body.ts';

/** A request in AWS JSON that has come whole. */
export type JsonCall = {
  operation: string;
  body: Buffer;
  request: IncomingMessage;
  response: ServerResponse;
};
/** A service that speaks AWS JSON, and in which namespace its errors are. */
export type JsonService = {
  service: ServiceName;
  namespace: string;
  act(call: JsonCall): void;
};
/** An error of such a service; `queryCode` is its older name, where it has one. */
export type JsonError = { status: number; code: string; message: string; queryCode?: string };

/** Lets a service listen, with the gate before it. It gets each request only when it has come whole. */
export function awsJsonListener({ service, namespace, act }: JsonService, gate: CallGate): RequestListener {
  return (request, response) => {
    const fail = (error: JsonError) => answerJsonError(response, namespace, error);
    readBody(request)
      .then(body => {
        const stranger = strangerIn(request);
        const operation = /\.([A-Za-z]+)$/.exec(`${request.headers['x-amz-target'] ?? ''}`)?.[1];
        if (stranger) {
          fail({ ...stranger, code: 'MissingAuthenticationToken' });
        } else if (!body) {
          fail({ status: 413, code: 'RequestEntityTooLarge', message: 'The request is larger than 64 MiB.' });
        } else if (operation === undefined) {
          const message = `The embedded ${service} speaks AWS JSON only: X-Amz-Target is missing.`;
          fail({ status: 400, code: 'InvalidAction', message });
        } else {
          const call = { operation, body, request, response };
          const on = namedIn(body);
          gate.pass({ service, operation, on, request, response, answerError: fail, act: () => act(call) });
        }
      })
      .catch(error => {
        gate.failed(error);
        fail({ status: 500, code: 'InternalFailure', message: failureText(service, error) });
      });
  };
}

/** The table or queue that a request is about; of one that reads many rows at once, the tables. */
function namedIn(body: Buffer): string[] {
  try {
    const { TableName, QueueName, QueueUrl, RequestItems } = JSON.parse(body.toString('utf8'));
    if (RequestItems) return Object.keys(RequestItems);
    const name = TableName ?? QueueName ?? QueueUrl?.split('/').at(-1);
    return typeof name === 'string' ? [name] : [];
  } catch {
    // The service itself says what is wrong with it.
    return [];
  }
}

/** Answers with a result. */
export function answerJson(
  response: ServerResponse,
  status: number,
  result: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = JSON.stringify(result);
  response.writeHead(status, {
    'Content-Type': 'application/x-amz-json-1.0',
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/** Answers with an error as the SDK reads it; an answer that has begun is broken off instead. */
export function answerJsonError(response: ServerResponse, namespace: string, error: JsonError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, code, message, queryCode = code } = error;
  const headers = { 'x-amzn-query-error': `${queryCode};${status < 500 ? 'Sender' : 'Receiver'}` };
  answerJson(response, status, { __type: `${namespace}#${code}`, message }, headers);
}
