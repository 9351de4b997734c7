import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { inWords } from '../../support/faults/every-call.ts';
import { change, otherTemplates } from '../../support/faults/people.ts';
import { type Run, Survey } from '../../support/faults/promises/survey.ts';
import { recover } from '../../support/faults/recovery.ts';
import { second, thirdEdition, wholeEdition } from '../../support/faults/story.ts';
import { seed, shareOf } from '../../support/run/sample.ts';

let survey: Survey;
let changed = '';
beforeAll(async () => {
  survey = await Survey.open('random faults');
  changed = await otherTemplates(survey.stage);
});
afterAll(() => survey.close());

const operations = {
  publish: [
    's3 PutObject',
    's3 GetObject',
    's3 ListObjectsV2',
    'dynamodb PutItem',
    'dynamodb UpdateItem',
    'sqs SendMessageBatch',
  ],
  deliver: [
    'dynamodb UpdateItem',
    'dynamodb GetItem',
    's3 GetObject',
    'ses SendRawEmail',
    'ses GetSendQuota',
  ],
  feedback: ['dynamodb UpdateItem', 'dynamodb GetItem'],
  sweep: [
    's3 PutObject',
    's3 GetObject',
    'dynamodb UpdateItem',
    'dynamodb Query',
    'dynamodb GetItem',
    'ses SendRawEmail',
  ],
};
const place = fc
  .constantFrom(...(Object.keys(operations) as (keyof typeof operations)[]))
  .chain(caller => fc.record({ caller: fc.constant(caller), at: fc.constantFrom(...operations[caller]) }));
const what = fc.constantFrom<Partial<Fault>[]>(
  { do: 'exit' },
  { do: 'exit' },
  { do: 'disconnect' },
  { do: 'error', status: 503, code: 'ServiceUnavailable' },
  { do: 'error', status: 400, code: 'Throttling' },
);
const fault = fc
  .record({ place, what, call: fc.integer({ min: 1, max: 12 }), when: fc.constantFrom('before', 'after') })
  .map(({ place: { caller, at }, what: { do: does, ...rest }, call, when }): Fault => {
    const [service, operation] = at.split(' ');
    // A throttled request was refused at the door.
    const moment = 'code' in rest && rest.code === 'Throttling' ? 'before' : when;
    return { service, operation, caller, call, when: moment, do: does, ...rest } as Fault;
  });

type Plan = {
  faults: Fault[];
  events: 'as they come' | 'doubled' | 'lost';
  twice: boolean;
  rival: boolean;
  changes: boolean;
};
const plan: fc.Arbitrary<Plan> = fc.record({
  faults: fc.array(fault, { minLength: 1, maxLength: 5 }),
  events: fc.constantFrom(
    'as they come' as const,
    'as they come' as const,
    'doubled' as const,
    'lost' as const,
  ),
  twice: fc.boolean(),
  rival: fc.boolean(),
  changes: fc.boolean(),
});

function runOf({ faults, events, twice, rival, changes }: Plan, index: number): Run {
  const words = [...faults.map(inWords), `events ${events}`, ...(twice ? ['messages twice'] : [])];
  const also = [...(rival ? ['a rival'] : []), ...(changes ? ['changes'] : [])];
  const lost = { lost: [2 + (index % 5)] };
  return {
    name: `run ${index} of seed ${seed}: ${[...words, ...also].join(', ')}`,
    options: {
      faults,
      sqs: { twice },
      events: events === 'doubled' ? { doubled: 'all' } : events === 'lost' ? lost : {},
    },
    leniency: events === 'lost' ? { lost: true } : {},
    mayMiss: true,
    async story(world) {
      await world.parts.functions.deploy('publish', survey.stage.bundle('publish'));
      if (rival) await Promise.all([world.publish(second), world.publish(second, 'rival')]);
      await wholeEdition(world, second);
      if (changes) await change(world, changed);
      await wholeEdition(world, second);
      // With an event lost, silence means nothing: what is uncertain is named after three days.
      await recover(world, second, events === 'lost' ? { minutes: 301, steps: 20 } : {});
      await thirdEdition(world);
    },
  };
}

it('whatever goes wrong together, everybody gets one message and nothing is lost', {
  timeout: 1_200_000,
}, async () => {
  const runs = fc.sample(plan, { seed, numRuns: shareOf(120) }).map(runOf);
  expect(await survey.brokenByAll(runs)).toEqual([]);
});
