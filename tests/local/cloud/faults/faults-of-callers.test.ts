import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { CreateBucketCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clients } from '../../../../local/cloud/clients.ts';
import type { Fault } from '../../../../local/cloud/faults/fault-plan.ts';
import type { Cloud } from '../../../../local/cloud/start-cloud.ts';
import { type FunctionProcess, startFunction } from '../../../../local/functions/function-process.ts';
import { cloudForTest, emptyDirectory } from '../../../support/cloud/cloud.ts';
import { signed } from '../../../support/cloud/signed.ts';

/** Writes an object under a key and answers the status. */
const writer = `export const handler = async ({ key }) =>
  (await fetch(process.env.AWS_ENDPOINT_URL_S3 + '/content/' + key, {
    method: 'PUT', body: 'b',
    headers: { ...${JSON.stringify(signed())}, 'user-agent': 'sdk app/' + process.env.AWS_SDK_UA_APP_ID },
  })).status;`;

let cloud: Cloud;
let clients: Clients;
const processes: FunctionProcess[] = [];

beforeEach(async () => {
  ({ cloud, clients } = await cloudForTest({
    signal: (caller, signal) => process.kill(Number(caller?.split('-').at(-1)), signal),
  }));
  await clients.s3.send(new CreateBucketCommand({ Bucket: 'content' }));
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map(running => running.stop()));
});

async function start(name: string): Promise<FunctionProcess> {
  const root = await emptyDirectory();
  writeFileSync(path.join(root, 'index.mjs'), writer);
  const running = startFunction(name, root, cloud.environment);
  processes.push(running);
  return running;
}
const plan = (fault: Partial<Fault>) =>
  cloud.beginRun([
    { service: 's3', caller: 'first', call: 1, when: 'before', do: 'exit', ...fault } as Fault,
  ]);
const keys = async () =>
  (await clients.s3.send(new ListObjectsV2Command({ Bucket: 'content' }))).Contents?.map(({ Key }) => Key) ??
  [];

describe('a fault for one of several callers', () => {
  it.each([
    ['before', ['other']],
    ['after', ['key', 'other']],
  ] as const)('ends it, and nobody else, %s the service acts', async (when, written) => {
    plan({ when });
    const [first, second] = [await start('first'), await start('second')];
    expect(await second.invoke({ key: 'other' })).toBe(200);
    await expect(first.invoke({ key: 'key' })).rejects.toThrow('function first');
    expect([first.ended(), second.ended()]).toEqual([true, false]);
    expect(await keys()).toEqual(written);
    expect(cloud.hit()).toHaveLength(1);
  });

  it('says who called', async () => {
    cloud.beginRun();
    const first = await start('first');
    await first.invoke({ key: 'key' });
    await keys();
    expect(cloud.calls()).toEqual([
      {
        service: 's3',
        operation: 'PutObject',
        on: ['content/key'],
        conditions: {},
        caller: `first-${first.pid}`,
      },
      { service: 's3', operation: 'ListObjectsV2', on: ['content'], conditions: {} },
    ]);
  });

  it('halts it before the service acts; the call goes on when it is let, and the process when it is continued', async () => {
    plan({ do: 'stop' });
    const first = await start('first');
    const answer = first.invoke({ key: 'key' });
    await expect.poll(() => cloud.hit(), patiently).toHaveLength(1);
    expect(await keys()).toEqual([]);
    cloud.letGo();
    await expect.poll(keys, patiently).toEqual(['key']);
    expect(await Promise.race([answer, rest()])).toBe('rests');
    process.kill(first.pid ?? 0, 'SIGCONT');
    expect(await answer).toBe(200);
  });

  it('halts it after the service acted, and its answer waits for it', async () => {
    plan({ do: 'stop', when: 'after' });
    const first = await start('first');
    const answer = first.invoke({ key: 'key' });
    await expect.poll(keys, patiently).toEqual(['key']);
    expect(await Promise.race([answer, rest()])).toBe('rests');
    process.kill(first.pid ?? 0, 'SIGCONT');
    expect(await answer).toBe(200);
  });
});

/** A process of its own takes its time to begin on a machine that has other work. */
const patiently = { timeout: 20_000 };

function rest(): Promise<string> {
  return new Promise(resolve => setTimeout(() => resolve('rests'), 100));
}
