import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, it, vi } from 'vitest';
import { DynamoDbDeliveries } from '../../../aws/dynamodb/dynamodb-deliveries.ts';
import { DynamoDbReaders } from '../../../aws/dynamodb/dynamodb-readers.ts';
import { hasSendEvent, laterOf } from '../../../core/delivery/ledger/ledger.ts';
import { type Instant, toInstant } from '../../../core/foundation/instant.ts';
import { AdjustableClock } from '../../../local/installation/adjustable-clock.ts';
import { type LocalOptions, openLocal } from '../../../local/installation/open-local.ts';
import { fileShippedFacts } from '../../../local/start/file-what-ships.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

const publication = 'china-tech-controls';
const edition = '2026-11-23';
const simulator = 'simulator.amazonses.com';
const addresses = ['success', 'bounce', 'suppressionlist', 'complaint', 'soft', 'delayed', 'rejected'];

// The functions keep what they were started with, as on Lambda.
afterEach(() => vi.resetModules());

/** Publishes to one reader an address of the simulator, and answers what the tables then say, by address. */
async function publishTo(options: Pick<LocalOptions, 'events' | 'faults'>) {
  const clock = new AdjustableClock();
  clock.stopAt(toInstant('2026-11-23T05:00:00Z'));
  const local = await openLocal({ directory: await emptyDirectory(), now: () => clock.date(), ...options });
  const database = new DynamoDBClient();
  const documents = DynamoDBDocumentClient.from(database);
  const readers = new DynamoDbReaders(documents, local.resources.READERS_TABLE);
  const deliveries = new DynamoDbDeliveries(documents, local.resources.DELIVERIES_TABLE);
  const all = addresses.map((name, n) => aReader(n, { publication, address: `${name}@${simulator}` }));
  try {
    for (const reader of all) await readers.add(reader);
    await fileShippedFacts(local, clock);
    clock.stopAt('2026-11-23T06:00:00Z' as Instant);
    await local.publish({ publication, scheduledTime: '2026-11-23T06:00:00Z' });
    await local.deliver();
    const worked = await local.feedback();
    const rows = await Promise.all(
      all.map(async ({ id, address }) => {
        const delivery = await deliveries.read({ publication, edition, reader: id });
        const reader = await readers.read(publication, id);
        return [address.split('@')[0] ?? '', { delivery, reader }] as const;
      }),
    );
    return { worked, rows: Object.fromEntries(rows) };
  } finally {
    database.destroy();
    await local.stop();
  }
}

const summary = (rows: Awaited<ReturnType<typeof publishTo>>['rows']) =>
  Object.fromEntries(
    Object.entries(rows).map(([name, { delivery, reader }]) => [
      name,
      [delivery?.state, delivery ? laterOf(delivery)?.word : undefined, reader?.state].join(' '),
    ]),
  );

const expected = {
  success: 'accepted delivered active',
  bounce: 'accepted bounced bounced',
  suppressionlist: 'accepted bounced bounced',
  complaint: 'accepted complained complained',
  soft: 'accepted bounced active',
  delayed: 'accepted delayed active',
  rejected: 'rejected rejected active',
};

it('what SES says of an edition comes from its rules through the queue into ledger and readers', async () => {
  const { worked, rows } = await publishTo({});
  expect(summary(rows)).toEqual(expected);
  expect(worked).toMatchObject({ failed: 0, deadLetters: 0, succeeded: 15 });
  for (const { delivery } of Object.values(rows))
    expect(delivery && hasSendEvent(delivery)).toBe(delivery?.state === 'accepted');
});

it('ends the same when every event comes twice', async () => {
  const { worked, rows } = await publishTo({ events: { doubled: 'all' } });
  expect(worked.succeeded).toBe(30);
  expect(summary(rows)).toEqual(expected);
});

it('leaves ledger and readers as they were when every event is lost', async () => {
  const { worked, rows } = await publishTo({ events: { lost: 'all' } });
  expect(worked.events).toBe(0);
  expect(new Set(Object.values(summary(rows)))).toEqual(new Set(['accepted  active']));
});

it('settles what the connection to SES left uncertain', async () => {
  const faults = [{ service: 'ses', operation: 'SendRawEmail', call: 1, when: 'after', do: 'disconnect' }];
  const silent = await publishTo({ faults: faults as never, events: { lost: 'all' } });
  const states = Object.values(silent.rows).map(({ delivery }) => delivery?.state);
  expect(states.filter(state => state === 'uncertain')).toHaveLength(1);
  vi.resetModules();
  const { rows } = await publishTo({ faults: faults as never });
  expect(summary(rows)).toEqual(expected);
});
