import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendRawEmailCommand } from '@aws-sdk/client-ses';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, it } from 'vitest';
import { readManifest } from '../../../core/edition/manifest.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { brokenPromises } from '../../support/faults/promises/broken-promises.ts';
import { factsWrong } from '../../support/faults/promises/facts.ts';
import { sharedStages } from '../../support/faults/shared-stages.ts';
import type { Stage } from '../../support/faults/stage.ts';
import { atSecondEdition, second, wholeEdition } from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';
import { sampleOf } from '../../support/run/sample.ts';

const edition = '2026-11-23';
const { id, address, token } = aReader(1);
const key = { partition: `weekly#${edition}#${id.slice(0, 2)}`, reader: id };

/** The world in which the second edition is out, and nothing is wrong: what every harm is done to. */
const whole = 'second-edition-is-out';
let stage: Stage;
beforeAll(async () => {
  [stage] = await sharedStages();
  const world = await atSecondEdition(stage, { name: whole });
  await wholeEdition(world, second);
  expect(await brokenPromises(world)).toEqual([]);
  await world.close();
});

async function atWholeEdition(): Promise<World> {
  const world = await stage.world({ from: whole });
  world.setTime('2026-11-23T06:05:00Z');
  return world;
}

/** Replaces a file of the archive, which the bucket's policy allows nobody. */
async function alter(
  { parts, stores }: World,
  name: string,
  change: (content: string) => string,
): Promise<void> {
  const content = (await stores.archive.read({ publication: 'weekly', edition }, name)) ?? '';
  const Key = `archive/weekly/${edition}/${name}`;
  await parts.clients.s3.send(
    new PutObjectCommand({ Bucket: parts.resources.ARCHIVE_BUCKET, Key, Body: change(content) }),
  );
}
const send = ({ parts }: World, tags: Record<string, string>) =>
  parts.clients.ses.send(
    new SendRawEmailCommand({
      Source: 'digest@news.example',
      Destinations: [address],
      RawMessage: { Data: Buffer.from('From: digest@news.example\r\n\r\nagain') },
      Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
    }),
  );
const update = (
  { stores, parts }: World,
  table: 'EDITIONS_TABLE' | 'DELIVERIES_TABLE',
  Key: object,
  name: string,
  value: unknown,
) =>
  stores.database.send(
    new UpdateCommand({
      TableName: parts.resources[table],
      Key: { ...Key },
      UpdateExpression: 'SET #name = :value',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':value': value },
    }),
  );
const slice = (number: number) => ({ publication: 'weekly', edition: `${edition}#slice#00000${number}` });

const broken: [string, (world: World) => Promise<unknown>, RegExp[]][] = [
  [
    'a second message to a reader',
    world => send(world, { publication: 'weekly', edition, reader: id }),
    [/accepted, and SES took 2 messages/, /is not a copy of what the archive has/],
  ],
  [
    'a message to nobody in the audience',
    world => send(world, { edition, reader: 'f'.repeat(32) }),
    [/f{32}: in no audience/],
  ],
  [
    'a delivery that vanished',
    ({ stores, parts }) =>
      stores.database.send(new DeleteCommand({ TableName: parts.resources.DELIVERIES_TABLE, Key: key })),
    [/expected it settled, found waiting/, /waiting, and SES took 1 messages/],
  ],
  [
    'an outcome that nobody knows',
    world => update(world, 'DELIVERIES_TABLE', key, 'state', 'uncertain'),
    [/expected it settled, found uncertain/, /uncertain, and SES took 1 message/],
  ],
  [
    'a reader who is blamed',
    world => update(world, 'DELIVERIES_TABLE', key, 'state', 'rejected'),
    [/rejected: /, /rejected, and SES took 1/],
  ],
  [
    'another message in the ledger',
    world => update(world, 'DELIVERIES_TABLE', key, 'messageId', 'm'),
    [/the ledger has m/],
  ],
  [
    'a slice that overlaps',
    async world =>
      update(
        world,
        'EDITIONS_TABLE',
        slice(2),
        'readers',
        (await world.stores.slices.read({ publication: 'weekly', edition }, 1))?.readers,
      ),
    [/slices overlap/, /is in no slice/, /in no audience/],
  ],
  [
    'counts that do not add up',
    world =>
      update(world, 'EDITIONS_TABLE', { publication: 'weekly', edition }, 'audience', {
        slices: 3,
        readers: 9,
      }),
    [/expected an audience of .*"readers":7.*found .*9/],
  ],
  [
    'an edition that is not closed',
    world => update(world, 'EDITIONS_TABLE', { publication: 'weekly', edition }, 'state', 'delivering'),
    [/expected closed, found delivering/],
  ],
  [
    'an altered manifest',
    world => alter(world, 'manifest.json', content => content.replace('Weekly', 'Weakly')),
    [/chain: .*SHA-256/, /files: [\s\S]*manifest.json/],
  ],
  [
    'an altered file',
    world => alter(world, 'digest.html', content => `${content} `),
    [/files: [\s\S]*digest.html/],
  ],
  [
    'an address in a queue',
    world =>
      world.parts.clients.sqs.send(
        new SendMessageCommand({
          QueueUrl: world.parts.resources.FEEDBACK_QUEUE_URL,
          MessageBody: `to ${address.toUpperCase()}`,
        }),
      ),
    [/queue: holds reader-1@mail.example/],
  ],
  [
    'a token in a slice',
    world => update(world, 'EDITIONS_TABLE', slice(1), 'note', token),
    [/table editions: holds/],
  ],
  [
    'an address in a reason',
    world => update(world, 'DELIVERIES_TABLE', key, 'reason', address),
    [/table deliveries: holds/],
  ],
  [
    'an address in the archive, quoted and broken',
    world => alter(world, 'message.eml', content => `${content}reader-1=40ma=\r\nil.example`),
    [/message.eml: holds reader-1/],
  ],
  [
    'an address in the archive, in base64',
    world =>
      alter(
        world,
        'message.eml',
        content =>
          `${content}\r\n${Buffer.from(`to ${address}, and some more text.`).toString('base64')}\r\n`,
      ),
    [/message.eml: holds reader-1/],
  ],
  [
    'an address in a log',
    world =>
      world.parts.functions
        .invoke('publish', { [address]: 1, publication: address, scheduledTime: second })
        .catch(() => undefined),
    [/log: holds reader-1/],
  ],
];

it.each(sampleOf('broken promises', broken, 'broken promises'))(
  '%s is noticed',
  async (_, harm, expected) => {
    const world = await atWholeEdition();
    try {
      await harm(world);
      const wrong = await brokenPromises(world);
      for (const problem of expected) expect(wrong).toContainEqual(expect.stringMatching(problem));
    } finally {
      await world.close();
    }
  },
);

it('a fact that is in two editions, or in none, is noticed', async () => {
  const world = await atWholeEdition();
  const manifest = readManifest(
    (await world.stores.archive.read({ publication: 'weekly', edition }, 'manifest.json')) ?? '',
  );
  expect(await factsWrong(world, [manifest, manifest])).toContain(
    'fact before-two.1: expected in one edition, found in 2',
  );
  expect(await factsWrong(world, [manifest])).toContain(
    'fact before-one.1: expected in one edition, found in 0',
  );
  await world.close();
});
