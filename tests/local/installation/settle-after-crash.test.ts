import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { DynamoDbDeliveries } from '../../../aws/dynamodb/dynamodb-deliveries.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { openLocal } from '../../../local/installation/open-local.ts';
import { settleAfterCrash } from '../../../local/installation/settle-after-crash.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

const edition = { publication: 'weekly', edition: '2026-11-23' };
const keyOf = (digit: string) => ({ ...edition, reader: digit.repeat(32) });

it('settles open deliveries by the envelopes alone: read once, and only if something is open', async () => {
  const local = await openLocal({ directory: await emptyDirectory() });
  const { ses } = local.cloud;
  let read = 0;
  const watched = {
    ...local,
    cloud: {
      ...local.cloud,
      ses: {
        ...ses,
        accepted: () => Promise.reject(new Error('the bytes of every message were asked for')),
        envelopes() {
          read += 1;
          return ses.envelopes();
        },
      },
    },
  };
  const [database, mail] = [new DynamoDBClient(), new SESClient()];
  try {
    await settleAfterCrash(watched, edition.publication, edition.edition);
    expect(read).toBe(0);

    const table = local.resources.DELIVERIES_TABLE;
    const deliveries = new DynamoDbDeliveries(DynamoDBDocumentClient.from(database), table);
    for (const digit of ['a', 'b', 'c'])
      await deliveries.claim(keyOf(digit), `attempt-${digit}`, '2026-11-23T06:00:00Z' as Instant);
    const { MessageId } = await mail.send(
      new SendRawEmailCommand({
        Source: 'digest@news.example',
        Destinations: ['ada@mail.example'],
        RawMessage: {
          Data: Buffer.from('From: digest@news.example\r\nTo: ada@mail.example\r\n\r\nHello\r\n'),
        },
        Tags: [{ Name: 'attempt', Value: 'attempt-b' }],
      }),
    );
    await settleAfterCrash(watched, edition.publication, edition.edition);
    expect(read).toBe(1);
    expect(await deliveries.read(keyOf('b'))).toMatchObject({ state: 'accepted', messageId: MessageId });
    for (const digit of ['a', 'c'])
      expect(await deliveries.read(keyOf(digit))).toMatchObject({ state: 'waiting' });
  } finally {
    database.destroy();
    mail.destroy();
    await local.stop();
  }
});
