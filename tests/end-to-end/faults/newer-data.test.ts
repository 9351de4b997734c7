import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, it } from 'vitest';
import { failedSlices } from '../../../core/sweep/metrics.ts';
import { brokenPromises } from '../../support/faults/promises/broken-promises.ts';
import { recover, stateOf } from '../../support/faults/recovery.ts';
import { sharedStages } from '../../support/faults/shared-stages.ts';
import type { Stage } from '../../support/faults/stage.ts';
import { atSecondEdition, second } from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';

let stage: Stage;
beforeAll(async () => {
  [stage] = await sharedStages();
});

const key = { publication: 'weekly', edition: '2026-11-23' };
const rowOf = (world: World) => ({ TableName: world.parts.resources.EDITIONS_TABLE, Key: key });

/** Gives the edition's row a layout: that of a newer version, or the one that this version wrote. */
async function setFormat(world: World, format: number): Promise<void> {
  await world.stores.database.send(
    new UpdateCommand({
      ...rowOf(world),
      UpdateExpression: 'SET #format = :format',
      ExpressionAttributeNames: { '#format': 'format' },
      ExpressionAttributeValues: { ':format': format },
    }),
  );
}

const mails = async (world: World) => (await world.parts.cloud.ses.envelopes()).length;

it('after a rollback nobody is mailed by a row that only the newer version knows, and nothing is in its way when it is back', async () => {
  const world = await atSecondEdition(stage);
  try {
    await world.publish(second);
    await setFormat(world, 2);
    const row = async () => (await world.stores.database.send(new GetCommand(rowOf(world)))).Item;
    const [before, mailed] = [await row(), await mails(world)];
    world.parts.functions.takeLog();
    await world.publish(second);
    await world.deliver();
    for (let times = 0; times < 8; times += 1) {
      world.letPass(16);
      await world.sweep();
      await world.deliver();
    }
    expect(world.failures.length).toBeGreaterThan(8);
    const log = world.parts.functions.takeLog();
    expect(log).toContain('found format 2. A newer version wrote it.');
    expect(log).toContain(`"${failedSlices}":`);
    expect([await row(), await mails(world)]).toEqual([before, mailed]);
    await setFormat(world, 1);
    await recover(world, second);
    expect(await stateOf(world, second)).toBe('closed');
    expect(await brokenPromises(world)).toEqual([]);
  } finally {
    await world.close();
  }
});

it('a queue message of a newer version is counted and used up, and delays nothing', async () => {
  const world = await atSecondEdition(stage);
  try {
    await world.parts.clients.sqs.send(
      new SendMessageCommand({
        QueueUrl: world.parts.resources.SLICE_QUEUE_URL,
        MessageBody: JSON.stringify({ format: 2, publication: 'weekly', edition: key.edition, part: 'x' }),
        MessageGroupId: 'lane-1',
        MessageDeduplicationId: 'newer',
      }),
    );
    await world.publish(second);
    world.parts.functions.takeLog();
    expect(await world.deliver()).toMatchObject({ events: 4, succeeded: 4 });
    const log = world.parts.functions.takeLog();
    expect(log).toMatch(/"level":"ERROR".*a queue message is of a newer version.*found format 2/);
    expect(log).toContain(`"${failedSlices}":1`);
    await recover(world, second);
    expect(await brokenPromises(world)).toEqual([]);
  } finally {
    await world.close();
  }
});
