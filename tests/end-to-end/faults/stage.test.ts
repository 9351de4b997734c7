import { beforeAll, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../../../local/cloud/http/loopback-server.ts';
import { brokenPromises } from '../../support/faults/promises/broken-promises.ts';
import { recover } from '../../support/faults/recovery.ts';
import { sharedStages } from '../../support/faults/shared-stages.ts';
import type { Stage } from '../../support/faults/stage.ts';
import { atSecondEdition, second, wholeEdition } from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';

let stage: Stage;
beforeAll(async () => {
  [stage] = await sharedStages();
}, 300_000);

/** The second edition comes out as usual, to everybody. */
async function expectUsual(world: World): Promise<void> {
  try {
    await wholeEdition(world, second);
    await recover(world, second);
    expect(world.failures).toEqual([]);
    expect(await brokenPromises(world)).toEqual([]);
  } finally {
    await world.close();
  }
}

describe('a stage', { timeout: 300_000 }, () => {
  it('has a world after one that a test left open, with a function at work in it', async () => {
    const left = await atSecondEdition(stage);
    const underWay = left.publish(second);
    const world = await atSecondEdition(stage);
    expect(world.parts.cloud.s3.url).not.toBe(left.parts.cloud.s3.url);
    await Promise.all([expectUsual(world), underWay, left.publish(second)]);
    // Nothing of it reached the other world, and it says so.
    expect(left.failures).toHaveLength(2);
    await left.close();
  });

  it('goes to other ports when somebody else took one of its own meanwhile', async () => {
    const before = await atSecondEdition(stage);
    await before.close();
    const port = Number(new URL(before.parts.cloud.sqs.url).port);
    const other = await listenOnLoopback((_, response) => response.end(), port);
    try {
      await expectUsual(await atSecondEdition(stage));
    } finally {
      await other.stop();
    }
  });
});
