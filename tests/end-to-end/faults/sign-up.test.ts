import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Reader } from '../../../core/readers/reader.ts';
import type { Call } from '../../../local/cloud/faults/call-gate.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { atEach, inWords, placesOf } from '../../support/faults/every-call.ts';
import { type Run, Survey } from '../../support/faults/promises/survey.ts';
import { leaveByLink, mailedIn } from '../../support/faults/readers-table.ts';
import { recover } from '../../support/faults/recovery.ts';
import { askFor, letters, linkIn, requestsIn, sendForm } from '../../support/faults/sign-up.ts';
import { second, third, thirdEdition, wholeEdition } from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';

const address = 'New.Reader@mail.example';

let survey: Survey;
beforeAll(async () => {
  survey = await Survey.open('signing up, confirming and leaving, with a fault at each call');
});
afterAll(() => survey.close());

/** Somebody does something until it works, as people do who see an error: a fault comes once. */
async function untilDone(what: string, act: () => Promise<number | undefined>): Promise<void> {
  const answers: (number | undefined)[] = [];
  for (let n = 0; n < 3; n += 1) {
    const status = await act();
    if (status === 200) return;
    answers.push(status);
  }
  throw new Error(`${what}: expected 200 in the end, found ${answers.join(', ')}`);
}

/** Somebody asks, is mailed, confirms, gets the next edition, and leaves by its link; undefined where they were mailed nothing. */
async function comesAndGoes(world: World): Promise<Reader | undefined> {
  // New processes: one that ran in another world has its keys in hand, and does not read them.
  await world.parts.functions.stop();
  await untilDone('asking', async () => (await askFor(world, address))?.statusCode);
  // What was in hand when its worker ended comes back after two minutes.
  for (const minutes of [0, 3, 3]) {
    world.letPass(minutes);
    await world.signups();
  }
  const [letter, ...more] = await letters(world);
  if (more.length > 0) throw new Error(`${more.length + 1} letters in answer to one person`);
  const requests = await requestsIn(world);
  if (!letter) {
    // The mail service may have had it: nobody is mailed twice, so nobody is mailed. All else would be lost without a word.
    if (!requests.some(({ state }) => state === 'uncertain'))
      throw new Error(`mailed nothing, for no reason: ${requests.map(({ state }) => state)}`);
    await wholeEdition(world, second);
    return undefined;
  }
  const link = await linkIn(letter, 'confirm');
  await untilDone('confirming', async () => (await sendForm(world, link))?.statusCode);
  await wholeEdition(world, second);
  const id = letter.tags.reader ?? '';
  const reader = await world.stores.readers.read('weekly', id);
  if (reader?.state !== 'active') throw new Error(`expected a reader, found ${reader?.state}`);
  if (!(await mailedIn(world, '2026-11-23')).includes(id)) throw new Error('the next edition did not come');
  await untilDone('leaving', () => leaveByLink(world, reader));
  return reader;
}

async function toTheThird(world: World): Promise<void> {
  const reader = await comesAndGoes(world);
  await thirdEdition(world);
  await recover(world, third);
  if (reader === undefined) return;
  if ((await mailedIn(world, '2026-11-30')).includes(reader.id)) throw new Error('mailed after leaving');
  const after = await world.stores.readers.read('weekly', reader.id);
  if (after?.state !== 'left') throw new Error(`expected that they left, found ${after?.state}`);
}

const goesOn = (fault: Fault): Run => ({
  name: inWords(fault),
  options: { faults: [fault] },
  story: toTheThird,
});

let usual: Promise<Call[]> | undefined;
function usualCalls(): Promise<Call[]> {
  usual ??= survey.calls({ story: async world => void (await comesAndGoes(world)) });
  return usual;
}

it.each([
  ['subscriptions', 30],
  ['signup', 30],
])('%s may end before and after each of its calls', { timeout: 900_000 }, async (name, least) => {
  const faults = atEach(placesOf(await usualCalls(), name), { do: 'exit' });
  expect(faults.length).toBeGreaterThan(least);
  expect(await survey.broken(faults.map(goesOn))).toEqual([]);
});

it('any call of either may be refused or cut off, before and after it acts', {
  timeout: 900_000,
}, async () => {
  const calls = await usualCalls();
  const places = ['subscriptions', 'signup'].flatMap(name => placesOf(calls, name));
  const faults = [
    ...atEach(places, { do: 'disconnect' }),
    ...atEach(places, { do: 'error', status: 503, code: 'ServiceUnavailable' }),
  ];
  expect(await survey.broken(faults.map(goesOn))).toEqual([]);
});

it('every message of a queue may come twice', { timeout: 300_000 }, async () => {
  const run: Run = {
    name: 'everything comes twice',
    options: { sqs: { twice: true } },
    story: toTheThird,
    mayMiss: true,
  };
  expect(await survey.broken([run])).toEqual([]);
});
