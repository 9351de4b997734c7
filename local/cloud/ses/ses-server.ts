import { randomUUID } from 'node:crypto';
import type { RequestListener, ServerResponse } from 'node:http';
import type { Asked, CallGate } from '../faults/call-gate.ts';
import { failureText } from '../http/failure-text.ts';
import { strangerIn } from '../http/own-callers.ts';
import { readBody } from '../http/request-body.ts';
import { serially } from '../http/serially.ts';
import { textElement, xmlDocument } from '../http/xml.ts';
import { addressOf } from './outgoing-mail.ts';
import { type SesBackend, sesActions } from './ses-actions.ts';
import { SesError } from './ses-error.ts';

const namespace = 'http://ses.amazonaws.com/doc/2010-12-01/';

/** Serves SES v1 by the AWS query protocol. Actions run one after the other, so that limits hold exactly. */
export function sesListener(backend: SesBackend, gate: CallGate): RequestListener {
  const alone = serially();
  return (request, response) => {
    const fail = (error: unknown) => {
      if (!(error instanceof SesError)) gate.failed(error);
      answerError(response, error);
    };
    readBody(request)
      .then(body => {
        const stranger = strangerIn(request);
        if (stranger) throw new SesError('MissingAuthenticationToken', stranger.message, stranger.status);
        if (!body) throw new SesError('RequestEntityTooLarge', 'The request is larger than 64 MiB.', 413);
        const parameters = new URLSearchParams(body.toString('utf8'));
        const operation = parameters.get('Action') ?? '';
        gate.pass({
          service: 'ses',
          operation,
          ...askedOf(parameters),
          request,
          response,
          answerError: ({ status, code, message }) => fail(new SesError(code, message, status)),
          act: () =>
            void alone(() => act(backend, operation, parameters)).then(
              result => answer(response, operation, result),
              fail,
            ),
        });
      })
      .catch(fail);
  };
}

/** Whose permission a message needs: its sender's, and that of its configuration set. */
function askedOf(parameters: URLSearchParams): Asked {
  const [source, set] = [parameters.get('Source'), parameters.get('ConfigurationSetName')];
  if (source === null) return { on: [] };
  const from = addressOf(source);
  return { on: set === null ? [from] : [from, set], conditions: { 'ses:FromAddress': from } };
}

async function act(backend: SesBackend, operation: string, parameters: URLSearchParams): Promise<string> {
  const action = Object.hasOwn(sesActions, operation) ? sesActions[operation] : undefined;
  if (action) return action(backend, parameters);
  const known = Object.keys(sesActions).join(', ');
  throw new SesError('InvalidAction', `The embedded SES has no action "${operation}". It has ${known}.`);
}

function answer(response: ServerResponse, operation: string, result: string): void {
  const inner =
    `<${operation}Result>${result}</${operation}Result>` +
    `<ResponseMetadata>${textElement('RequestId', randomUUID())}</ResponseMetadata>`;
  send(response, 200, xmlDocument(`${operation}Response`, namespace, inner));
}

function answerError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, code, message } =
    error instanceof SesError ? error : new SesError('InternalFailure', failureText('SES', error), 500);
  const type = status < 500 ? 'Sender' : 'Receiver';
  const inner = textElement('Type', type) + textElement('Code', code) + textElement('Message', message);
  const whole = `<Error>${inner}</Error>${textElement('RequestId', randomUUID())}`;
  send(response, status, xmlDocument('ErrorResponse', namespace, whole));
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
