import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { beforeAll, expect, it } from 'vitest';
import { S3Owners } from '../../../aws/s3/installation/s3-owners.ts';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { brokenPromises } from '../../support/faults/promises/broken-promises.ts';
import { recover } from '../../support/faults/recovery.ts';
import { sharedStages } from '../../support/faults/shared-stages.ts';
import type { Stage } from '../../support/faults/stage.ts';
import { atSecondEdition, second, wholeEdition } from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';

let stage: Stage;
beforeAll(async () => {
  [stage] = await sharedStages();
});

const seals = async (world: World) => (await world.stores.seals.links('weekly')).length;
const mails = async (world: World) => (await world.parts.cloud.ses.envelopes()).length;

it('nothing is sealed while the sender is not verified; the sweep publishes by itself once it is', async () => {
  const world = await atSecondEdition(stage, { ses: { verified: [] } });
  try {
    expect(await world.publish(second)).toMatchObject({
      outcome: 'not ready',
      plan: { edition: '2026-11-23' },
    });
    for (let times = 0; times < 2; times += 1) {
      world.letPass(6);
      await world.sweep();
    }
    expect([await seals(world), world.failures]).toEqual([1, []]);
    await world.parts.clients.ses.send(new VerifyDomainIdentityCommand({ Domain: 'news.example' }));
    world.letPass(5);
    await world.sweep();
    await world.deliver();
    await world.feedback();
    await recover(world, second);
    expect(await seals(world)).toBe(2);
    expect(await brokenPromises(world)).toEqual([]);
    // Since the edition is sealed, SES is not asked of its sender any more.
    const asked = world.parts.cloud.calls().filter(({ operation }) => operation.startsWith('GetIdentity'));
    expect(asked).toEqual([]);
  } finally {
    await world.close();
  }
});

it('a permission to ask that is missing stops no edition', async () => {
  const fault = {
    service: 'ses',
    operation: 'GetIdentityVerificationAttributes',
    call: 1,
    when: 'before',
  } as const;
  const world = await atSecondEdition(stage, {
    faults: [{ ...fault, do: 'error', status: 403, code: 'AccessDenied' }],
  });
  try {
    expect(await world.publish(second)).toMatchObject({ outcome: 'sealed' });
    expect(world.hit()).toHaveLength(1);
    expect(world.parts.functions.takeLog()).toMatch(/"level":"WARN".*sender unknown.*AccessDenied/);
  } finally {
    await world.close();
  }
});

it('an edition whose seal was deleted is neither made nor mailed again', async () => {
  const world = await atSecondEdition(stage);
  try {
    await wholeEdition(world, second);
    const [before, sealed] = [await mails(world), await seals(world)];
    const { s3 } = world.parts.clients;
    const Bucket = world.parts.resources.ARCHIVE_BUCKET;
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'sealed/weekly/after-2026-11-16.json' }));
    world.letPass(11);
    await world.publish(second);
    await world.sweep();
    await world.deliver();
    expect(world.failures.map(({ message }) => /VanishedSealError/.test(message))).toEqual([true, true]);
    expect([await mails(world), await seals(world)]).toEqual([before, sealed - 1]);
  } finally {
    await world.close();
  }
});

it('a stack from which another took the stores over publishes, delivers and sweeps nothing', async () => {
  const world = await atSecondEdition(stage);
  try {
    await world.publish(second);
    const { clients, resources } = world.parts;
    const owners = new S3Owners(new S3Objects(clients.s3, resources.ARCHIVE_BUCKET));
    const [first] = await owners.series();
    expect(first).toMatchObject({ stackName: 'courant', region: 'us-east-1', account: '000000000000' });
    const next = { format: 1, stack: 'new', stackName: 'new', account: null, region: null } as const;
    await owners.write(2, { ...next, since: '2026-11-23T06:00:30Z' as Instant });
    const before = await mails(world);
    const sealed = await seals(world);
    // Its queue is used up: the sweep of the other stack puts the slices on its own.
    expect(await world.deliver()).toMatchObject({ events: 3, succeeded: 3 });
    world.letPass(20);
    await world.sweep();
    expect(await world.publish('2026-11-30T06:00:00Z')).toMatchObject({
      outcome: 'not the owner',
      owner: next,
    });
    expect([await mails(world), await seals(world), world.failures]).toEqual([before, sealed, []]);
  } finally {
    await world.close();
  }
});
