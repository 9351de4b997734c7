import type { ServerResponse } from 'node:http';
import type { CallGate } from '../faults/call-gate.ts';
import { answerJson, answerJsonError, awsJsonListener, type JsonCall } from '../http/aws-json.ts';
import { failureText } from '../http/failure-text.ts';
import { type LoopbackServer, listenOnLoopback } from '../http/loopback-server.ts';
import { serially } from '../http/serially.ts';
import type { QueueStorage } from './queue-files.ts';
import { Queues } from './queues.ts';
import { type SqsBackend, sqsActions } from './sqs-actions.ts';
import { SqsError } from './sqs-error.ts';
import { isSqsOperation, parseSqsRequest, requestSchemas, type SqsOperation } from './sqs-requests.ts';

const namespace = 'com.amazonaws.sqs';
/** What a cloud wants of its queues. */
export type SqsOptions = {
  /** Each message comes twice, also one that was deleted: SQS promises no less than that. */
  twice?: boolean;
  /** Learns of every message that is put into a queue. */
  onMessage?: (queue: string, body: string) => void;
};

/** Milliseconds between two looks of a long poll. */
const pollPause = 25;

/**
 * Serves SQS with what Courant relies on: FIFO groups of which only one message at a time is in anyone's hands,
 * deduplication that outlives the message, and queues that outlive the process. `put` is how other services of the cloud
 * reach a queue: no call of anybody's, so no fault plan counts it.
 */
export async function startSqs(
  storage: QueueStorage,
  region: string,
  gate: CallGate,
  {
    now,
    time,
    port,
    ...options
  }: SqsOptions & { now: () => Date; time: () => number; port?: number | undefined },
): Promise<LoopbackServer & { put(queue: string, body: string): Promise<void> }> {
  const queues = new Queues(storage, region, { time, ...options });
  await queues.recover();
  const alone = serially();
  const backend: SqsBackend = { queues, origin: () => server.url };
  const act = (call: JsonCall) => {
    perform(call, request => alone(request), backend).then(
      result => answerJson(call.response, 200, result),
      error => {
        if (!(error instanceof SqsError)) gate.failed(error);
        answerError(call.response, error);
      },
    );
  };
  const server = await listenOnLoopback(awsJsonListener({ service: 'sqs', namespace, act }, gate), port, now);
  const put = async (name: string, body: string) => {
    await alone(async () => {
      if (queues.has(name)) await queues.get(name).send({ body, attributes: {} });
      return {};
    });
  };
  return { ...server, put };
}

type Alone = (task: () => Promise<Record<string, unknown>>) => Promise<Record<string, unknown>>;

async function perform(call: JsonCall, alone: Alone, backend: SqsBackend): Promise<Record<string, unknown>> {
  const { operation } = call;
  if (!isSqsOperation(operation)) {
    const known = Object.keys(requestSchemas).join(', ');
    throw new SqsError('UnsupportedOperation', `The embedded SQS has no ${operation}. It has ${known}.`);
  }
  const body = call.body.toString('utf8');
  if (operation === 'ReceiveMessage') return receive(call, alone, backend);
  return alone(() => actOn(operation, body, backend));
}

function actOn<Operation extends SqsOperation>(
  operation: Operation,
  body: string,
  backend: SqsBackend,
): Promise<Record<string, unknown>> {
  return sqsActions[operation](backend, parseSqsRequest(operation, body));
}

/** Waits as long as the caller wants for a message, and gives up when the caller has gone. */
async function receive(
  { body, response }: JsonCall,
  alone: Alone,
  backend: SqsBackend,
): Promise<Record<string, unknown>> {
  const request = parseSqsRequest('ReceiveMessage', body.toString('utf8'));
  const { settings } = backend.queues.get(request.QueueUrl);
  const until = Date.now() + (request.WaitTimeSeconds ?? settings.ReceiveMessageWaitTimeSeconds) * 1000;
  for (;;) {
    const result = await alone(async () =>
      response.destroyed ? {} : sqsActions.ReceiveMessage(backend, request),
    );
    if (result.Messages || response.destroyed || Date.now() >= until) return result;
    await new Promise(resolve => setTimeout(resolve, pollPause));
  }
}

function answerError(response: ServerResponse, error: unknown): void {
  const known = error instanceof SqsError;
  const { status, code, message } = known
    ? error
    : { status: 500, code: 'InternalFailure', message: failureText('SQS', error) };
  const queryCode = known ? error.queryCode : code;
  answerJsonError(response, namespace, { status, code, message, queryCode });
}
