import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { DynamoDbDeliveries } from '../../../aws/dynamodb/dynamodb-deliveries.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { storesOf } from '../../support/faults/stores.ts';
import { awsPorts } from '../aws-ports.ts';

const at = '2026-11-23T06:00:00Z' as Instant;
const of = (n: number) => ({ publication: 'weekly', edition: '2026-11-23', reader: aReader(n).id });

it('deliveries go some time after their edition, whoever made them; marks of editions stay', async () => {
  const { clients, resources, deliveries: forGood } = await awsPorts();
  const { database, ledger } = storesOf(clients, resources);
  const deliveries = new DynamoDbDeliveries(database, resources.DELIVERIES_TABLE, 60);
  await deliveries.claim(of(1), 'a', at);
  await deliveries.settle(of(1), 'a', { state: 'accepted', messageId: 'm' });
  await deliveries.withhold(of(2), 'left');
  await forGood.claim(of(3), 'a', at);
  await ledger.setMark(of(1), 'mark');
  // An event changes nothing of it, and neither does another try.
  await forGood.applyEvent(of(1), 'a', { messageId: 'm', sent: true, later: null });
  const { Items = [] } = await database.send(new ScanCommand({ TableName: resources.DELIVERIES_TABLE }));
  const expires = new Map(Items.map(item => [item.reader, item.expires]));
  const end = Date.UTC(2027, 0, 23) / 1000;
  expect(expires).toEqual(
    new Map([
      [aReader(1).id, end],
      [aReader(2).id, end],
      [aReader(3).id, undefined],
      ['mark', undefined],
    ]),
  );
});

it('what came back for now goes some time after the last of it', async () => {
  const { clients, resources, softBounces } = await awsPorts();
  const { database } = storesOf(clients, resources);
  const whose = { publication: 'weekly', reader: aReader(1).id, domain: 'mail.example' };
  await softBounces.note({ ...whose, edition: '2026-11-23', at });
  await softBounces.note({ ...whose, edition: '2026-11-16', at: '2026-11-16T06:00:00Z' as Instant });
  const { Items = [] } = await database.send(new ScanCommand({ TableName: resources.READERS_TABLE }));
  expect(Items.map(item => item.expires)).toEqual([Date.parse(at) / 1000 + 120 * 24 * 3600]);
});
