import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { VanishedDeliveryError } from '../../../aws/dynamodb/dynamodb-deliveries.ts';
import type { DeliveryKey } from '../../../core/delivery/ledger/delivery.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { type AwsPorts, awsPorts } from '../aws-ports.ts';

const at = '2026-11-23T06:00:00Z' as Instant;
const key: DeliveryKey = { publication: 'weekly', edition: '2026-11-23', reader: aReader(1).id };
const weekly = { publication: 'weekly', edition: '2026-11-23' };
let aws: AwsPorts;
beforeEach(async () => {
  aws = await awsPorts();
});

/** Lets the table act on the next call of an operation and loses its answer: the client asks again. */
function loseAnswerTo(operation: string): void {
  aws.cloud.beginRun([{ service: 'dynamodb', operation, call: 1, when: 'after', do: 'disconnect' }]);
}

describe('when DynamoDB acted and its answer was lost', () => {
  it('a claim is known as the own one', async () => {
    loseAnswerTo('UpdateItem');
    expect(await aws.deliveries.claim(key, 'a', at)).toBe('mine');
    expect(aws.calls('UpdateItem')).toBe(2);
    expect(await aws.deliveries.claim(key, 'b', at)).toBe('claimed');
  });

  it('an outcome is noted, a claim given back, a delivery withheld', async () => {
    await aws.deliveries.claim(key, 'a', at);
    loseAnswerTo('UpdateItem');
    await aws.deliveries.settle(key, 'a', { state: 'uncertain', reason: 'r' });
    expect((await aws.deliveries.read(key))?.state).toBe('uncertain');
    loseAnswerTo('UpdateItem');
    await aws.deliveries.release(key, 'a');
    expect((await aws.deliveries.read(key))?.state).toBe('waiting');
    loseAnswerTo('UpdateItem');
    expect(await aws.deliveries.withhold(key, 'left')).toBe('withheld');
  });

  it('an edition is opened, sliced, frozen, held and closed', async () => {
    loseAnswerTo('PutItem');
    expect(await aws.editions.open(weekly)).toMatchObject({ state: 'sealed' });
    loseAnswerTo('PutItem');
    const slice = { number: 1, readers: [aReader(1).id] };
    expect(await aws.slices.add(weekly, slice)).toEqual({ ...slice, done: false });
    loseAnswerTo('UpdateItem');
    const audience = { slices: 1, readers: 1 };
    expect(await aws.editions.freeze(weekly, audience)).toMatchObject({ state: 'delivering', audience });
    loseAnswerTo('UpdateItem');
    await aws.editions.hold(weekly, 'reason');
    loseAnswerTo('UpdateItem');
    await aws.slices.finish(weekly, 1);
    const row = await aws.editions.open(weekly);
    loseAnswerTo('UpdateItem');
    await aws.editions.close(row, { receipts: 1, uncertain: 0, at });
    expect(await aws.editions.read(weekly)).toMatchObject({ state: 'closed', hold: null });
    expect(await Array.fromAsync(aws.slices.all(weekly))).toEqual([{ ...slice, done: true }]);
  });

  it('a reader is stored and is told to be, and has left', async () => {
    const reader = aReader(1);
    loseAnswerTo('PutItem');
    expect((await aws.readers.add(reader)).reader).toEqual(reader);
    loseAnswerTo('UpdateItem');
    expect(await aws.readers.leave('weekly', reader.id, reader.token, at, 'leave link')).toBe('left');
    expect(await aws.readers.read('weekly', reader.id)).toMatchObject({ state: 'left' });
  });
});

describe('when DynamoDB fails', () => {
  it.each<Pick<Fault, 'operation'> & { work: () => Promise<unknown> }>([
    { operation: 'UpdateItem', work: () => aws.deliveries.claim(key, 'a', at) },
    { operation: 'UpdateItem', work: () => aws.deliveries.withhold(key, 'left') },
    { operation: 'GetItem', work: () => aws.deliveries.read(key) },
    { operation: 'PutItem', work: () => aws.readers.add(aReader(1)) },
    { operation: 'Query', work: () => aws.readers.activeAfter('weekly', null, 10) },
    { operation: 'PutItem', work: () => aws.editions.open(weekly) },
    { operation: 'Query', work: () => Array.fromAsync(aws.slices.all(weekly)) },
  ])('a failed $operation is never taken for an answer', async ({ operation, work }) => {
    const fault = {
      service: 'dynamodb',
      operation,
      call: 1,
      when: 'before',
      do: 'error',
      status: 400,
    } as const;
    aws.cloud.beginRun([{ ...fault, code: 'AccessDeniedException' }]);
    await expect(work()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('a passing failure is tried again', async () => {
    aws.cloud.beginRun([
      { service: 'dynamodb', operation: 'UpdateItem', call: 1, when: 'before', do: 'error', status: 500 },
    ]);
    expect(await aws.deliveries.claim(key, 'a', at)).toBe('mine');
  });
});

describe('the ledger', () => {
  it('names a delivery by edition and reader: where a reader stands in the audience plays no part', async () => {
    const reader = aReader(1).id;
    await aws.slices.add(weekly, { number: 1, readers: [reader] });
    await aws.slices.add(weekly, { number: 2, readers: [reader] });
    const answers: string[] = [];
    for await (const slice of aws.slices.all(weekly))
      for (const each of slice.readers)
        answers.push(await aws.deliveries.claim({ ...key, reader: each }, `slice-${slice.number}`, at));
    expect(answers).toEqual(['mine', 'claimed']);
    expect(await Array.fromAsync(aws.deliveries.ofEdition(weekly))).toHaveLength(1);
  });

  it('says that somebody deletes its rows when one that stood in the way has gone', async () => {
    await aws.deliveries.claim(key, 'a', at);
    const partition = `weekly#2026-11-23#${key.reader.slice(0, 2)}`;
    const Key = { partition: { S: partition }, reader: { S: key.reader } };
    const deletion = new DeleteItemCommand({ TableName: aws.resources.DELIVERIES_TABLE, Key });
    aws.clients.dynamodb.middlewareStack.add(
      next => async input => {
        if ('ConsistentRead' in input.input) await aws.clients.dynamodb.send(deletion);
        return next(input);
      },
      { step: 'initialize' },
    );
    const claiming = aws.deliveries.claim(key, 'b', at);
    await expect(claiming).rejects.toThrow(VanishedDeliveryError);
    await expect(claiming).rejects.toThrow(`to reader ${key.reader}, found none`);
  });

  it('an ending is lifted, forgotten and removed, and a soft bounce noted', async () => {
    const reader = aReader(1);
    const was = { at, how: 'x' };
    await aws.readers.add({ ...reader, state: 'bounced', ended: was });
    const lifting = { was, at: '2026-11-24T06:00:00Z' as Instant, how: 'y', address: reader.address };
    loseAnswerTo('UpdateItem');
    expect(await aws.readers.lift('weekly', reader.id, lifting)).toBe(true);
    await aws.readers.add(aReader(2, { state: 'left', ended: was }));
    loseAnswerTo('UpdateItem');
    expect(await aws.readers.forget('weekly', aReader(2).id, at)).toBe(true);
    loseAnswerTo('DeleteItem');
    await aws.readers.remove('weekly', reader.id, at);
    expect(await aws.readers.read('weekly', reader.id)).toBeUndefined();
    const whose = { publication: 'weekly', reader: reader.id, domain: 'mail.example' };
    loseAnswerTo('PutItem');
    await aws.softBounces.note({ ...whose, edition: '2026-11-23', at });
    expect(await Array.fromAsync(aws.softBounces.of('weekly', at))).toHaveLength(1);
  });
});
