import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inputRule } from '../../../core/feedback/event-rules.ts';
import type { FaultPlan } from '../../../local/cloud/faults/fault-plan.ts';
import { isolateFromAws } from '../../../local/cloud/guard.ts';
import { transformInput } from '../../../local/cloud/ses/transform-input.ts';
import { sqsEventOf } from '../../../local/cloud/sqs-event.ts';
import { type AwsPorts, awsPorts } from '../../aws/aws-ports.ts';
import { storeTime } from '../../aws/port-contract/both-places.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aFullEvent, privateWords } from '../../support/builders/full-events.ts';

type Function = typeof import('../../../lambdas/feedback/handler.ts');

const reader = aReader(1);
const key = { publication: 'weekly', edition: '2026-11-23', reader: reader.id };
const body = (type: 'Send' | 'Bounce', tags?: Record<string, string>) =>
  transformInput(inputRule(type), aFullEvent(type, tags ? { tags } : {})) ?? 'an event that vanished';
const eventOf = (...bodies: string[]): SQSEvent =>
  sqsEventOf(
    bodies.map((Body, n) => ({ Body, MessageId: `message-${n}` })),
    'arn:aws:sqs:eu-west-1:123456789012:feedback',
  );

let aws: AwsPorts;
const printed: string[] = [];
beforeEach(async () => {
  aws = await awsPorts();
  await aws.readers.add(reader);
  await aws.deliveries.claim(key, 'attempt-a', storeTime);
  aws.cloud.beginRun();
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
  const own = {
    DELIVERIES_TABLE: aws.resources.DELIVERIES_TABLE,
    READERS_TABLE: aws.resources.READERS_TABLE,
    ARCHIVE_BUCKET: aws.resources.ARCHIVE_BUCKET,
    // Its log goes through this process's console then, where it can be read.
    POWERTOOLS_DEV: 'true',
  };
  const all = { ...environment, ...aws.cloud.environment, ...own, ...changes };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  return import('../../../lambdas/feedback/handler.ts');
}

/** DynamoDB refuses the first call of an operation. */
function refused(operation: string): FaultPlan {
  const error = { do: 'error', status: 400, code: 'AccessDeniedException' } as const;
  return [{ service: 'dynamodb', operation, call: 1, when: 'before', ...error }];
}

describe('the feedback function', () => {
  it('notes what SES says of a delivery and of a reader', async () => {
    const { handler } = await coldStart();
    expect(await handler(eventOf(body('Send'), body('Bounce'), body('Send')))).toEqual({
      batchItemFailures: [],
    });
    expect(await aws.deliveries.read(key)).toMatchObject({ state: 'accepted', messageId: '0100018f-aaaa' });
    expect(await aws.readers.read('weekly', reader.id)).toMatchObject({
      state: 'bounced',
      ended: { how: 'mail came back: Permanent/NoEmail, edition 2026-11-23' },
    });
  });

  it('reads and writes a delivery once for each of its events, however many come together', async () => {
    const { handler } = await coldStart();
    await handler(eventOf(body('Send'), body('Bounce')));
    const operations = aws.cloud.calls().map(({ operation }) => operation);
    const onDelivery = ['GetItem', 'UpdateItem', 'GetItem', 'UpdateItem'];
    const onAddress = ['GetItem', 'GetItem', 'PutItem'];
    const kept = ['PutObject', 'PutObject', 'UpdateItem', 'UpdateItem', 'UpdateItem'];
    expect(operations.slice(0, 8)).toEqual([...onDelivery, ...onAddress, 'UpdateItem']);
    expect(operations.slice(8).sort()).toEqual(kept);
  });

  it('is done with what is not about mail of ours, and touches nothing for it', async () => {
    const { handler } = await coldStart();
    const stray = [
      body('Bounce', { campaign: 'x' }),
      'no JSON: reader-1@mail.example',
      '{"type":"Open"}',
      '',
    ];
    expect(await handler(eventOf(...stray))).toEqual({ batchItemFailures: [] });
    expect(aws.cloud.calls()).toEqual([]);
    expect(printed.filter(line => line.includes('passed over'))).toHaveLength(stray.length);
  });

  it('counts a bounce of a publication that stands nowhere any more; where there is no row, it makes none', async () => {
    const { handler } = await coldStart();
    const old = { ...key, publication: 'old', reader: aReader(2).id };
    await aws.readers.add(aReader(2, { publication: 'old' }));
    await aws.deliveries.claim(old, 'attempt-b', storeTime);
    const nobodys = { ...old, publication: 'never-there', attempt: 'attempt-b' };
    expect(
      await handler(eventOf(body('Bounce', { ...old, attempt: 'attempt-b' }), body('Bounce', nobodys))),
    ).toEqual({ batchItemFailures: [] });
    expect(await aws.readers.read('old', old.reader)).toMatchObject({ state: 'bounced' });
    expect(await aws.deliveries.read(old)).toMatchObject({ state: 'accepted' });
    expect(await aws.readers.read('never-there', old.reader)).toBeUndefined();
    expect(await aws.deliveries.read({ ...old, publication: 'never-there' })).toBeUndefined();
  });

  it('gives back an event that cannot be noted, and that one only', async () => {
    const { handler } = await coldStart();
    const other = { ...key, reader: aReader(2).id, attempt: 'attempt-a' };
    aws.cloud.beginRun(refused('UpdateItem'));
    const { batchItemFailures } = await handler(eventOf(body('Send'), body('Send', other)));
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'message-0' }]);
    expect(await aws.deliveries.read(key)).toMatchObject({ state: 'claimed' });
  });

  it('writes no address into its log, and nothing of what it does not understand', async () => {
    const { handler } = await coldStart();
    await handler(eventOf(body('Send'), body('Bounce'), 'no JSON: reader-1@mail.example'));
    aws.cloud.beginRun(refused('GetItem'));
    await handler(eventOf(body('Bounce')));
    expect(printed).toHaveLength(4);
    for (const line of printed)
      for (const word of [...privateWords, reader.id, reader.token, 'no JSON'])
        expect(line).not.toContain(word);
  });

  it('does not start without its variables', async () => {
    await expect(coldStart({ DELIVERIES_TABLE: undefined, READERS_TABLE: undefined })).rejects.toThrow(
      /DELIVERIES_TABLE, READERS_TABLE missing/,
    );
  });
});
