import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DynamoDbConfirmations } from '../../../aws/dynamodb/sign-up/dynamodb-confirmations.ts';
import { DynamoDbRequests } from '../../../aws/dynamodb/sign-up/dynamodb-requests.ts';
import { S3ReaderIdKey } from '../../../aws/s3/installation/s3-reader-id-key.ts';
import { instantOf, plusHours } from '../../../core/foundation/instant.ts';
import { readerId } from '../../../core/readers/reader-id.ts';
import type { SignUpRequest } from '../../../core/readers/sign-up/request.ts';
import { isolateFromAws } from '../../../local/cloud/guard.ts';
import { sqsEventOf } from '../../../local/cloud/sqs-event.ts';
import { type AwsPorts, awsPorts } from '../../aws/aws-ports.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { aRequest } from '../../support/builders/a-request.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

type Function = typeof import('../../../lambdas/signup/handler.ts');
const lambda = { getRemainingTimeInMillis: () => 60_000 };
const eventOf = (...bodies: string[]): SQSEvent =>
  sqsEventOf(
    bodies.map((Body, n) => ({ Body, MessageId: `message-${n}` })),
    'arn:aws:sqs:eu-west-1:123456789012:signup.fifo',
  );
// The function asks the machine for the time.
const recent = (n: number): SignUpRequest =>
  aRequest(n, { requestedAt: plusHours(instantOf(new Date()), -1 / 60) });

let aws: AwsPorts;
let requests: DynamoDbRequests;
const printed: string[] = [];
beforeEach(async () => {
  aws = await awsPorts({ ses: { verified: ['news.example'] } });
  requests = new DynamoDbRequests(
    DynamoDBDocumentClient.from(aws.clients.dynamodb),
    aws.resources.READERS_TABLE,
  );
  printed.length = 0;
  for (const method of ['info', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation((...words) => {
      printed.push(words.join(' '));
    });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** Loads the function anew, as a cold start does, with what its stack gives it. */
async function coldStart(changes: Record<string, string | undefined> = {}): Promise<Function> {
  const environment: NodeJS.ProcessEnv = { ...process.env };
  isolateFromAws(environment);
  const configurationFile = join(await emptyDirectory(), 'courant.json');
  await writeFile(configurationFile, JSON.stringify(aConfiguration()));
  const own = {
    CONFIGURATION_FILE: configurationFile,
    TEMPLATES_DIRECTORY: 'templates',
    CONTENT_BUCKET: aws.resources.CONTENT_BUCKET,
    READERS_TABLE: aws.resources.READERS_TABLE,
    CONFIGURATION_SET: aws.resources.CONFIGURATION_SET,
    LINKS_URL: 'https://news.example',
    // Its log goes through this process's console then, where it can be read.
    POWERTOOLS_DEV: 'true',
  };
  const all = { ...environment, ...aws.cloud.environment, ...own, ...changes };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  return import('../../../lambdas/signup/handler.ts');
}

const stateOf = async (n: number) => (await requests.read(aRequest(n).id, recent(n).requestedAt))?.state;

describe('the signup function', () => {
  it('mails the confirmation of a request, and notes under whom', async () => {
    const { handler } = await coldStart();
    await requests.put(recent(1));
    aws.cloud.beginRun();
    expect(await handler(eventOf(recent(1).id), lambda)).toEqual({ batchItemFailures: [] });
    const key = await new S3ReaderIdKey(aws.content).get();
    expect(await requests.read(recent(1).id, recent(1).requestedAt)).toMatchObject({
      state: 'sent',
      reader: readerId(recent(1).address, key),
      messageId: expect.any(String),
    });
    expect(aws.calls('SendRawEmail')).toBe(1);
    expect(aws.calls('GetSendQuota')).toBe(1);
    const confirmations = new DynamoDbConfirmations(
      DynamoDBDocumentClient.from(aws.clients.dynamodb),
      aws.resources.READERS_TABLE,
    );
    expect(await confirmations.recent()).toMatchObject([{ request: recent(1).id, bounced: false }]);
  });

  it('speaks the language of the form, also where the publication has another', async () => {
    const { handler } = await coldStart();
    await requests.put({ ...recent(1), language: 'zh-Hans' });
    await requests.put({ ...recent(2), language: 'xx' });
    await handler(eventOf(recent(1).id, recent(2).id), lambda);
    const letters = await Promise.all([1, 2].map(n => requests.read(recent(n).id, recent(n).requestedAt)));
    const mails = await Promise.all(
      (await aws.cloud.ses.accepted()).map(({ raw }) => simpleParser(Buffer.from(raw))),
    );
    expect(mails.map(({ subject }) => subject)).toEqual(['请确认订阅：《Weekly》', 'Confirm: Weekly']);
    expect(new Set(letters.map(letter => letter?.letter)).size).toBe(2);
  });

  it('asks the account once a batch, and gives back what comes after a failure, since it is a FIFO queue', async () => {
    const { handler } = await coldStart();
    for (const n of [1, 2, 3]) await requests.put(recent(n));
    aws.cloud.beginRun([
      {
        service: 'ses',
        operation: 'SendRawEmail',
        call: 2,
        when: 'before',
        do: 'error',
        status: 400,
        code: 'Throttling',
      },
    ]);
    expect(await handler(eventOf(...[1, 2, 3].map(n => recent(n).id)), lambda)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-2' }],
    });
    expect(aws.calls('GetSendQuota')).toBe(1);
    expect([await stateOf(1), await stateOf(2), await stateOf(3)]).toEqual(['sent', 'asked', 'asked']);
  });

  it('gives back a request that a table refuses, and logs the name of the error alone', async () => {
    const { handler } = await coldStart();
    await requests.put(recent(1));
    aws.cloud.beginRun([
      {
        service: 'dynamodb',
        operation: 'GetItem',
        call: 1,
        when: 'before',
        do: 'error',
        status: 400,
        code: 'AccessDeniedException',
      },
    ]);
    expect((await handler(eventOf(recent(1).id), lambda)).batchItemFailures).toHaveLength(1);
    expect(printed.join()).toContain('AccessDeniedException');
  });

  it('uses up what names no request, and says of nobody who they are', async () => {
    const { handler } = await coldStart();
    await requests.put({ ...recent(1), address: 'abuse@mail.example' });
    await requests.put(recent(2));
    const bodies = ['no id: reader-1@mail.example', recent(1).id, recent(2).id, recent(3).id];
    expect(await handler(eventOf(...bodies), lambda)).toEqual({ batchItemFailures: [] });
    expect(printed).toHaveLength(4);
    const token = (await requests.read(recent(2).id, recent(2).requestedAt))?.token;
    for (const line of printed) {
      expect(line).not.toMatch(/@|no id/);
      expect(line).not.toContain(token);
    }
    expect(printed[1]).toContain('role address');
  });

  it('does not start without its variables', async () => {
    await expect(coldStart({ LINKS_URL: undefined, READERS_TABLE: undefined })).rejects.toThrow(
      /READERS_TABLE, LINKS_URL missing/,
    );
  });
});
