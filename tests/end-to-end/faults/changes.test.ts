import { afterAll, beforeAll, expect, it } from 'vitest';
import { atEach, inWords, isWrite, placesOf } from '../../support/faults/every-call.ts';
import { change, otherTemplates } from '../../support/faults/people.ts';
import { Survey } from '../../support/faults/promises/survey.ts';
import { recover } from '../../support/faults/recovery.ts';
import { second, thirdEdition, wholeEdition } from '../../support/faults/story.ts';
import { isChosen } from '../../support/run/sample.ts';

let survey: Survey;
let changed = '';
beforeAll(async () => {
  survey = await Survey.open('templates, facts and readers changed between an end and the resumption');
  changed = await otherTemplates(survey.stage);
});
afterAll(() => survey.close());

const afterEach = (places: ReturnType<typeof placesOf>) =>
  atEach(places.filter(isWrite), { do: 'exit' }).filter(({ when }) => when === 'after');

it.runIf(isChosen('templates, facts and readers', 'long tests'))(
  'templates, facts and readers may change after publish ended at any write',
  {
    timeout: 900_000,
  },
  async () => {
    const broken = await survey.broken(
      afterEach(placesOf(await survey.usualCalls(), 'publish')).map(fault => ({
        name: inWords(fault),
        options: { faults: [fault] },
        async story(world) {
          await world.parts.functions.deploy('publish', survey.stage.bundle('publish'));
          await world.publish(second);
          await change(world, changed);
          await wholeEdition(world, second);
          await recover(world, second);
          await thirdEdition(world);
        },
      })),
    );
    expect(broken).toEqual([]);
  },
);

it.runIf(isChosen('readers may leave, be', 'long tests'))(
  'readers may leave, be erased and join after deliver ended at any claim or message',
  {
    timeout: 900_000,
  },
  async () => {
    const broken = await survey.broken(
      afterEach(placesOf(await survey.usualCalls(), 'deliver')).map(fault => ({
        name: inWords(fault),
        options: { faults: [fault] },
        async story(world) {
          await wholeEdition(world, second);
          await change(world, changed);
          await recover(world, second);
        },
      })),
    );
    expect(broken).toEqual([]);
  },
);
