import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { S3TakenDown } from '../../../aws/s3/s3-taken-down.ts';
import { decide } from '../../../core/edition/decisions/decide.ts';
import { amendFact } from '../../../core/filing/amend-fact.ts';
import { instantOf } from '../../../core/foundation/instant.ts';
import { leaveKey } from '../../../core/readers/reader.ts';
import { bundledFiles } from '../../../infra/inputs/bundle.ts';
import type { Call } from '../../../local/cloud/faults/call-gate.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { leaveRequest } from '../../../local/rehearsal/mailbox.ts';
import { exampleTemplate } from '../../infra/example-app.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { copyReaders, replaceReaders } from '../../support/faults/readers-table.ts';
import { sharedStages } from '../../support/faults/shared-stages.ts';
import { askFor, letters, linkIn, sendForm } from '../../support/faults/sign-up.ts';
import { linksUrl, type Stage, type WorldOptions } from '../../support/faults/stage.ts';
import { atSecondEdition, first, second, thirdEdition, wholeEdition } from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';
import { arnOf, requestsFor } from '../../support/policies/calls-as-requests.ts';
import { type Grant, grantsOf } from '../../support/policies/grants.ts';
import { allowed, type Request, type Statement } from '../../support/policies/matcher.ts';
import { bucketStatements, functionRoles } from '../../support/policies/template-policies.ts';

const template = exampleTemplate();
const roles = functionRoles(template, arnOf);
const buckets = bucketStatements(template, arnOf);

/** An editor took back a fact of the first edition: whoever makes the second has to read that. */
async function retract(world: World): Promise<void> {
  world.setTime('2026-11-20T09:00:00Z');
  const clock = { now: () => instantOf(world.parts.clock.now()) };
  const file = { fact: 'before-one.1', reason: 'the article does not say so' };
  await amendFact({ filing: world.stores.log, clock }, file, null);
  world.setTime('2026-11-23T06:00:20Z');
}

/** An operator took something down: every process that makes files anew reads that. */
async function takeDownBefore({ parts: { clients, resources } }: World): Promise<void> {
  const records = new S3TakenDown(new S3Objects(clients.s3, resources.ARCHIVE_BUCKET));
  const what = { kind: 'fact', fact: 'of-nobody.1' } as const;
  const why = { because: 'a court says so', by: 'the publisher', at: await records.now() };
  const record = { format: 1, publication: 'weekly', what, ...why } as const;
  await records.write(
    { ...record, edition: '2026-11-16', number: '1-01', facts: [what.fact], sealed: [] },
    1,
  );
}

/** An operator left an edition out: whoever makes another asks for that. */
async function decideBefore({ stores: { decisions } }: World): Promise<void> {
  await decide(decisions, 'weekly', { kind: 'skip', edition: '2027-06-07', because: 'holidays' }, undefined);
}

/** As in stores that no stack owns yet, and with new processes: a sweep's first run writes what the site lacks. */
async function forgetOwner({ parts: { clients, resources, functions } }: World): Promise<void> {
  await clients.s3.send(
    new DeleteObjectCommand({ Bucket: resources.ARCHIVE_BUCKET, Key: 'owners/0001.json' }),
  );
  await functions.stop();
}

/** Everything that functions do as long as nothing fails: publish, deliver, hear, also of an address that is gone, close; leave. */
async function usual(world: World): Promise<void> {
  await forgetOwner(world);
  await retract(world);
  await takeDownBefore(world);
  await decideBefore(world);
  await world.addReader(aReader(8, { address: 'bounce@simulator.amazonses.com' }));
  // Lambda may run it once more.
  await world.publish(second);
  await wholeEdition(world, second);
  const link = `${linksUrl}/leave/weekly/${leaveKey(aReader(1))}`;
  await world.parts.functions.invoke('subscriptions', leaveRequest(link));
  await thirdEdition(world);
}

/** Somebody asks, confirms, where the archive is public, leaves, a day later asks what is kept of them, and has it erased. */
async function comeAndGo(world: World, stage: Stage): Promise<void> {
  await showArchive(world, stage);
  await wholeEdition(world, second);
  await askFor(world, 'new@mail.example');
  await world.signups();
  const [asked] = await letters(world);
  if (!asked) throw new Error('no confirmation was mailed');
  await sendForm(world, await linkIn(asked, 'confirm'));
  const reader = await world.stores.readers.read('weekly', asked.tags.reader ?? '');
  if (!reader) throw new Error('nobody became a reader');
  const leave = `${linksUrl}/leave/weekly/${leaveKey(reader)}`;
  await world.parts.functions.invoke('subscriptions', leaveRequest(leave));
  world.letPass(25 * 60);
  await sendForm(world, leave, {}, '/manage');
  await world.signups();
  const [, link] = await letters(world);
  if (!link) throw new Error('no link was mailed');
  await sendForm(world, `${await linkIn(link, 'manage')}/erase`);
  expect((await world.stores.addresses.read(reader.id))?.state).toBe('erased');
  await world.feedback();
  // Once a day the sweep completes what was erased.
  world.setTime('2026-11-25T00:21:00Z');
  await world.sweep();
  await thirdEdition(world);
  // By then all of it is due that the sweep takes away.
  world.setTime('2027-01-12T00:22:00Z');
  await world.sweep();
}

/** Deploys the functions that write the archive, and the one behind the pages, with a public archive. */
async function showArchive({ parts: { functions } }: World, stage: Stage): Promise<void> {
  for (const name of ['publish', 'sweep', 'subscriptions'] as const) {
    const root = join(stage.directory, `${name}-with-archive`);
    await cp(stage.bundle(name), root, { recursive: true });
    const configuration = { ...stage.configuration, publicArchive: true };
    await writeFile(join(root, bundledFiles.configuration), JSON.stringify(configuration));
    await functions.deploy(name, root);
  }
}

/** Nobody starts publish, and a worker ends with a claim: the sweep publishes, settles, gives back, puts back and closes. */
async function leftToTheSweep(world: World): Promise<void> {
  await forgetOwner(world);
  await retract(world);
  await takeDownBefore(world);
  await decideBefore(world);
  world.letPass(11);
  await world.sweep();
  for (const minutes of [0, 31, 170, 16]) {
    world.letPass(minutes);
    await world.deliver();
    await world.feedback();
    await world.sweep();
  }
}

/** The sender is not verified, so that the edition is held; the next one is late, and held before it is sealed. */
async function held(world: World): Promise<void> {
  await wholeEdition(world, second);
  world.setTime('2026-12-01T20:00:00Z');
  await world.sweep();
}

/** The first day of an installation: a sweep writes down that the publication was seen, or publish does if it is the first. */
async function firstDay(
  stage: Stage,
  begin: (world: World) => Promise<unknown>,
  time = '2026-11-16T06:00:20Z',
): Promise<Call[]> {
  const world = await stage.world();
  try {
    world.setTime(time);
    await begin(world);
    return [...world.parts.cloud.calls()];
  } finally {
    await world.close();
  }
}

/** The day before the first edition: a proof goes out, and the next sweep sees that it did. */
async function proofOfFirst(world: World): Promise<void> {
  await world.sweep();
  await world.sweep();
}

/** Another readers table takes the place of the old one, before publish looks at it and while mail goes out; somebody's ending is not kept. */
async function restored(world: World): Promise<void> {
  const older = await copyReaders(world);
  const { publication, id, token } = aReader(1);
  const at = instantOf(world.parts.clock.now());
  await world.stores.readers.leave(publication, id, token, at, 'test');
  await replaceReaders(world, await copyReaders(world));
  await world.publish(second);
  await replaceReaders(world, older);
  await world.deliver();
  world.letPass(20);
  await world.sweep();
}

const endOfWorker: Fault = {
  ...{ service: 'ses', operation: 'SendRawEmail', caller: 'deliver', call: 2 },
  ...{ when: 'before', do: 'exit' },
};
const stories: [(world: World, stage: Stage) => Promise<void>, WorldOptions][] = [
  [usual, {}],
  [comeAndGo, {}],
  [leftToTheSweep, { faults: [endOfWorker] }],
  [held, { ses: { verified: [] } }],
  [restored, {}],
];

let requests: { name: string; request: Request }[];
beforeAll(async () => {
  const waiting = [...stories];
  const calls: Call[] = [];
  const tell = async (stage: Stage) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [story, options] = next;
      const world = await atSecondEdition(stage, options);
      try {
        await story(world, stage);
        calls.push(...world.parts.cloud.calls());
      } finally {
        await world.close();
      }
    }
  };
  const stages = await sharedStages();
  await Promise.all(stages.map(tell));
  calls.push(...(await firstDay(stages[0], world => world.sweep())));
  calls.push(...(await firstDay(stages[0], world => world.publish(first))));
  calls.push(...(await firstDay(stages[0], proofOfFirst, '2026-11-15T08:00:00Z')));
  // Calls without a name are those of the test itself.
  const named = calls.flatMap(call => (call.caller ? [{ name: call.caller.split('-')[0] ?? '', call }] : []));
  const asked = named.flatMap(({ name, call }) =>
    requestsFor(call, roles.get(name)?.principal ?? '').map(request => ({ name, request })),
  );
  requests = [...new Map(asked.map(each => [JSON.stringify(each), each])).values()];
}, 600_000);

/** What a function asked for and would not be given if its role had these statements. */
function refused(name: string, statements: readonly Statement[]): string[] {
  return requests
    .filter(each => each.name === name && !allowed([...statements, ...buckets], each.request))
    .map(({ request }) => `${name}: ${request.action} ${request.resource}`);
}

const grants = [...roles].flatMap(([name, { statements }]) => grantsOf(name, statements));

/** Why functions may do what none of these runs calls. */
const reasons: [grant: RegExp, reason: string][] = [
  [/: logs:(CreateLogStream|PutLogEvents) /, 'Lambda writes a log with the role of its function'],
  [/: xray:Put(TraceSegments|TelemetryRecords) \*$/, 'Lambda traces with the role of its function'],
  [
    /^(deliver: sqs:\w+ DeliverQueueSlices|feedback: sqs:\w+ FeedbackQueue|signup: sqs:\w+ SignUpsRequests)$/,
    'Lambda polls a queue with the role of the function that works it off',
  ],
  [
    /^deliver: s3:GetObject StorageArchive\/sealed\/\*$/,
    'deliver takes the bytes of the seal where a file of the edition is damaged or missing',
  ],
  [/^signup: s3:ListBucket StorageContent$/, 'to who may not list, S3 answers 403 where there is no key yet'],
  [/^publish: sqs:\w+ FailedRuns$/, 'Lambda puts failed runs aside with the role of their function'],
];

/** The grants that nothing called for, in words. */
function unused(all: readonly Grant[]): string[] {
  const isUsed = ({ name, statement }: Grant) =>
    requests.some(each => each.name === name && allowed([statement], each.request));
  return all.filter(grant => !isUsed(grant)).map(({ words }) => words);
}

const withoutReason = (words: readonly string[]) =>
  words.filter(each => !reasons.some(([grant]) => grant.test(each)));

describe('the policies of the functions, held against what the functions call', () => {
  it('allow every call, on exactly what it is about, and no policy of a bucket denies it', () => {
    const functions = [...new Set(requests.map(({ name }) => name))].sort();
    expect(functions).toEqual(['deliver', 'feedback', 'publish', 'signup', 'subscriptions', 'sweep']);
    expect(requests.length).toBeGreaterThan(100);
    const all = [...roles].flatMap(([name, { statements }]) => refused(name, statements));
    expect(all).toEqual([]);
  });

  it('need every grant that a call was made for: without it, a call is refused', () => {
    const idle = unused(grants);
    const called = grants.filter(({ words }) => !idle.includes(words));
    expect(called.length).toBeGreaterThan(40);
    for (const { name, words } of called) {
      const others = grants.filter(grant => grant.name === name && grant.words !== words);
      const missed = refused(
        name,
        others.map(({ statement }) => statement),
      );
      expect.soft(missed, words).not.toEqual([]);
    }
  });

  it('allow nothing that nobody calls, but for what has a reason', () => {
    expect(withoutReason(unused(grants))).toEqual([]);
  });

  it('would show a grant too much', () => {
    const table = arnOf('StorageReaders');
    const more = [
      { Effect: 'Allow', Action: ['dynamodb:Scan', 'dynamodb:UpdateItem'], Resource: table },
    ] as const;
    expect(withoutReason(unused([...grants, ...grantsOf('feedback', more)]))).toEqual([
      'feedback: dynamodb:Scan StorageReaders',
    ]);
  });

  it('have no reason left over from an earlier grant', () => {
    const left = reasons.filter(([grant]) => !unused(grants).some(words => grant.test(words)));
    expect(left).toEqual([]);
  });
});
