import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Clients, clientsOf, closeClients } from '../../../local/cloud/clients.ts';
import { startCloud } from '../../../local/cloud/start-cloud.ts';
import { hasMoto, motoMessages, startMoto } from './cloud-moto.ts';

/** A place where the contract is to hold. */
type Running = {
  environment: Record<string, string>;
  /** Raw messages that its SES took, where it can say so. */
  messages?: () => Promise<Buffer[]>;
  stop(): Promise<void>;
};
type Place = {
  name: string;
  /** Why the contract cannot be tried here. */
  absent?: string;
  /** What does not hold here, and how it shows. */
  gaps: Readonly<Record<string, string>>;
  start(): Promise<Running>;
};
/** What a contract is written against. */
export type Contract = {
  clients(): Clients;
  messages(): Promise<Buffer[]>;
  /** A test; where the place has this gap, it is skipped and says why. */
  holds(promise: string, test: () => Promise<void>, gap?: string): void;
};

const endpoint = process.env.COURANT_CONTRACT_ENDPOINT;

const places: Place[] = [
  { name: 'the embedded cloud', gaps: {}, start: startEmbedded },
  {
    name: 'moto_server',
    ...(hasMoto() ? {} : { absent: 'moto_server is not on the PATH' }),
    gaps: {
      checksums: 'moto accepts a wrong checksum',
      'types of checksums': 'moto does not name the type of a checksum',
      'keys in refusals': 'moto does not name the key that has no object',
      'conditions that S3 does not take': 'moto takes them, or looks at the object first',
      'other encodings': 'moto accepts any encoding-type',
      tags: 'moto accepts any tag, and checks the sender only',
      'configuration sets': 'moto accepts an unknown configuration set',
      'quota counts': 'moto counts each message twice in SentLast24Hours',
      'deduplication after the end':
        'moto forgets a deduplication id when its message is deleted, SQS after 5 minutes',
      'batches without a group': 'moto calls it MissingParameter, as for a single message',
      'ids of batch entries': 'moto accepts any',
      'characters of ids': 'moto accepts any, and takes an empty id for none',
      'second purges': 'moto does them',
      'dead letters': 'moto keeps the id and counts from 0 again, without the source',
      'order of groups': 'moto goes by the age of each message',
      'ids of tables': 'moto gives a table none',
      'writers at once': 'moto lets a second writer in between the condition and the write, now and then',
    },
    async start() {
      const moto = await startMoto();
      return {
        environment: { AWS_ENDPOINT_URL: moto.url },
        messages: () => motoMessages(moto.url),
        stop: moto.stop,
      };
    },
  },
  {
    name: `COURANT_CONTRACT_ENDPOINT ${endpoint ?? ''}`.trim(),
    ...(endpoint ? {} : { absent: 'the variable is not set' }),
    gaps: { 'reading mail': 'there is no way to read what this SES took' },
    start: async () => ({ environment: { AWS_ENDPOINT_URL: endpoint ?? '' }, stop: async () => undefined }),
  },
];

/** Tries a contract at every place there is; where one is absent, a skipped test says why. */
export function describeContract(service: string, write: (contract: Contract) => void): void {
  for (const place of places) {
    if (place.absent) it.skip(`${service} on ${place.name} (skipped: ${place.absent})`);
    else describe(`${service} on ${place.name}`, () => writeFor(place, write));
  }
}

function writeFor(place: Place, write: (contract: Contract) => void): void {
  let running: Running | undefined;
  let clients: Clients | undefined;
  const started = <T>(value: T | undefined): T => {
    if (value === undefined) throw new TypeError(`${place.name} has not been started`);
    return value;
  };
  beforeAll(async () => {
    running = await place.start();
    clients = clientsOf(running.environment);
  });
  afterAll(async () => {
    if (clients) closeClients(clients);
    await running?.stop();
  });
  write({
    clients: () => started(clients),
    messages: async () => started(started(running).messages)(),
    holds(promise, test, gap) {
      const reason = gap === undefined ? undefined : place.gaps[gap];
      if (reason) it.skip(`${promise} (skipped: ${reason})`);
      else it(promise, test);
    },
  });
}

async function startEmbedded(): Promise<Running> {
  const directory = await mkdtemp(join(tmpdir(), 'courant-contract-'));
  const cloud = await startCloud({ directory, ses: { maxSendRate: 1000, max24HourSend: 100_000 } });
  return {
    environment: cloud.environment,
    messages: async () => (await cloud.ses.accepted()).map(message => message.raw),
    async stop() {
      await cloud.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A promise that AWS was recorded to keep, with its source: the name of a test of localstack's snapshots, and the day it last ran there. */
export function recorded(test: string, date: string, promise: string): string {
  return `${promise} (AWS: localstack snapshots, ${test}, ${date})`;
}

/** What a promise is refused with. Fails when it is kept. */
export async function refusal(
  promise: Promise<unknown>,
): Promise<Error & { $metadata?: { httpStatusCode?: number } }> {
  const outcome = await promise.then(
    () => undefined,
    error => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error('expected the service to refuse this, and it did not');
}
