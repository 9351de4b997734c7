import { beforeAll, expect, it } from 'vitest';
import { S3Sightings } from '../../../aws/s3/installation/s3-sightings.ts';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { anArticleFile } from '../../support/builders/an-article.ts';
import { atEach, inWords, placesOf } from '../../support/faults/every-call.ts';
import { brokenPromises } from '../../support/faults/promises/broken-promises.ts';
import { sharedStages } from '../../support/faults/shared-stages.ts';
import type { Stage } from '../../support/faults/stage.ts';
import { first, second, wholeEdition } from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';
import { isChosen, sampleOf } from '../../support/run/sample.ts';

let stages: Stage[];
beforeAll(async () => {
  stages = await sharedStages();
});

/** An installation whose log has what others filed, on the morning on which its first edition is due. */
async function deployedAtSix(stage: Stage, faults: Fault[] = []): Promise<World> {
  const world = await stage.world({ faults });
  world.setTime('2026-10-01T08:00:00Z');
  await world.file(anArticleFile('filed-by-others'));
  world.setTime('2026-11-16T05:10:00Z');
  await world.file(anArticleFile('while-deploying'));
  for (let n = 1; n <= 4; n += 1) await world.addReader(aReader(n));
  world.setTime('2026-11-16T06:00:20Z');
  return world;
}

/** What is wrong after two editions: they leave out what others had filed before, and nothing else. */
async function problems(world: World): Promise<string[]> {
  const { parts, stores } = world;
  const archive = new S3Objects(parts.clients.s3, parts.resources.ARCHIVE_BUCKET);
  const seen = (await new S3Sightings(archive).read('weekly'))?.since;
  const seals = [await stores.seals.read('weekly', null), await stores.seals.read('weekly', '2026-11-16')];
  const [one, two] = seals.map(seal => JSON.parse(seal?.files['manifest.json'] ?? '{}'));
  const found = JSON.stringify([one.window?.from, one.facts, two.facts]);
  const wanted = JSON.stringify([seen, ['while-deploying.1'], ['before-two.1']]);
  return [
    ...(found === wanted ? [] : [`expected ${wanted}, found ${found}`]),
    // An hour before the first sight; the world's clock goes on while processes start.
    ...(seen !== undefined && seen < '2026-11-16T05:05:00Z' ? [] : [`seen at ${seen}`]),
    ...(await brokenPromises(world)).filter(line => !line.includes('filed-by-others')),
  ];
}

/** The morning goes on: what was ended is started again, later, and a week later the second edition comes out. */
async function goesOn(world: World): Promise<void> {
  world.calm();
  world.letPass(40);
  await wholeEdition(world, first);
  world.setTime('2026-11-20T08:00:00Z');
  await world.file(anArticleFile('before-two'));
  world.setTime('2026-11-23T06:00:20Z');
  await wholeEdition(world, second);
}

async function wrongAfter(
  stage: Stage,
  story: (world: World) => Promise<void>,
  faults: Fault[] = [],
): Promise<string[]> {
  const world = await deployedAtSix(stage, faults);
  try {
    await story(world);
    const missed = faults.length > world.hit().length ? ['the fault did not come to pass'] : [];
    await goesOn(world);
    return [...missed, ...(await problems(world))];
  } finally {
    await world.close();
  }
}

/** What a function calls in a run to which nothing is done. */
async function placesIn(by: 'publish' | 'sweep', story: (world: World) => Promise<void>) {
  const world = await deployedAtSix(stages[0] as Stage);
  await story(world);
  const places = placesOf(world.parts.cloud.calls(), by);
  await world.close();
  return places;
}

it.each<['publish' | 'sweep', (world: World) => Promise<void>]>([
  ['publish', async world => void (await world.publish(first))],
  ['sweep', world => world.sweep()],
])(
  'a publication begins where it was seen, wherever the %s that sees it first is ended',
  {
    timeout: 900_000,
  },
  async (by, story) => {
    const ends = atEach(await placesIn(by, story), { do: 'exit' });
    expect(ends.length).toBeGreaterThan(10);
    const broken: string[] = [];
    for (const fault of sampleOf(`first sight by ${by}`, ends)) {
      const wrong = await wrongAfter(stages[0] as Stage, story, [fault]);
      broken.push(...wrong.map(line => `${inWords(fault)}: ${line}`));
    }
    expect(broken).toEqual([]);
  },
);

it.runIf(isChosen('two that publish first', 'stories of change'))(
  'two that publish first at once, beside a sweep, begin it at one time',
  { timeout: 300_000 },
  async () => {
    const together = async (world: World) => {
      await Promise.all([world.publish(first), world.publish(first, 'rival'), world.sweep()]);
    };
    for (let round = 0; round < 4; round += 1)
      expect(await wrongAfter(stages[round % 2] as Stage, together)).toEqual([]);
  },
);
