import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FunctionName } from '../../../infra/inputs/bundle.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { inWords, placesOf } from '../../support/faults/every-call.ts';
import { change, otherTemplates } from '../../support/faults/people.ts';
import { Survey } from '../../support/faults/promises/survey.ts';
import { recover } from '../../support/faults/recovery.ts';
import type { WorldOptions } from '../../support/faults/stage.ts';
import { second, wholeEdition } from '../../support/faults/story.ts';
import { type Weakness, weakened } from '../../support/faults/weakened.ts';
import type { World } from '../../support/faults/world.ts';
import { sampleOf } from '../../support/run/sample.ts';

let survey: Survey;
let changed = '';
beforeAll(async () => {
  survey = await Survey.open('weakened sources', 'shown by');
  changed = await otherTemplates(survey.stage);
});
afterAll(() => survey.close());

type Case = {
  name: FunctionName;
  weakness: Weakness;
  /** Where things go wrong: at one call, or one after the other at all of the operation; or just these. */
  at?: Partial<Fault>;
  faults?: Fault[];
  /** What goes wrong with SES's events besides. */
  events?: WorldOptions['events'];
  story: (world: World) => Promise<void>;
  expected: RegExp;
};

async function simply(world: World): Promise<void> {
  await wholeEdition(world, second);
  await recover(world, second);
}

const cases: Record<string, Case> = {
  seal: {
    name: 'publish',
    weakness: {
      file: 'aws/s3/s3-objects.ts',
      from: "await this.#put(key, content, contentType, { IfNoneMatch: '*' });",
      to: 'await this.#put(key, content, contentType, {});',
    },
    // It may have read what it compiles, and sleeps before it seals.
    at: { do: 'stop', when: 'after', operation: 'GetObject' },
    async story(world) {
      await wholeEdition(world, second);
      await change(world, changed);
      await simply(world);
      await world.resume();
    },
    expected: /not a copy of what the archive has/,
  },
  claim: {
    name: 'deliver',
    weakness: {
      file: 'aws/dynamodb/dynamodb-deliveries.ts',
      from: "condition: 'attribute_not_exists(reader) OR #state = :waiting',",
      to: "condition: 'attribute_not_exists(reader) OR #state = :waiting OR #state <> :waiting',",
    },
    at: { operation: 'SendRawEmail', call: 2, when: 'after', do: 'exit' },
    story: simply,
    expected: /SES took [23] messages/,
  },
  'one attempt a call': {
    name: 'deliver',
    weakness: { file: 'aws/ses/ses-mailer.ts', from: 'maxAttempts: 1,', to: 'maxAttempts: 3,' },
    at: { operation: 'SendRawEmail', call: 2, when: 'after', do: 'disconnect' },
    story: simply,
    expected: /SES took 2 messages/,
  },
  'settling of uncertain ones': {
    name: 'sweep',
    weakness: {
      file: 'core/sweep/settle-silent.ts',
      from: "settle === 'retry' && census.sent > 0 && census.unsent === 0",
      to: "settle === 'retry'",
    },
    // SES took it, and says nothing of any message.
    faults: [
      {
        ...{ service: 'ses', operation: 'SendRawEmail', caller: 'deliver', call: 2 },
        ...{ when: 'after', do: 'exit' },
      },
    ],
    events: { lost: 'all' },
    story: simply,
    expected: /SES took 2 messages/,
  },
  'order of slices': {
    name: 'publish',
    weakness: {
      file: 'core/delivery/progress/freeze-audience.ts',
      from: 'const readers = await ports.standing.after(after, sliceSize);',
      to: `const before = frozen.slices * sliceSize;
        const readers = (await ports.standing.after(null, before + sliceSize)).slice(before);`,
    },
    at: { operation: 'PutItem', call: 3, when: 'after', do: 'exit' },
    async story(world) {
      await world.publish(second);
      await change(world, join(survey.stage.directory, 'bundles', 'order of slices'));
      await simply(world);
    },
    expected: /overlap|in no slice|audience/,
  },
};

const chosen = sampleOf('weakened sources', Object.keys(cases));

it.for(Object.entries(cases))(
  'a weaker rule shows: %s',
  { timeout: 240_000 },
  async ([label, one], { skip }) => {
    skip(!chosen.includes(label), 'another seed, or npm run test:faults, goes through it');
    const root = await weakened(survey.stage, one.name, label, one.weakness);
    const deploy = (world: World) => world.parts.functions.deploy(one.name, root);
    const faults = one.faults ?? (await faultsAt(one, deploy));
    const shows = (broken: string[]) => one.expected.test(broken.join('\n'));
    const broken = await survey.brokenByAll(
      faults.map(fault => ({
        name: inWords(fault),
        options: { faults: [fault], ...(one.events ? { events: one.events } : {}) },
        async story(world) {
          await deploy(world);
          await one.story(world);
        },
      })),
      shows,
    );
    expect(broken.join('\n')).toMatch(one.expected);
  },
);

/** The fault at each call of the function that fits. */
async function faultsAt({ name, at }: Case, prepared: (world: World) => Promise<void>): Promise<Fault[]> {
  const places = placesOf(await survey.calls({ prepared }), name);
  return places.flatMap(place => {
    const fault = { ...place, ...at } as Fault;
    return fault.operation === place.operation && fault.call === place.call ? [fault] : [];
  });
}
