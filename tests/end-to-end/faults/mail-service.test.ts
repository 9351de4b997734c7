import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { atEach, inWords, placesOf } from '../../support/faults/every-call.ts';
import { type Run, Survey } from '../../support/faults/promises/survey.ts';
import { recover } from '../../support/faults/recovery.ts';
import { second, wholeEdition } from '../../support/faults/story.ts';

let survey: Survey;
beforeAll(async () => {
  survey = await Survey.open('mail service, failing at each call');
});
afterAll(() => survey.close());

const goesOn = (fault: Fault): Run => ({
  name: inWords(fault),
  options: { faults: [fault] },
  async story(world) {
    await wholeEdition(world, second);
    await recover(world, second);
  },
});

it('SES may break the connection or answer 5xx before and after it acts on any call', {
  timeout: 900_000,
}, async () => {
  const calls = await survey.usualCalls();
  const callers = ['publish', 'deliver', 'sweep'];
  const places = callers.flatMap(name => placesOf(calls, name)).filter(({ service }) => service === 'ses');
  expect(places.length).toBeGreaterThanOrEqual(10);
  const faults = [
    ...atEach(places, { do: 'disconnect' }),
    ...atEach(places, { do: 'error', status: 503, code: 'ServiceUnavailable' }),
  ];
  expect(await survey.broken(faults.map(goesOn))).toEqual([]);
});
