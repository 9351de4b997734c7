import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetSendQuotaCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clients, clientsOf, closeClients } from '../../../../local/cloud/clients.ts';
import type { Fault, ServiceName } from '../../../../local/cloud/faults/fault-plan.ts';
import { createResources, type Resources } from '../../../../local/cloud/resources.ts';
import type { Cloud } from '../../../../local/cloud/start-cloud.ts';
import { cloudForTest } from '../../../support/cloud/cloud.ts';
import { refusal } from '../../../support/cloud/cloud-contract.ts';

/** One write of each service that takes any, and whether it has happened. */
const writes: Record<
  Exclude<ServiceName, 'scheduler'>,
  { operation: string; write: Step; happened: (at: At) => Promise<boolean> }
> = {
  s3: {
    operation: 'PutObject',
    write: ({ clients }) =>
      clients.s3.send(new PutObjectCommand({ Bucket: 'content', Key: 'k', Body: 'b', IfNoneMatch: '*' })),
    happened: ({ clients }) =>
      clients.s3.send(new GetObjectCommand({ Bucket: 'content', Key: 'k' })).then(
        () => true,
        () => false,
      ),
  },
  ses: {
    operation: 'SendRawEmail',
    write: ({ clients }) =>
      clients.ses.send(
        new SendRawEmailCommand({
          Source: 'a@news.example',
          Destinations: ['r@readers.example'],
          RawMessage: { Data: Buffer.from('From: a@news.example\r\n\r\nx') },
        }),
      ),
    happened: async ({ clients }) =>
      (await clients.ses.send(new GetSendQuotaCommand({}))).SentLast24Hours === 1,
  },
  dynamodb: {
    operation: 'PutItem',
    write: ({ clients }) => clients.dynamodb.send(new PutItemCommand({ TableName: 'readers', Item: item })),
    happened: async ({ clients }) =>
      (await clients.dynamodb.send(new GetItemCommand({ TableName: 'readers', Key: item }))).Item !==
      undefined,
  },
  sqs: {
    operation: 'SendMessage',
    write: ({ clients, resources }) =>
      clients.sqs.send(
        new SendMessageCommand({
          QueueUrl: resources.SLICE_QUEUE_URL,
          MessageBody: 'm',
          MessageGroupId: 'g',
          MessageDeduplicationId: 'd',
        }),
      ),
    happened: async ({ clients, resources }) => {
      const { Attributes } = await clients.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: resources.SLICE_QUEUE_URL, AttributeNames: ['All'] }),
      );
      return Attributes?.ApproximateNumberOfMessages === '1';
    },
  },
};
const item = { publication: { S: 'p' }, reader: { S: 'r' } };
const services = Object.keys(writes) as (keyof typeof writes)[];
type At = { cloud: Cloud; clients: Clients; resources: Resources };
type Step = (at: At) => Promise<unknown>;

describe.each(services)('faults of %s', service => {
  const { operation, write, happened } = writes[service];
  let at: At;
  beforeEach(async () => {
    const { cloud } = await cloudForTest({ ses: { verified: 'all' } });
    const clients = clientsOf(cloud.environment, 1);
    at = { cloud, clients, resources: await createResources(cloud) };
  });
  afterEach(() => closeClients(at.clients));
  const plan = (fault: Partial<Fault>) =>
    at.cloud.beginRun([{ service, operation, call: 1, when: 'before', do: 'disconnect', ...fault } as Fault]);

  it.each([
    ['before', false],
    ['after', true],
  ] as const)(
    'an error %s the call: the caller sees it, and the write has happened: %s',
    async (when, expected) => {
      plan({ when, do: 'error', status: 400, code: 'Injected' });
      const refused = await refusal(write(at));
      expect(refused.name).toBe('Injected');
      expect(refused.$metadata?.httpStatusCode).toBe(400);
      expect(await happened(at)).toBe(expected);
    },
  );

  it.each([
    ['before', false],
    ['after', true],
  ] as const)('a broken connection %s the call: the write has happened: %s', async (when, expected) => {
    plan({ when });
    const refused = await refusal(write(at));
    expect(refused.$metadata?.httpStatusCode).toBeUndefined();
    expect(await happened(at)).toBe(expected);
  });

  it('a hang lasts until the cloud stops', async () => {
    plan({ when: 'after', do: 'hang' });
    const hanging = refusal(write(at));
    const clients = clientsOf(at.cloud.environment);
    await expect.poll(() => happened({ ...at, clients })).toBe(true);
    closeClients(clients);
    const first = await Promise.race([hanging, new Promise(resolve => setImmediate(() => resolve('hangs')))]);
    expect(first).toBe('hangs');
    await at.cloud.stop();
    expect(await hanging).toBeInstanceOf(Error);
  });

  it('only the planned call of the planned operation fails', async () => {
    plan({ call: 2 });
    await write(at);
    await refusal(write(at));
    await write(at).catch(error => expect(error.name).toBe('PreconditionFailed'));
    expect(at.cloud.calls()).toMatchObject(Array.from({ length: 3 }, () => ({ service, operation })));
  });
});
