import { afterAll, beforeAll, expect, it } from 'vitest';
import { atEach, inWords, isWrite, placesOf } from '../../support/faults/every-call.ts';
import { Survey } from '../../support/faults/promises/survey.ts';
import { recover } from '../../support/faults/recovery.ts';
import { second, thirdEdition } from '../../support/faults/story.ts';

let survey: Survey;
beforeAll(async () => {
  survey = await Survey.open('two publishes at once, one ended at each write');
});
afterAll(() => survey.close());

it('two publishes may run at once, and one of them end at any of its writes', {
  timeout: 900_000,
}, async () => {
  const places = placesOf(await survey.usualCalls(), 'publish').filter(isWrite);
  const runs = [undefined, ...atEach(places, { do: 'exit' })].map(fault => ({
    name: `two at once, ${fault ? inWords(fault) : 'both to the end'}`,
    options: { faults: fault ? [fault] : [] },
    mayMiss: true,
    async story(world: Parameters<typeof recover>[0]) {
      await Promise.all([world.publish(second), world.publish(second, 'rival')]);
      await world.deliver();
      await world.feedback();
      await recover(world, second);
      await thirdEdition(world);
    },
  }));
  expect(await survey.broken(runs)).toEqual([]);
});
