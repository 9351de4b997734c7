import { afterAll, beforeAll, expect, it } from 'vitest';
import { atEach, inWords, placesOf } from '../../support/faults/every-call.ts';
import type { Leniency } from '../../support/faults/promises/one-delivery.ts';
import { type Run, Survey } from '../../support/faults/promises/survey.ts';
import { recover } from '../../support/faults/recovery.ts';
import type { WorldOptions } from '../../support/faults/stage.ts';
import { readerCount, second, thirdEdition, wholeEdition } from '../../support/faults/story.ts';

let survey: Survey;
beforeAll(async () => {
  survey = await Survey.open('events lost, events and messages doubled');
});
afterAll(() => survey.close());

const goesOn = (name: string, options: WorldOptions, leniency?: Leniency): Run => ({
  name,
  options,
  ...(leniency ? { leniency } : {}),
  mayMiss: options.faults === undefined,
  async story(world) {
    await wholeEdition(world, second);
    await recover(world, second);
    await thirdEdition(world);
  },
});

it('every event and every message of a queue may come twice', { timeout: 300_000 }, async () => {
  const twice = { sqs: { twice: true }, events: { doubled: 'all' as const } };
  expect(await survey.broken([goesOn('everything comes twice', twice)])).toEqual([]);
});

it('any event of SES may be lost while nothing else fails', { timeout: 300_000 }, async () => {
  const numbers = Array.from({ length: 2 * readerCount }, (_, index) => index + 1);
  const losses: (number[] | 'all')[] = ['all', ...numbers.map(number => [number])];
  const runs = losses.map(lost => goesOn(`event ${lost} is lost`, { events: { lost } }));
  expect(await survey.broken(runs)).toEqual([]);
});

it('deliver may end around any message while events are lost, or everything comes twice', {
  timeout: 600_000,
}, async () => {
  const places = placesOf(await survey.usualCalls(), 'deliver').filter(
    ({ operation }) => operation === 'SendRawEmail',
  );
  const runs = atEach(places, { do: 'exit' }).flatMap(fault => [
    goesOn(`no events, ${inWords(fault)}`, { faults: [fault], events: { lost: 'all' } }, { lost: true }),
    goesOn(`twice, ${inWords(fault)}`, { faults: [fault], sqs: { twice: true }, events: { doubled: 'all' } }),
  ]);
  expect(await survey.broken(runs)).toEqual([]);
});
