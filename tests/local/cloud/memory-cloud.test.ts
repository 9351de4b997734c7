import { readdir } from 'node:fs/promises';
import { SendRawEmailCommand } from '@aws-sdk/client-ses';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { createResources } from '../../../local/cloud/resources.ts';
import { BytesNotKeptError } from '../../../local/cloud/ses/memory-mail.ts';
import { cloudForTest } from '../../support/cloud/cloud.ts';

async function passingCloud() {
  const { cloud, clients, directory } = await cloudForTest({ lasting: false, ses: { verified: 'all' } });
  const resources = await createResources(cloud);
  return { cloud, clients, directory, resources };
}

describe('a cloud that does not last', () => {
  it('keeps of mail the envelopes alone', async () => {
    const { cloud, clients } = await passingCloud();
    const send = (reader: string) =>
      clients.ses.send(
        new SendRawEmailCommand({
          Source: 'digest@news.example',
          Destinations: [`${reader}@readers.example`],
          RawMessage: { Data: Buffer.from('From: digest@news.example\r\n\r\nbody') },
          Tags: [{ Name: 'reader', Value: reader }],
        }),
      );
    const ids = [(await send('a')).MessageId, (await send('b')).MessageId];
    expect(await cloud.ses.envelopes()).toMatchObject([
      { messageId: ids[0], destinations: ['a@readers.example'], tags: { reader: 'a' } },
      { messageId: ids[1], destinations: ['b@readers.example'], tags: { reader: 'b' } },
    ]);
    await expect(cloud.ses.accepted()).rejects.toThrow(BytesNotKeptError);
  });

  it('has queues as any other, and writes none of their messages down', async () => {
    const { clients, directory, resources } = await passingCloud();
    const QueueUrl = resources.FEEDBACK_QUEUE_URL;
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'event' }));
    const { Messages } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages?.[0]?.Body).toBe('event');
    const written = await readdir(directory);
    for (const name of ['mail', 'sqs']) expect(written).not.toContain(name);
  });
});
