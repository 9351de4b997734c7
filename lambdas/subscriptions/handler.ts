import { handle } from 'hono/aws-lambda';
import { documentClient } from '../../aws/clients.ts';
import { DynamoDbReaders } from '../../aws/dynamodb/dynamodb-readers.ts';
import { bundlePath, readConfiguration } from '../runtime/bundle-file.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { readWording } from '../runtime/rendering.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { subscriptionsEnvironment } from './environment.ts';
import { subscriptionsApi } from './subscriptions-api.ts';

const environment = readEnvironment(subscriptionsEnvironment);
const configuration = readConfiguration(bundlePath(environment.configurationFile));
const database = documentClient();

/** The API itself, which the embedded cloud serves on loopback. */
export const api = subscriptionsApi({
  configuration,
  clock: systemClock,
  readers: new DynamoDbReaders(database, environment.readersTable),
  wording: readWording(bundlePath(environment.templatesDirectory), configuration),
});

/** Answers requests of the HTTP API (payload version 2). */
export const handler = handle(api);
