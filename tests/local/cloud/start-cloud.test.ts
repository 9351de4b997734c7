import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { claimFile } from '../../../local/cloud/files/directory-claim.ts';
import { assertLoopback } from '../../../local/cloud/guard.ts';
import { createResources } from '../../../local/cloud/resources.ts';
import { startCloud } from '../../../local/cloud/start-cloud.ts';
import { cloudForTest, emptyDirectory } from '../../support/cloud/cloud.ts';

describe('startCloud', () => {
  it('gives an environment of loopback endpoints and dummy keys', async () => {
    const { cloud } = await cloudForTest();
    const { environment } = cloud;
    const endpoints = Object.keys(environment).filter(name => name.startsWith('AWS_ENDPOINT_URL'));
    expect(endpoints.sort()).toEqual([
      'AWS_ENDPOINT_URL_DYNAMODB',
      'AWS_ENDPOINT_URL_S3',
      'AWS_ENDPOINT_URL_SCHEDULER',
      'AWS_ENDPOINT_URL_SES',
      'AWS_ENDPOINT_URL_SQS',
    ]);
    for (const name of endpoints) assertLoopback(environment[name] ?? '', name);
    expect(environment).toMatchObject({ AWS_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true' });
    expect(environment.AWS_ACCESS_KEY_ID).toMatch(/^[A-Za-z0-9]+$/);
  });

  it('refuses a second cloud on the same directory, until the first has stopped', async () => {
    const { cloud, directory } = await cloudForTest();
    await expect(startCloud({ directory })).rejects.toThrow(
      /another local cloud is running on this directory/,
    );
    await cloud.stop();
    const next = await startCloud({ directory });
    await next.stop();
  });

  it('stops twice without harm, and leaves no claim behind', async () => {
    const { cloud, directory } = await cloudForTest();
    await cloud.stop();
    await cloud.stop();
    expect((await readdir(directory)).filter(name => claimFile.test(name))).toEqual([]);
  });

  it('takes the ports that it is told, and fails clearly when one is taken, leaving nothing running', async () => {
    const first = await cloudForTest();
    const s3 = Number(new URL(first.cloud.s3.url).port);
    const directory = await emptyDirectory();
    await expect(startCloud({ directory, ports: { s3 } })).rejects.toThrow('EADDRINUSE');
    await first.cloud.stop();
    const { cloud } = await cloudForTest({ directory, ports: { s3 } });
    expect(cloud.s3.url).toBe(`http://127.0.0.1:${s3}`);
  });
});

describe('createResources', () => {
  it('may be called at every start, and answers the same', async () => {
    const directory = await emptyDirectory();
    const first = await cloudForTest({ directory });
    const resources = await createResources(first.cloud);
    expect(await createResources(first.cloud, { visibilityTimeout: 7 })).toEqual(resources);
    await first.cloud.stop();
    const second = await cloudForTest({ directory });
    const again = await createResources(second.cloud);
    expect(Object.keys(again)).toEqual(Object.keys(resources));
    expect(resources).toMatchObject({
      CONTENT_BUCKET: 'content',
      ARCHIVE_BUCKET: 'archive',
      SLICE_QUEUE_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\d{12}\/slices\.fifo$/),
    });
  });

  it('goes to no other machine', async () => {
    const { cloud } = await cloudForTest();
    const environment = { ...cloud.environment, AWS_ENDPOINT_URL_SQS: 'https://sqs.elsewhere.example' };
    await expect(createResources({ environment })).rejects.toThrow(/AWS_ENDPOINT_URL_SQS: expected/);
  });
});
