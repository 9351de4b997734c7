import { afterAll, beforeAll, expect, it } from 'vitest';
import { atEach, inWords, isWrite, placesOf } from '../../support/faults/every-call.ts';
import { recover } from '../../support/faults/recovery.ts';
import { second, thirdEdition, wholeEdition } from '../../support/faults/story.ts';
import { Survey } from '../../support/faults/survey.ts';

let survey: Survey;
beforeAll(async () => {
  survey = await Survey.open('halted for longer than the time limit');
});
afterAll(() => survey.close());

it('deliver may be halted at any claim, message or outcome, and go on when others did its work', {
  timeout: 900_000,
}, async () => {
  const places = placesOf(await survey.calls(), 'deliver').filter(isWrite);
  const broken = await survey.broken(
    atEach(places, { do: 'stop' }).map(fault => ({
      name: inWords(fault),
      options: { faults: [fault] },
      leniency: { open: true },
      async story(world) {
        await wholeEdition(world, second);
        await recover(world, second);
        await world.resume();
        await world.feedback();
        await recover(world, second);
      },
    })),
  );
  expect(broken).toEqual([]);
});

it('publish may be halted at any write, and go on a week later', { timeout: 900_000 }, async () => {
  const places = placesOf(await survey.calls(), 'publish').filter(isWrite);
  const broken = await survey.broken(
    atEach(places, { do: 'stop' }).map(fault => ({
      name: inWords(fault),
      options: { faults: [fault] },
      async story(world) {
        await wholeEdition(world, second);
        await recover(world, second);
        await thirdEdition(world);
        await world.resume();
        await world.deliver();
        await world.feedback();
      },
    })),
  );
  expect(broken).toEqual([]);
});
