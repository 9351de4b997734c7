import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Instant } from '../../../lambdas/core/instant.ts';
import { aReader } from '../../support/a-reader.ts';
import { aFact, anArticleFile } from '../../support/an-article.ts';
import { atEach, inWords, isWrite, placesOf } from '../../support/faults/every-call.ts';
import { recover } from '../../support/faults/recovery.ts';
import { second, thirdEdition, wholeEdition } from '../../support/faults/story.ts';
import { Survey } from '../../support/faults/survey.ts';
import type { World } from '../../support/faults/world.ts';

let survey: Survey;
let changed = '';
beforeAll(async () => {
  survey = await Survey.open('templates, facts and readers changed between an end and the resumption');
  changed = join(survey.stage.directory, 'bundles', 'publish-changed');
  await cp(survey.stage.bundle('publish'), changed, { recursive: true });
  const template = join(changed, 'templates', 'digest.text.hbs');
  await writeFile(template, `Another beginning.\n\n${await readFile(template, 'utf8')}`);
});
afterAll(() => survey.close());

const afterEach = (places: ReturnType<typeof placesOf>) =>
  atEach(places, { do: 'exit' }).filter(({ when }) => when === 'after');

/** What people may do while nothing runs. */
async function change(world: World): Promise<void> {
  world.letPass(10);
  await world.parts.functions.deploy('publish', changed);
  await world.file(anArticleFile('in-between', [aFact('in-between', 1)]));
  const at = '2026-11-23T06:10:00Z' as Instant;
  await world.addReader(aReader(8, { agreed: { at, how: 'test' } }));
  const [leaving, erased] = [aReader(1), aReader(2)];
  await world.stores.readers.leave('weekly', leaving.id, leaving.token, at, 'test');
  await world.erase(erased);
}

it('templates, facts and readers may change after publish ended at any write', {
  timeout: 900_000,
}, async () => {
  const places = placesOf(await survey.calls(), 'publish').filter(isWrite);
  const broken = await survey.broken(
    afterEach(places).map(fault => ({
      name: inWords(fault),
      options: { faults: [fault] },
      async story(world) {
        await world.parts.functions.deploy('publish', survey.stage.bundle('publish'));
        await world.publish(second);
        await change(world);
        await wholeEdition(world, second);
        await recover(world, second);
        await thirdEdition(world);
      },
    })),
  );
  expect(broken).toEqual([]);
});

it('readers may leave, be erased and join after deliver ended at any claim or message', {
  timeout: 900_000,
}, async () => {
  const places = placesOf(await survey.calls(), 'deliver').filter(isWrite);
  const broken = await survey.broken(
    afterEach(places).map(fault => ({
      name: inWords(fault),
      options: { faults: [fault] },
      leniency: { open: true },
      async story(world) {
        await wholeEdition(world, second);
        await change(world);
        await recover(world, second);
      },
    })),
  );
  expect(broken).toEqual([]);
});
