import { randomBytes } from 'node:crypto';
import { handle } from 'hono/aws-lambda';
import * as z from 'zod';
import { documentClient } from '../../aws/document-client.ts';
import { DynamoDbAddresses } from '../../aws/dynamodb/dynamodb-addresses.ts';
import { DynamoDbEndingMarks } from '../../aws/dynamodb/dynamodb-ending-marks.ts';
import { DynamoDbReaders } from '../../aws/dynamodb/dynamodb-readers.ts';
import { DynamoDbConfirmations } from '../../aws/dynamodb/sign-up/dynamodb-confirmations.ts';
import { DynamoDbFormKey } from '../../aws/dynamodb/sign-up/dynamodb-form-key.ts';
import { DynamoDbRequests } from '../../aws/dynamodb/sign-up/dynamodb-requests.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { EndingKeeper } from '../../core/readers/ending-keeper.ts';
import { eraseReader } from '../../core/readers/erase.ts';
import { isClosed } from '../../core/readers/sign-up/breaker.ts';
import { confirmRequest } from '../../core/readers/sign-up/confirm.ts';
import {
  linkDimensions,
  linkMetrics,
  metricNamespace,
  signUpDimensions,
  signUpMetrics,
} from '../../core/sweep/metrics.ts';
import { bundlePath, readCheckedConfiguration } from '../runtime/checked-configuration.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { makeLogger } from '../runtime/logger.ts';
import { makeMetrics } from '../runtime/metrics.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { readPageWording } from '../runtime/wording.ts';
import { publicArchiveEnvironment, subscriptionsEnvironment } from './environment.ts';
import type { Stores } from './open-stores.ts';
import { subscriptionsApi } from './subscriptions-api.ts';

// Each schema is used once or twice here, and to compile one takes longer than to walk through it.
z.config({ jitless: true });

const environment = readEnvironment(subscriptionsEnvironment);
const configuration = readCheckedConfiguration(bundlePath(environment.configurationFile));
const database = documentClient();
const logger = makeLogger('subscriptions');
const metrics = makeMetrics(metricNamespace, linkDimensions(configuration.stackName));
const signUpCounts = makeMetrics(metricNamespace, signUpDimensions(configuration.stackName));
const site = configuration.site ? `https://${configuration.site.domain}` : null;

let opened: Promise<Stores> | undefined;
function stores(): Promise<Stores> {
  opened ??= import('./open-stores.ts').then(({ openStores }) => openStores(environment));
  return opened;
}

const readers = new DynamoDbReaders(database, environment.readersTable);
const addresses = new DynamoDbAddresses(database, environment.readersTable);
const requests = new DynamoDbRequests(database, environment.readersTable);
const confirmations = new DynamoDbConfirmations(database, environment.readersTable);
const keeper = new EndingKeeper(
  { keep: async ending => (await stores()).endings.keep(ending) },
  new DynamoDbEndingMarks(database, environment.readersTable),
  error => logger.error('ending not kept yet', { error: (error as Error).name }),
);
const confirming = {
  ...{ requests, readers, addresses, clock: systemClock },
  publications: configuration.publications,
  newToken: () => randomBytes(16).toString('base64url'),
};

/** Also counts that somebody met a closed form: the operator is called. */
async function signUpIsClosed(now: Instant): Promise<boolean> {
  const closed = isClosed(await confirmations.recent(), now);
  if (closed) {
    signUpCounts.count(signUpMetrics.closed, 1);
    signUpCounts.flush();
  }
  return closed;
}

/** The API itself, which the embedded cloud serves on loopback. */
export const api = subscriptionsApi({
  configuration,
  clock: systemClock,
  ...{ readers, keeper, requests, site },
  queue: { enqueue: async id => (await stores()).queue.enqueue(id) },
  formKey: new DynamoDbFormKey(database, environment.readersTable),
  newRequestId: () => randomBytes(16).toString('hex'),
  signUpIsClosed,
  confirm: async ({ id, token }) =>
    (await confirmRequest(confirming, { id, token: token ?? '' }))?.publications ?? [],
  erase: who => eraseReader({ readers, addresses, keeper }, who),
  newestEdition: async publication =>
    configuration.publicArchive
      ? (await stores()).newestEdition(process.env[publicArchiveEnvironment.archiveUrl] ?? site, publication)
      : undefined,
  wording: readPageWording(bundlePath(environment.templatesDirectory)),
  onLeft() {
    metrics.count(linkMetrics.left, 1);
    metrics.flush();
  },
  onUnknown(because) {
    // The reason alone: a path may hold somebody's key.
    logger.warn('leave link unknown', { because });
    metrics.count(linkMetrics.unknown, 1);
    metrics.flush();
  },
});

/** Answers requests of the HTTP API (payload version 2). */
export const handler = handle(api);
