import { afterAll, beforeAll, expect, it } from 'vitest';
import { atEach, inWords, placesOf } from '../../support/faults/every-call.ts';
import { Survey } from '../../support/faults/promises/survey.ts';
import { recover } from '../../support/faults/recovery.ts';
import { second, thirdEdition, wholeEdition } from '../../support/faults/story.ts';

let survey: Survey;
beforeAll(async () => {
  survey = await Survey.open('publish, deliver and feedback, ended at each call');
});
afterAll(() => survey.close());

it.each([
  ['publish', 80],
  ['deliver', 80],
  ['feedback', 50],
])('%s may end before and after each of its calls', { timeout: 900_000 }, async (name, least) => {
  const faults = atEach(placesOf(await survey.usualCalls(), name), { do: 'exit' });
  expect(faults.length).toBeGreaterThan(least);
  const broken = await survey.broken(
    faults.map(fault => ({
      name: inWords(fault),
      options: { faults: [fault] },
      async story(world) {
        await wholeEdition(world, second);
        await recover(world, second);
        await thirdEdition(world);
      },
    })),
  );
  expect(broken).toEqual([]);
});
