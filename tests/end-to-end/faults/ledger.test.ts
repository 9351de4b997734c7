import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { readReceipt } from '../../../core/delivery/receipt/receipt.ts';
import { aFact, anArticleFile } from '../../support/builders/an-article.ts';
import { operatorTypes } from '../../support/faults/operator.ts';
import { brokenPromises } from '../../support/faults/promises/broken-promises.ts';
import { recover } from '../../support/faults/recovery.ts';
import { sharedStages } from '../../support/faults/shared-stages.ts';
import type { Stage } from '../../support/faults/stage.ts';
import { atSecondEdition, readerCount, second, third, wholeEdition } from '../../support/faults/story.ts';
import { replaceRows, rowsOf } from '../../support/faults/tables.ts';
import type { World } from '../../support/faults/world.ts';
import { isChosen, sampleOf } from '../../support/run/sample.ts';

let stage: Stage;
beforeAll(async () => {
  [stage] = await sharedStages();
});

const edition = '2026-11-23';
const key = { publication: 'weekly', edition };
const ledger = ['EDITIONS_TABLE', 'DELIVERIES_TABLE'] as const;

/** How often each reader was mailed an edition, by SES's own records; readers who were not are not named. */
async function mailsOf(world: World, of = edition): Promise<number[]> {
  const envelopes = (await world.parts.cloud.ses.envelopes()).filter(
    ({ tags }) => tags.edition === of && tags.reader !== undefined,
  );
  return [...Map.groupBy(envelopes, ({ tags }) => tags.reader).values()].map(({ length }) => length).sort();
}
const once = Array<number>(readerCount).fill(1);

/** Publishes, and delivers the first slice only: three readers of seven. The queue still has all slices. */
async function midWay(world: World): Promise<void> {
  await world.publish(second);
  const body = JSON.stringify({ ...key, slice: 1 });
  const attributes = { ApproximateReceiveCount: '1' };
  await world.parts.functions.invoke('deliver', { Records: [{ messageId: 'm', body, attributes }] });
  expect(await mailsOf(world)).toEqual([1, 1, 1]);
}

/** Everything that the program does by itself, for two hours; also what the scheduler and an operator may start again. */
async function goesOn(world: World): Promise<void> {
  for (let step = 0; step < 5; step += 1) {
    world.letPass(25);
    await world.publish(second);
    await world.deliver();
    await world.sweep();
    await world.deliver();
    await world.feedback();
  }
  expect(world.failures).toEqual([]);
}

async function holdOf(world: World): Promise<string | null | undefined> {
  return (await world.stores.editions.read(key))?.hold;
}

/** The next edition comes, and nothing else is in its way. */
async function nextComes(world: World): Promise<void> {
  world.setTime('2026-11-28T08:00:00Z');
  await world.file(anArticleFile('before-three', [aFact('before-three', 1)]));
  world.setTime('2026-11-30T06:00:20Z');
  await wholeEdition(world, third);
  await recover(world, third);
  expect(await mailsOf(world, '2026-11-30')).toEqual(once);
  expect(await world.stores.editions.read({ ...key, edition: '2026-11-30' })).toMatchObject({
    ...{ state: 'closed', hold: null },
  });
  expect(world.failures).toEqual([]);
}

/** Whatever runs, nobody is mailed, and the edition says why. */
async function nobodyMore(world: World, because: RegExp, expected?: readonly number[]): Promise<void> {
  const before = await mailsOf(world);
  await goesOn(world);
  expect(await mailsOf(world)).toEqual(expected ?? before);
  expect(await holdOf(world)).toMatch(because);
  expect(await holdOf(world)).not.toContain('@');
  const { code, text } = await operatorTypes(stage, world, 'status', edition);
  expect([code, text]).toEqual([1, expect.stringContaining(`release ${edition} --mail-again`)]);
  // Without the word nothing is lifted.
  expect((await operatorTypes(stage, world, 'release', edition)).code).toBe(2);
  expect(await holdOf(world)).toMatch(because);
}

/** The operator ends it: nobody more is mailed, it closes, and the next edition comes. */
async function endsByStop(world: World): Promise<void> {
  const before = await mailsOf(world);
  expect(await operatorTypes(stage, world, 'stop', edition, '--yes')).toMatchObject({ code: 0 });
  await goesOn(world);
  expect(await mailsOf(world)).toEqual(before);
  expect(await world.stores.editions.read(key)).toMatchObject({ state: 'closed', hold: null, uncertain: 0 });
  expect((await operatorTypes(stage, world, 'status', edition)).code).toBe(0);
  await nextComes(world);
  expect(await mailsOf(world)).toEqual(before);
}

/** The operator lets it go on: everybody has it then, some twice, nobody more often. */
async function endsByMailing(world: World): Promise<void> {
  const word = ['release', edition, '--mail-again', '--yes'];
  expect(await operatorTypes(stage, world, ...word)).toMatchObject({ code: 0 });
  await recover(world, second, { minutes: 20 });
  expect(await world.stores.editions.read(key)).toMatchObject({ state: 'closed', hold: null });
  const mails = await mailsOf(world);
  expect(mails).toHaveLength(readerCount);
  expect(Math.max(...mails)).toBeLessThanOrEqual(2);
  await nextComes(world);
  expect(await mailsOf(world)).toEqual(mails);
}

const bothWays: [way: string, end: (world: World) => Promise<void>][] = [
  ['stop', endsByStop],
  ['release --mail-again', endsByMailing],
];

/** What happens to the tables while the edition is under way, or after it was closed, and what the hold says. */
const losses: [what: string, begin: (world: World) => Promise<void>, lose: Loss, because: RegExp][] = [
  [
    'both tables are emptied after it was closed',
    world => wholeEdition(world, second),
    emptied(...ledger),
    /receipt says: 7 of 7/,
  ],
  [
    'the table of editions is emptied after it was closed',
    world => wholeEdition(world, second),
    emptied('EDITIONS_TABLE'),
    /receipt says: 7 of 7/,
  ],
  ['both tables are emptied mid-way', midWay, emptied(...ledger), /its delivery began at 2026-11-23T06:00/],
  [
    'the table of editions is emptied mid-way',
    midWay,
    emptied('EDITIONS_TABLE'),
    /the table of editions knows nothing of that/,
  ],
  [
    'the table of deliveries is emptied mid-way',
    midWay,
    emptied('DELIVERIES_TABLE'),
    /the table of deliveries has lost the mark/,
  ],
  [
    'rows of before are copied back mid-way',
    midWay,
    copiedBack('before'),
    /the table of editions knows nothing of that/,
  ],
  [
    'rows from when it was published are copied back once it was closed',
    world => wholeEdition(world, second),
    copiedBack('published'),
    /7 readers have no row in the table of deliveries.*receipt says: 7 of 7/,
  ],
  [
    'rows from when it was published are copied back mid-way',
    delivered,
    copiedBack('published'),
    /readers have no row in the table of deliveries, though their slices have ended/,
  ],
];

/** All slices have ended, and the edition is not closed. */
async function delivered(world: World): Promise<void> {
  await world.publish(second);
  await world.deliver();
}

type Snapshot = Record<(typeof ledger)[number], Record<string, unknown>[]>;
type Loss = (world: World, snapshots: { before: Snapshot; published: Snapshot }) => Promise<void>;

function emptied(...tables: (typeof ledger)[number][]): Loss {
  return async world => {
    for (const table of tables) await replaceRows(world, table);
  };
}

function copiedBack(when: 'before' | 'published'): Loss {
  return async (world, snapshots) => {
    for (const table of ledger) await replaceRows(world, table, snapshots[when][table]);
  };
}

async function snapshotOf(world: World): Promise<Snapshot> {
  const [editions, deliveries] = [await rowsOf(world, ledger[0]), await rowsOf(world, ledger[1])];
  return { EDITIONS_TABLE: editions, DELIVERIES_TABLE: deliveries };
}

describe.each(sampleOf('losses of tables', losses, 'stories of change'))(
  'when %s, nobody is mailed until an operator says so',
  (_, begin, lose, because) => {
    it.each(bothWays)(
      'and %s ends it',
      async (_way, end) => {
        const world = await atSecondEdition(stage);
        try {
          const before = await snapshotOf(world);
          await world.publish(second);
          const published = await snapshotOf(world);
          await begin(world);
          await lose(world, { before, published });
          await nobodyMore(world, because);
          await end(world);
        } finally {
          await world.close();
        }
      },
      300_000,
    );
  },
);

describe.runIf(isChosen('when rows of deliveries', 'stories of change'))(
  'when rows of deliveries from when it was published are copied back mid-way, nobody is mailed twice',
  () => {
    it.each(bothWays)(
      'and %s ends it',
      async (_way, end) => {
        const world = await atSecondEdition(stage);
        try {
          await world.publish(second);
          const { DELIVERIES_TABLE } = await snapshotOf(world);
          await midWay(world);
          await replaceRows(world, 'DELIVERIES_TABLE', DELIVERIES_TABLE);
          // Nobody of the slices that are not done has been mailed: they go on, until the sweep sees what is gone.
          await nobodyMore(world, /3 readers have no row .* though their slices have ended/, once);
          await end(world);
        } finally {
          await world.close();
        }
      },
      300_000,
    );
  },
);

describe.runIf(isChosen('an older copy', 'stories of change'))(
  'an older copy of the folder of tables on this machine',
  () => {
    it.each(bothWays)(
      'put back mid-way mails nobody twice, and %s ends it',
      async (way, end) => {
        const name = (what: string) => `ledger-${what}-${way.split(' ')[0]}`;
        const older = await atSecondEdition(stage, { name: name('older') });
        await older.publish(second);
        await older.close();
        const newer = await stage.world({ from: name('older'), name: name('newer') });
        await newer.deliver();
        await newer.feedback();
        expect(await mailsOf(newer)).toEqual(once);
        await newer.close();
        const tables = (what: string) => join(stage.directory, name(what), 'dynamodb');
        await rm(tables('newer'), { recursive: true });
        await cp(tables('older'), tables('newer'), { recursive: true });
        const world = await stage.world({ from: name('newer') });
        try {
          await nobodyMore(world, /^ledger: its delivery began at .*both tables are others than then/);
          await end(world);
        } finally {
          await world.close();
        }
      },
      300_000,
    );
  },
);

it.runIf(isChosen('an edition that began un', 'stories of change'))(
  'an edition that began under a version without bindings is bound, and delivered as if nothing were',
  async () => {
    const world = await atSecondEdition(stage);
    try {
      await midWay(world);
      const { database, ledger: tables } = world.stores;
      const { s3 } = world.parts.clients;
      const mark = await tables.markOf(key);
      await s3.send(
        new DeleteObjectCommand({
          Bucket: world.parts.resources.ARCHIVE_BUCKET,
          Key: `bindings/weekly/${edition}.json`,
        }),
      );
      await database.send(
        new UpdateCommand({
          TableName: world.parts.resources.EDITIONS_TABLE,
          Key: key,
          UpdateExpression: 'REMOVE mark',
        }),
      );
      await recover(world, second, { minutes: 20 });
      expect(await mailsOf(world)).toEqual(once);
      const binding = await world.stores.bindings.newest(key);
      expect(binding).toMatchObject({ number: 1, previous: '2026-11-16', ledger: await tables.identity() });
      expect(await tables.markOf(key)).toBe(binding?.mark);
      expect(binding?.mark).not.toBe(mark);
      expect(await brokenPromises(world)).toEqual([]);
    } finally {
      await world.close();
    }
  },
);

it.runIf(isChosen('the receipt of an editio', 'stories of change'))(
  'the receipt of an edition that was stopped says that the tables were lost, and counts whom they do not know as uncertain',
  async () => {
    const world = await atSecondEdition(stage);
    try {
      await midWay(world);
      await replaceRows(world, 'DELIVERIES_TABLE');
      await goesOn(world);
      await endsByStop(world);
      const receipt = readReceipt((await world.stores.receipts.read(key, 1)) ?? '', 'test');
      expect(receipt).toMatchObject({ audience: readerCount, accepted: 0, uncertain: readerCount });
      expect(receipt.tablesLost).toMatch(
        /^ledger: .*the table of deliveries has lost the mark of the edition/,
      );
      const log = world.parts.functions.takeLog();
      expect(log).not.toContain('@mail.example');
    } finally {
      await world.close();
    }
  },
);
