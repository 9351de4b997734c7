import { beforeAll, describe, expect, it } from 'vitest';
import type { Publication } from '../../../core/publication/configuration.ts';
import { leaveKey } from '../../../core/readers/reader.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { leaveRequest } from '../../../local/rehearsal/mailbox.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aRetired } from '../../support/builders/a-retired.ts';
import { deployConfiguration } from '../../support/faults/deployment.ts';
import { brokenPromises } from '../../support/faults/promises/broken-promises.ts';
import { sharedStages } from '../../support/faults/shared-stages.ts';
import type { Stage } from '../../support/faults/stage.ts';
import { atSecondEdition, readerCount, second } from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';
import { isChosen } from '../../support/run/sample.ts';

const edition = { publication: 'weekly', edition: '2026-11-23' };
const from = { name: 'Weekly', address: 'weekly@news.example' };
const old = 'digest@news.example';
/** The worker ends at its second message: some have the edition, one is claimed, the others wait. */
const endOfWorker: Fault = {
  ...{ service: 'ses', operation: 'SendRawEmail', caller: 'deliver', call: 2 },
  ...{ when: 'before', do: 'exit' },
};
const [leaving, bouncing] = [aReader(1), aReader(8, { address: 'bounce@simulator.amazonses.com' })];

let stage: Stage;
let weekly: Publication;
beforeAll(async () => {
  [stage] = await sharedStages();
  [weekly] = stage.configuration.publications as [Publication];
});

/** The second edition under way, and after that another configuration. */
async function changedMidWay(
  deployment: Parameters<typeof deployConfiguration>[2],
  story: (world: World) => Promise<void>,
): Promise<void> {
  const world = await atSecondEdition(stage, { faults: [endOfWorker] });
  try {
    await world.addReader(bouncing);
    await world.publish(second);
    await world.deliver();
    expect(world.hit()).toHaveLength(1);
    world.failures.length = 0;
    world.calm();
    await deployConfiguration(stage, world, deployment);
    await story(world);
  } finally {
    await world.close();
  }
}

const row = (world: World) => world.stores.editions.read(edition);

/** Half an hour: the sweep, what is on the queues, the sweep. What SES denies stays denied. */
async function step(world: World): Promise<void> {
  world.letPass(31);
  await world.sweep();
  await world.deliver();
  await world.feedback();
}

async function untilClosed(world: World): Promise<void> {
  for (let steps = 0; steps < 10 && (await row(world))?.state !== 'closed'; steps += 1) await step(world);
}

async function everybodyHasIt(world: World): Promise<void> {
  await untilClosed(world);
  const audience = { readers: readerCount + 1 };
  expect(await row(world)).toMatchObject({ state: 'closed', hold: null, told: 1, audience });
  expect(await brokenPromises(world)).toEqual([]);
  expect(world.failures).toEqual([]);
}

const asRenamed = (changes: object = {}) =>
  [{ ...weekly, id: 'renamed', title: 'Renamed', ...changes }] as Publication[];
const becomes: [name: string, deployment: () => Parameters<typeof deployConfiguration>[2]][] = [
  ['renamed in one step', () => ({ publications: asRenamed({ formerly: 'weekly' }) })],
  [
    'renamed, and retired under its old id',
    () => ({ publications: asRenamed({ formerly: 'weekly', from }), retired: [aRetired()] }),
  ],
  ['retired', () => ({ publications: asRenamed({ from }), retired: [aRetired()] })],
  ['taken out of the list', () => ({ publications: asRenamed() })],
];

describe.runIf(isChosen('a publication that', 'stories of change'))(
  'a publication that, while its edition is delivered, is',
  { timeout: 180_000 },
  () => {
    it.each(becomes)(
      '%s: everybody gets the edition once; links act, bounces count, and it is closed',
      async (_, deployment) => {
        await changedMidWay(deployment(), async world => {
          const link = `https://links.example/leave/weekly/${leaveKey(leaving)}`;
          const answer = await world.parts.functions.invoke('subscriptions', leaveRequest(link));
          expect(answer).toMatchObject({ statusCode: 200 });
          await everybodyHasIt(world);
          expect(await world.stores.receipts.read(edition, 1)).toBeDefined();
          expect((await world.stores.readers.read('weekly', leaving.id))?.state).toBe('left');
          expect((await world.stores.readers.read('weekly', bouncing.id))?.state).toBe('bounced');
        });
      },
    );
  },
);

describe.runIf(isChosen('a sender that is changed', 'stories of change'))(
  'a sender that is changed while an edition is delivered',
  { timeout: 180_000 },
  () => {
    it('is used to the end while it is listed as a former one', async () => {
      const publications = [{ ...weekly, from, formerSenders: [old] }];
      await changedMidWay({ publications }, async world => {
        await everybodyHasIt(world);
        const senders = (await world.parts.cloud.ses.envelopes()).map(({ source }) => source);
        expect(senders.filter(source => source.includes(from.address))).toHaveLength(1);
      });
    });

    it('and not listed holds the edition; listed, deployed and released, it reaches everybody once', async () => {
      const publications = [{ ...weekly, from }];
      await changedMidWay({ publications }, async world => {
        for (let steps = 0; steps < 3; steps += 1) await step(world);
        const hold = (await row(world))?.hold ?? '';
        expect(hold).toMatch(
          /^sender: .*add "digest@news\.example" to publications\[0\]\.formerSenders in cdk\.json/,
        );
        const log = world.parts.functions.takeLog();
        expect(log).toContain('sender: the edition was sealed with a sender');
        expect(log).not.toContain(old);
        await deployConfiguration(stage, world, {
          publications: [{ ...weekly, from, formerSenders: [old] }],
        });
        await world.stores.editions.release(edition);
        await everybodyHasIt(world);
      });
    });

    it('and belongs to a publication that stands nowhere holds it with the entry to add, which lets it go on', async () => {
      await changedMidWay({ publications: asRenamed({ from }) }, async world => {
        for (let steps = 0; steps < 3; steps += 1) await step(world);
        expect((await row(world))?.hold).toMatch(/^sender: .*add an entry for "weekly" to "retired"/);
        await deployConfiguration(stage, world, {
          publications: asRenamed({ from }),
          retired: [aRetired({ from: { name: 'Weekly', address: old } })],
        });
        await world.stores.editions.release(edition);
        await everybodyHasIt(world);
      });
    });
  },
);
