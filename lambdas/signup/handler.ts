import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { documentClient, s3Client, sesClient } from '../../aws/clients.ts';
import { DynamoDbAddresses } from '../../aws/dynamodb/dynamodb-addresses.ts';
import { DynamoDbReaders } from '../../aws/dynamodb/dynamodb-readers.ts';
import { DynamoDbConfirmations } from '../../aws/dynamodb/sign-up/dynamodb-confirmations.ts';
import { DynamoDbRequests } from '../../aws/dynamodb/sign-up/dynamodb-requests.ts';
import { DynamoDbSignUpLimits } from '../../aws/dynamodb/sign-up/dynamodb-sign-up-limits.ts';
import { S3ReaderIdKey } from '../../aws/s3/installation/s3-reader-id-key.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { SesAccount } from '../../aws/ses/ses-account.ts';
import { oneAttemptSesClient, SesMailer } from '../../aws/ses/ses-mailer.ts';
import { cachedAllowance } from '../../core/delivery/sending/allowance.ts';
import { Pace } from '../../core/delivery/sending/pace.ts';
import { lettersIn } from '../../core/message/compose-letter.ts';
import { metricNamespace, signUpDimensions, signUpMetrics } from '../../core/sweep/metrics.ts';
import { bundlePath, readConfiguration } from '../runtime/bundle-file.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { makeLogger } from '../runtime/logger.ts';
import { makeMetrics } from '../runtime/metrics.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { readWording } from '../runtime/wording.ts';
import { signupEnvironment } from './environment.ts';
import { type SignUpContext, takeRequest } from './take-request.ts';

const environment = readEnvironment(signupEnvironment);
const configuration = readConfiguration(bundlePath(environment.configurationFile));
const logger = makeLogger('signup');
const metrics = makeMetrics(metricNamespace, signUpDimensions(configuration.stackName));
const database = documentClient();
const watch = { now: () => performance.now(), sleep };
const ses = oneAttemptSesClient();
const account = new SesAccount(sesClient());
const context: Omit<SignUpContext, 'account' | 'timeLeft'> = {
  clock: systemClock,
  configuration,
  linksUrl: environment.linksUrl,
  requests: new DynamoDbRequests(database, environment.readersTable),
  readers: new DynamoDbReaders(database, environment.readersTable),
  addresses: new DynamoDbAddresses(database, environment.readersTable),
  limits: new DynamoDbSignUpLimits(database, environment.readersTable),
  confirmations: new DynamoDbConfirmations(database, environment.readersTable),
  key: new S3ReaderIdKey(new S3Objects(s3Client(), environment.contentBucket)),
  letters: lettersIn(readWording(bundlePath(environment.templatesDirectory), configuration)),
  mailer: new SesMailer(ses, environment.configurationSet),
  // Kept from one batch to the next, so that the first letter of one comes no closer to the last of the other.
  pace: new Pace(1, watch),
  newAttempt: () => randomBytes(16).toString('hex'),
  newToken: () => randomBytes(16).toString('base64url'),
};

/**
 * Works requests off, in their order. From the first that is to be tried again on, all of them go back to the queue: it is a FIFO queue,
 * and would give out the later ones before that one.
 */
export async function handler(
  event: SQSEvent,
  lambda: Pick<Context, 'getRemainingTimeInMillis'>,
): Promise<SQSBatchResponse> {
  const whole: SignUpContext = {
    ...context,
    account: cachedAllowance(Number.POSITIVE_INFINITY, account, watch),
    timeLeft: () => lambda.getRemainingTimeInMillis(),
  };
  try {
    let done = 0;
    for (const { body } of event.Records) {
      if (!(await isDone(whole, body))) break;
      done += 1;
    }
    return {
      batchItemFailures: event.Records.slice(done).map(({ messageId }) => ({ itemIdentifier: messageId })),
    };
  } finally {
    // Ends the connections, not the client: a frozen one, thawed later, would make an outcome uncertain.
    ses.destroy();
  }
}

/** Somebody was turned away: the operator is called. */
function countClosed(): void {
  metrics.count(signUpMetrics.closed, 1);
  metrics.flush();
}

/** Whether the message of a request is used up. One that names no request would fail for ever. */
async function isDone(whole: SignUpContext, body: string): Promise<boolean> {
  if (!/^[0-9a-f]{32}$/.test(body)) {
    logger.error('a queue message names no request');
    return true;
  }
  try {
    const taken = await takeRequest(whole, body);
    const say = taken.outcome === 'returned' ? 'warn' : 'info';
    logger[say]('request', { request: body, ...taken });
    if (taken.reason === 'closed') countClosed();
    return taken.outcome !== 'returned';
  } catch (error) {
    // By name only: what a service says of a failure may repeat what it was given.
    logger.error('could not work off a request', { request: body, error: (error as Error).name });
    return false;
  }
}
