import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { DynamoDbStoredRows } from '../../../aws/dynamodb/readers/dynamodb-stored-rows.ts';
import { everyPublication, type KeptEnding } from '../../../core/readers/ending.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { describeInBothPlaces, hours } from './both-places.ts';

const people = Array.from({ length: 50 }, (_, n) => aReader(n + 1));

describeInBothPlaces('What is stored of many people', ports => {
  it('comes in their order, both rows of each, and nothing of who has none', async () => {
    for (const person of people.slice(0, 30)) await ports.readers.add(person);
    const bounced = { state: 'bounced', at: hours(1), how: 'no such mailbox' } as const;
    for (const { id } of people.slice(20, 40)) await ports.addresses.end(id, bounced);
    await ports.readers.add({ ...aReader(1), publication: 'daily' });
    const asked = people.toReversed();
    const rows = await ports.storedRows.of(asked);
    expect(rows.map(({ row }) => row?.address)).toEqual(
      asked.map(({ address }, index) => (index >= 20 ? address : undefined)),
    );
    expect(rows.map(({ address }) => address?.id)).toEqual(
      asked.map(({ id }, index) => (index >= 10 && index < 30 ? id : undefined)),
    );
    const both = [aReader(1), { ...aReader(1), publication: 'daily' }];
    expect((await ports.storedRows.of(both)).map(({ row }) => row?.publication)).toEqual(['weekly', 'daily']);
    expect(await ports.storedRows.of([])).toEqual([]);
  });
});

describeInBothPlaces('The kept endings of one reader', ports => {
  it('are theirs alone, of one publication or of all', async () => {
    const [one, other] = [aReader(1).id, aReader(2).id];
    const ending = (publication: string, reader: string, hour: number): KeptEnding => ({
      ...{ publication, reader, kind: 'bounced', at: hours(hour) },
    });
    const own = [ending('weekly', one, 1), ending('weekly', one, 2)];
    const others = [ending('daily', one, 3), ending('weekly', other, 4), ending(everyPublication, one, 5)];
    for (const each of [...own, ...others]) await ports.endings.keep(each);
    expect(await ports.endings.ofReader('weekly', one)).toEqual(own);
    expect(await ports.endings.ofReader(everyPublication, one)).toEqual(others.slice(2));
    expect(await ports.endings.ofReader('daily', other)).toEqual([]);
  });
});

describe('rows that DynamoDB had no capacity for', () => {
  it('are asked for again, until all are there', async () => {
    const asked: number[] = [];
    const client = {
      async send({ input }: { input: { RequestItems: Record<string, { Keys: Record<string, string>[] }> } }) {
        const keys = input.RequestItems.readers?.Keys ?? [];
        asked.push(keys.length);
        const [first, ...rest] = keys;
        const found = people.filter(({ id }) => first?.publication === 'weekly' && id === first.reader);
        return {
          Responses: { readers: found.map(({ id, ...row }) => ({ ...row, reader: id })) },
          UnprocessedKeys: rest.length > 0 ? { readers: { Keys: rest } } : {},
        };
      },
    };
    const rows = new DynamoDbStoredRows(client as unknown as DynamoDBDocumentClient, 'readers');
    const some = people.slice(0, 3);
    expect((await rows.of(some)).map(({ row }) => row)).toEqual(some);
    expect(asked).toEqual([6, 5, 4, 3, 2, 1]);
  });
});
