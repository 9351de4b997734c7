import { afterAll, beforeAll, expect, it } from 'vitest';
import { atEach, inWords, placesOf } from '../../support/faults/every-call.ts';
import { recover } from '../../support/faults/recovery.ts';
import { second, wholeEdition } from '../../support/faults/story.ts';
import { Survey } from '../../support/faults/survey.ts';

let survey: Survey;
beforeAll(async () => {
  survey = await Survey.open('feedback, ended at each call');
});
afterAll(() => survey.close());

it('feedback may end before and after each of its calls', { timeout: 900_000 }, async () => {
  const faults = atEach(placesOf(await survey.calls(), 'feedback'), { do: 'exit' });
  expect(faults.length).toBeGreaterThan(50);
  const broken = await survey.broken(
    faults.map(fault => ({
      name: inWords(fault),
      options: { faults: [fault] },
      async story(world) {
        await wholeEdition(world, second);
        await recover(world, second);
      },
    })),
  );
  expect(broken).toEqual([]);
});
