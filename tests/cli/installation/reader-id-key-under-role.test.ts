import { afterEach, describe, expect, it, vi } from 'vitest';
import { explainAccess, NoAccessError } from '../../../cli/installation/access-errors.ts';
import { openDeployed } from '../../../cli/installation/open-deployed.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { type Answer, assumedRole, describedStack, refusedCall, stubAws } from '../stub-aws.ts';

const role = 'arn:aws:iam::111122223333:role/courant/ids/courant-Registrar-0A1B';
const outputs = {
  ContentBucket: 'content-1',
  ArchiveBucket: 'archive-1',
  EditionsTable: 'editions-1',
  DeliveriesTable: 'deliveries-1',
  ReadersTable: 'readers-1',
  PublishFunction: 'publish-1',
  RegistrarRole: role,
};
const { RegistrarRole: _, ...earlier } = outputs;
const hex = '07'.repeat(32);
const denied = 'User: arn:aws:iam::111122223333:user/ada is not authorized to perform it';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const stop of stops.splice(0)) await stop();
});

/** S3's own form of an error. */
function refusedObject(status: number, code: string): Answer {
  return { status, body: `<Error><Code>${code}</Code><Message>${code} it is</Message></Error>` };
}

/** Opens a stack whose STS and S3 answer like this; `calls` says of each call, but for the first, who signed it. */
async function open({
  outputs: has = outputs as Partial<typeof outputs>,
  sts = assumedRole('ROLE') as Answer,
  s3 = [{ body: hex }] as Answer[],
} = {}) {
  const calls: string[] = [];
  const answers = [...s3];
  const { client, asked, stop } = await stubAws((path, body, signedWith) => {
    const action = /^Action=(\w+)/.exec(body)?.[1];
    if (action === 'DescribeStacks') return describedStack(has);
    calls.push(`${signedWith} ${action ?? path.replace(/\?.*/, '')}`);
    return action === 'AssumeRole' ? sts : (answers.shift() ?? { body: '{}' });
  });
  stops.push(stop);
  vi.stubEnv('AWS_ENDPOINT_URL', client.endpoint);
  vi.stubEnv('AWS_REGION', client.region);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'OWN');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  const installation = await openDeployed(aConfiguration());
  stops.push(() => installation.close());
  return { installation, calls, asked };
}

/** What a person is told who asks for the key. */
async function refusal(options: Parameters<typeof open>[0]): Promise<unknown> {
  const { installation } = await open(options);
  return explainAccess(await installation.readerIdKey.get().catch((error: unknown) => error));
}

describe('the key of reader ids of a deployed stack', () => {
  it('is read under the role of the stack, taken on when the key is asked for, and nothing else is', async () => {
    const { installation, calls, asked } = await open({ s3: [{ body: '{}' }, { body: hex }] });
    const edition = { publication: 'weekly', edition: '2026-11-23' };
    await installation.archive.read(edition, 'digest.txt');
    expect(calls).toEqual(['OWN /archive-1/archive/weekly/2026-11-23/digest.txt']);
    expect(Buffer.from(await installation.readerIdKey.get()).toString('hex')).toBe(hex);
    await installation.readerIdKey.get();
    await installation.editions.read(edition);
    await installation.archive.read(edition, 'digest.txt');
    expect(calls.slice(1)).toEqual([
      'OWN AssumeRole',
      'ROLE /content-1/keys/reader-ids',
      'OWN /',
      'OWN /archive-1/archive/weekly/2026-11-23/digest.txt',
    ]);
    const { body } = asked.find(call => call.body.startsWith('Action=AssumeRole')) ?? expect.fail('no call');
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      RoleArn: role,
      RoleSessionName: 'courant',
      DurationSeconds: '900',
    });
  });

  it('is made under the role where there is none yet', async () => {
    const { installation, calls } = await open({
      s3: [refusedObject(404, 'NoSuchKey'), { body: '' }, { body: hex }],
    });
    expect(await installation.readerIdKey.get()).toHaveLength(32);
    expect(calls).toEqual(['OWN AssumeRole', ...Array(3).fill('ROLE /content-1/keys/reader-ids')]);
  });

  it('is read under one’s own credentials where a stack of an earlier version has no such role', async () => {
    const { installation, calls } = await open({ outputs: earlier });
    expect(await installation.readerIdKey.get()).toHaveLength(32);
    expect(calls).toEqual(['OWN /content-1/keys/reader-ids']);
  });

  it('is refused with the role and the permission in it to those who may not take the role on', async () => {
    const error = await refusal({ sts: refusedCall('AccessDenied', denied, 403) });
    expect(error).toBeInstanceOf(NoAccessError);
    expect((error as Error).message).toBe(
      `AWS: expected to be allowed to take on the role ${role}, under which the key of reader ids is read, found: ${denied}. ` +
        `Have sts:AssumeRole on ${role} added to your permissions (docs/access.md), or sign in as somebody who has it. ` +
        'To work on this machine only, add --local.',
    );
  });

  it('is refused with what to look for if the role itself may not read it', async () => {
    const error = await refusal({ s3: [refusedObject(403, 'AccessDenied')] });
    expect(error).toBeInstanceOf(NoAccessError);
    expect((error as Error).message).toContain(
      `expected that the role ${role} may read and make the key of reader ids, found: AccessDenied it is.`,
    );
    expect((error as Error).message).toContain('npx cdk deploy');
  });

  it.each([
    ['ExpiredToken', /expected valid credentials, found expired ones\..*sign in/],
    ['RegionDisabledException', /^STS is not activated/],
  ])('leaves %s of STS what it is', async (code, message) => {
    const error = await refusal({ sts: refusedCall(code, 'STS is not activated here', 403) });
    expect((error as Error).message).toMatch(message);
  });

  it('leaves what else is wrong with the key what it is', async () => {
    const error = await refusal({ s3: [{ body: 'no digits' }] });
    expect(error).toMatchObject({ name: 'DamagedKeyError' });
  });
});
