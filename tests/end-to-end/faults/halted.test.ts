import { afterAll, beforeAll, expect, it } from 'vitest';
import { atEach, inWords, isWrite, placesOf } from '../../support/faults/every-call.ts';
import { change, otherTemplates } from '../../support/faults/people.ts';
import { type Run, Survey } from '../../support/faults/promises/survey.ts';
import { recover } from '../../support/faults/recovery.ts';
import { second, thirdEdition, wholeEdition } from '../../support/faults/story.ts';
import { isChosen } from '../../support/run/sample.ts';

let survey: Survey;
let changed = '';
beforeAll(async () => {
  survey = await Survey.open('halted for longer than the time limit');
  changed = await otherTemplates(survey.stage);
});
afterAll(() => survey.close());

it.runIf(isChosen('deliver may be halted', 'long tests'))(
  'deliver may be halted at any claim, message or outcome, and go on when others did its work',
  {
    timeout: 900_000,
  },
  async () => {
    const places = placesOf(await survey.usualCalls(), 'deliver').filter(isWrite);
    const broken = await survey.broken(
      atEach(places, { do: 'stop' }).map(fault => ({
        name: inWords(fault),
        options: { faults: [fault] },
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
  },
);

it('a message that was signed may reach SES up to a quarter of an hour later: nobody has decided about it by then', {
  timeout: 900_000,
}, async () => {
  const places = placesOf(await survey.usualCalls(), 'deliver').filter(
    ({ operation }) => operation === 'SendRawEmail',
  );
  const runs = atEach(places, { do: 'stop' })
    .filter(({ when }) => when === 'before')
    .map(
      (fault): Run => ({
        name: inWords(fault),
        options: { faults: [fault] },
        async story(world) {
          await world.publish(second);
          await world.deliver();
          for (const minutes of [7, 7]) {
            world.letPass(minutes);
            await world.sweep('cleaner');
            await world.deliver('colleague');
            await world.feedback();
          }
          const before = (await world.parts.cloud.ses.envelopes()).length;
          await world.resume();
          // It is taken, fourteen minutes after it was signed.
          expect((await world.parts.cloud.ses.envelopes()).length).toBeGreaterThan(before);
          await world.feedback();
          await recover(world, second);
        },
      }),
    );
  // One whatever the sample is.
  expect(await survey.brokenByAll(runs.slice(0, 1))).toEqual([]);
  expect(await survey.broken(runs.slice(1))).toEqual([]);
});

it.runIf(isChosen('publish may be halted', 'long tests'))(
  'publish may be halted after any call, and go on a week later, when all has changed',
  {
    timeout: 900_000,
  },
  async () => {
    const places = placesOf(await survey.usualCalls(), 'publish');
    const broken = await survey.broken(
      atEach(places, { do: 'stop' })
        .filter(({ when }) => when === 'after')
        .map(fault => ({
          name: inWords(fault),
          options: { faults: [fault] },
          async story(world) {
            await world.parts.functions.deploy('publish', survey.stage.bundle('publish'));
            await wholeEdition(world, second);
            await change(world, changed);
            await recover(world, second);
            await thirdEdition(world);
            await world.resume();
            await world.deliver();
            await world.feedback();
          },
        })),
    );
    expect(broken).toEqual([]);
  },
);

it.runIf(isChosen('any write of publish', 'long tests'))(
  'any write of publish may reach its service late, when others did its work',
  {
    timeout: 900_000,
  },
  async () => {
    const places = placesOf(await survey.usualCalls(), 'publish').filter(isWrite);
    const broken = await survey.broken(
      atEach(places, { do: 'stop' })
        .filter(({ when }) => when === 'before')
        .map(fault => ({
          name: inWords(fault),
          options: { faults: [fault] },
          async story(world) {
            await world.parts.functions.deploy('publish', survey.stage.bundle('publish'));
            await world.publish(second);
            // Not so late that the signature has expired.
            await change(world, changed, 3);
            await wholeEdition(world, second);
            await world.resume();
            await recover(world, second);
            await thirdEdition(world);
          },
        })),
    );
    expect(broken).toEqual([]);
  },
);
