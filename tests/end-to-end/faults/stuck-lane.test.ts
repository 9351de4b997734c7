import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Configuration, parseConfiguration } from '../../../core/publication/configuration.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aFact, anArticleFile } from '../../support/builders/an-article.ts';
import { Stage } from '../../support/faults/stage.ts';
import { first } from '../../support/faults/story.ts';
import { weakened } from '../../support/faults/weakened.ts';
import type { World } from '../../support/faults/world.ts';
import { runFolder } from '../../support/run/run-folder.ts';
import { sampleOf } from '../../support/run/sample.ts';

const edition = '2026-11-16';
const bad = { publication: 'weekly', edition };
const good = { publication: 'other', edition };
/** Of the publication with the bad slices. */
const badReaders = [1, 2, 3, 4, 5, 6];
const goodReaders = [11, 12, 13];

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open(await mkdtemp(join(runFolder(), 'stuck-lane-')), twoPublications());
  await prepare();
}, 300_000);
afterAll(() => stage.close());

function twoPublications(): Configuration {
  const { publications: _, ...rest } = { publications: [], operator: 'operator@news.example' };
  const publications = [aPublication(), aPublication({ id: 'other', title: 'Other' })];
  return parseConfiguration(
    { ...rest, publications, publicArchive: false, settings: { sliceSize: 3 } },
    'test',
  );
}

/** Where both have an edition, whose slices wait in one lane: those of the bad one first. */
const published = 'both-are-published';

async function prepare(): Promise<void> {
  const world = await stage.world({ name: published });
  world.setTime('2026-11-15T08:00:00Z');
  await world.file(anArticleFile('one', [aFact('one', 1)]));
  for (const n of badReaders) await world.addReader(aReader(n));
  for (const n of goodReaders) await world.addReader(aReader(n, { publication: 'other' }));
  await world.sweep();
  world.setTime('2026-11-16T06:00:20Z');
  await world.publish(first);
  await world.parts.functions.invoke('publish', { publication: 'other', scheduledTime: first });
  expect(world.failures).toEqual([]);
  await world.close();
}

async function bothPublished(): Promise<World> {
  const world = await stage.world({ from: published });
  world.setTime('2026-11-16T06:00:40Z');
  return world;
}

/** Damages the row of the first reader of a slice, or mends it again. */
async function setName(world: World, slice: number, name: unknown): Promise<void> {
  const { stores, parts } = world;
  const reader = (await stores.slices.read(bad, slice))?.readers[0];
  await stores.database.send(
    new UpdateCommand({
      TableName: parts.resources.READERS_TABLE,
      Key: { publication: 'weekly', reader },
      UpdateExpression: 'SET #name = :name',
      ExpressionAttributeNames: { '#name': 'name' },
      ExpressionAttributeValues: { ':name': name },
    }),
  );
}

const mailedTo = async ({ parts }: World, readers: readonly number[]) => {
  const addresses = readers.map(n => aReader(n).address);
  const all = (await parts.cloud.ses.envelopes()).flatMap(({ destinations }) => destinations);
  return all.filter(to => addresses.includes(to)).sort();
};
const everyOne = (readers: readonly number[]) => readers.map(n => aReader(n).address).sort();

async function step(world: World, minutes: number): Promise<void> {
  world.letPass(minutes);
  await world.sweep();
  await world.deliver();
  await world.feedback();
}

async function untilHeld(world: World, minutes: number, steps: number): Promise<string> {
  for (let n = 0; n < steps; n += 1) {
    await step(world, minutes);
    const hold = (await world.stores.editions.read(bad))?.hold;
    if (hold) return hold;
  }
  throw new Error('never held');
}

it('a slice that always throws delays nobody else of its lane, and ends with a hold that release lifts', async () => {
  const world = await bothPublished();
  try {
    await setName(world, 1, 7);
    // Without any time passing.
    await world.deliver();
    expect(await mailedTo(world, goodReaders)).toEqual(everyOne(goodReaders));
    expect(await mailedTo(world, badReaders)).toHaveLength(3);
    const log = world.parts.functions.takeLog();
    expect(log).toMatch(/"level":"ERROR".*"outcome":"failed","reason":"ZodError/);
    expect(log).toMatch(/"FailedSlices":1/);
    expect(log).not.toContain('@mail.example');

    const hold = await untilHeld(world, 16, 8);
    expect(hold).toMatch(/^stuck: delivery failed 5 times .*last at slice 1\. ZodError: .*name/);
    expect((await world.stores.editions.read(good))?.state).toBe('closed');
    expect(world.failures).toEqual([]);

    await setName(world, 1, null);
    await world.stores.editions.release(bad);
    for (let n = 0; n < 2; n += 1) await step(world, 16);
    expect(await mailedTo(world, badReaders)).toEqual(everyOne(badReaders));
    expect(await world.stores.editions.read(bad)).toMatchObject({ state: 'closed', hold: null });
  } finally {
    await world.close();
  }
}, 300_000);

const always = sampleOf('workers that are always ended', ['deliver']);

it.skipIf(always.length === 0)(
  'a worker that is always ended goes to the dead letters and ends with a hold; others have the lane in between',
  async () => {
    const root = await weakened(stage, 'deliver', 'ended-at-weekly', {
      file: 'lambdas/deliver/deliver-slice.ts',
      from: 'const allowance = await allowanceOrHalt(context.account);',
      to: "if (edition.publication === 'weekly') process.kill(process.pid, 'SIGKILL');\n  const allowance = await allowanceOrHalt(context.account);",
    });
    const world = await bothPublished();
    try {
      await world.parts.functions.deploy('deliver', root);
      // Two slices, two workers each, six minutes a worker.
      for (let n = 0; n < 5; n += 1) {
        const { deadLetters } = await world.deliver();
        expect(deadLetters).toBe(Math.floor(n / 2));
        world.letPass(6.1);
      }
      expect(await mailedTo(world, goodReaders)).toEqual(everyOne(goodReaders));
      const hold = await untilHeld(world, 7, 20);
      expect(hold).toMatch(/^stuck: delivery failed 5 times .*The worker was ended before it could say why/);

      await world.parts.functions.deploy('deliver', stage.bundle('deliver'));
      await world.stores.editions.release(bad);
      for (let n = 0; n < 3; n += 1) await step(world, 16);
      expect(await mailedTo(world, badReaders)).toEqual(everyOne(badReaders));
      expect(await world.stores.editions.read(bad)).toMatchObject({ state: 'closed', hold: null });
      expect((await world.stores.editions.read(good))?.state).toBe('closed');
    } finally {
      await world.close();
    }
  },
  300_000,
);
