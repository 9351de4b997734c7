import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Clients } from '../../../../local/cloud/clients.ts';
import { strangerIn } from '../../../../local/cloud/http/own-callers.ts';
import type { Cloud } from '../../../../local/cloud/start-cloud.ts';
import { cloudForTest } from '../../../support/cloud/cloud.ts';
import { signed } from '../../../support/cloud/signed.ts';

type Answer = { status: number | undefined; body: string };

/** Sends what fetch would not: another host, and what only browsers send. */
function send(url: string, headers: Record<string, string>, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers, agent: false }, async answer => {
      resolve({ status: answer.statusCode, body: await text(answer) });
    })
      .on('error', reject)
      .end(body);
  });
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = (target: string) => ({
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': target,
});
const mail = new URLSearchParams({
  Action: 'SendEmail',
  Source: 'a@news.example',
  'Destination.ToAddresses.member.1': 'b@mail.example',
}).toString();

/** A call of each service that a page in a browser would want to make. */
const calls = [
  ['s3', 'PUT', '/content/planted', {}, 'planted'],
  ['s3', 'GET', '/content/secret', {}, ''],
  ['ses', 'POST', '/', form, mail],
  ['dynamodb', 'POST', '/', json('DynamoDB_20120810.ListTables'), '{}'],
  ['sqs', 'POST', '/', json('AmazonSQS.CreateQueue'), '{"QueueName":"planted"}'],
  ['scheduler', 'GET', '/schedules/courant_weekly', {}, ''],
] as const;

let cloud: Cloud;
let clients: Clients;
beforeEach(async () => {
  ({ cloud, clients } = await cloudForTest());
  await clients.s3.send(new CreateBucketCommand({ Bucket: 'content' }));
  await clients.s3.send(new PutObjectCommand({ Bucket: 'content', Key: 'secret', Body: 'the secret' }));
  cloud.beginRun();
});

describe('the embedded cloud', () => {
  it.each(calls)(
    'lets nobody call %s by %s %s who is none of its callers',
    async (service, method, path, headers, body) => {
      const { url } = cloud[service];
      const asked = (more: Record<string, string>) => send(url + path, { ...headers, ...more }, method, body);
      const port = new URL(url).port;
      const refused: [Record<string, string>, number][] = [
        [{}, 403],
        [{ authorization: 'Basic Y291cmFudGxvY2Fs' }, 403],
        [signed('AKIAIOSFODNN7EXAMPLE'), 403],
        [{ ...signed(), origin: 'https://evil.example' }, 403],
        [{ ...signed(), origin: 'null' }, 403],
        [{ ...signed(), origin: url }, 403],
        [{ ...signed(), host: 'evil.example' }, 421],
        [{ ...signed(), host: `evil.example:${port}` }, 421],
        [{ ...signed(), host: `127.0.0.1.evil.example:${port}` }, 421],
        [{ ...signed(), host: '127.0.0.1' }, 421],
        [{ ...signed(), host: '127.0.0.1:1' }, 421],
      ];
      for (const [more, status] of refused) {
        const answer = await asked(more);
        expect({ more, status: answer.status }).toEqual({ more, status });
        expect(answer.body).toMatch(/The embedded cloud answers calls of|This server answers to/);
        expect(answer.body).not.toContain('the secret');
      }
      // Refused before they were anybody's call: nothing acted, and no fault plan counts them.
      expect(cloud.calls()).toEqual([]);
      expect(await cloud.ses.envelopes()).toEqual([]);
      await asked({ ...signed(), host: `localhost:${port}` });
      expect(cloud.calls()).toHaveLength(1);
    },
  );

  it('says what is wrong in the form that each service has for errors', async () => {
    const [s3, , ses, dynamodb] = await Promise.all(
      calls.map(([service, method, path, headers, body]) =>
        send(cloud[service].url + path, headers, method, body),
      ),
    );
    expect(s3?.body).toContain('<Code>AccessDenied</Code>');
    expect(ses?.body).toContain('<Code>MissingAuthenticationToken</Code>');
    expect(JSON.parse(dynamodb?.body ?? '')).toMatchObject({
      __type: 'com.amazonaws.dynamodb.v20120810#MissingAuthenticationToken',
    });
  });
});

describe('strangerIn', () => {
  it('knows a presigned address with the key of the cloud', () => {
    const presigned = (credential: string) =>
      `/content/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${credential}%2F20261123%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature=0`;
    expect(strangerIn({ headers: {}, url: presigned('courantlocal') })).toBeUndefined();
    expect(strangerIn({ headers: {}, url: presigned('other') })).toMatchObject({ status: 403 });
    expect(strangerIn({ headers: {}, url: '/content/k?X-Amz-Credential=courantlocal%2F1' })).toMatchObject({
      status: 403,
    });
  });
});
