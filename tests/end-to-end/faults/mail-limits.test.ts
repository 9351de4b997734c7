import { VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { Survey } from '../../support/faults/promises/survey.ts';
import { recover } from '../../support/faults/recovery.ts';
import { readerCount, second, wholeEdition } from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';
import { isChosen } from '../../support/run/sample.ts';

let survey: Survey;
beforeAll(async () => {
  survey = await Survey.open('limits of the mail service, over time');
});
afterAll(() => survey.close());

const edition = '2026-11-23';
const acceptedOf = async ({ parts }: World) =>
  (await parts.cloud.ses.envelopes()).filter(
    ({ tags }) => tags.edition === edition && tags.reader !== undefined,
  ).length;

it('a quota that is used up in the middle comes back after a day, and everybody gets one message', {
  timeout: 300_000,
}, async () => {
  const broken = await survey.broken([
    {
      name: 'quota of three',
      options: { ses: { max24HourSend: 3 } },
      mayMiss: true,
      async story(world) {
        await wholeEdition(world, second);
        expect(await acceptedOf(world)).toBe(3);
        await recover(world, second, { minutes: 61, steps: 22 });
        expect(await acceptedOf(world)).toBe(3);
        await recover(world, second, { minutes: 61, steps: 50 });
      },
    },
  ]);
  expect(broken).toEqual([]);
});

it('a sender that is verified no more holds the edition; once it is, and the hold lifted, everybody gets one message', async () => {
  const broken = await survey.broken([
    {
      name: 'sender not verified any more',
      options: { ses: { verified: ['news.example'] } },
      mayMiss: true,
      async story(world) {
        await world.publish(second);
        // A sender that never was verified would have kept publish from sealing.
        await world.parts.cloud.ses.forget('news.example');
        await world.deliver();
        await world.sweep();
        await recover(world, second);
        expect(await acceptedOf(world)).toBe(0);
        expect((await world.stores.editions.read({ publication: 'weekly', edition }))?.hold).toContain(
          'not verified',
        );
        await world.parts.clients.ses.send(new VerifyDomainIdentityCommand({ Domain: 'news.example' }));
        await world.stores.editions.release({ publication: 'weekly', edition });
        await recover(world, second);
      },
    },
  ]);
  expect(broken).toEqual([]);
});

it.runIf(isChosen('one message a second', 'long tests'))(
  'one message a second, then five, with bursts of throttling, make it slower, no more',
  {
    timeout: 240_000,
  },
  async () => {
    const faults = [2, 3, 4, 7, 8, 9].map(
      (call): Fault => ({
        ...{ service: 'ses', operation: 'SendRawEmail', caller: 'deliver', call, when: 'before' },
        ...{ do: 'error', status: 400, code: 'Throttling' },
      }),
    );
    const broken = await survey.broken([
      {
        name: 'one a second, then five, throttled',
        options: { faults, ses: { maxSendRate: 1 } },
        async story(world) {
          const raise = setTimeout(() => world.parts.cloud.ses.limit({ maxSendRate: 5 }), 4000);
          await wholeEdition(world, second);
          clearTimeout(raise);
          expect(await acceptedOf(world)).toBe(readerCount);
          world.parts.cloud.ses.limit({ maxSendRate: 10_000 });
        },
      },
    ]);
    expect(broken).toEqual([]);
  },
);
