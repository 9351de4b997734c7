import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { createResources } from '../../../local/cloud/resources.ts';
import { cloudForTest } from '../../support/cloud/cloud.ts';

it('a later start with another visibility timeout gives the queues that one, and leaves their messages', async () => {
  const { cloud, clients } = await cloudForTest();
  const first = await createResources(cloud, { visibilityTimeout: 60 });
  const message = { MessageBody: 'slice', MessageGroupId: 'lane', MessageDeduplicationId: 'one' };
  await clients.sqs.send(new SendMessageCommand({ QueueUrl: first.SLICE_QUEUE_URL, ...message }));
  for (const visibilityTimeout of [60, 900]) {
    const again = await createResources(cloud, { visibilityTimeout });
    expect(again).toEqual(first);
    const asked = new GetQueueAttributesCommand({ QueueUrl: again.SLICE_QUEUE_URL, AttributeNames: ['All'] });
    expect((await clients.sqs.send(asked)).Attributes).toMatchObject({
      VisibilityTimeout: `${visibilityTimeout}`,
      FifoQueue: 'true',
      RedrivePolicy: expect.stringContaining('slices-dead.fifo'),
    });
  }
  const received = new ReceiveMessageCommand({ QueueUrl: first.SLICE_QUEUE_URL, WaitTimeSeconds: 0 });
  expect((await clients.sqs.send(received)).Messages?.map(({ Body }) => Body)).toEqual(['slice']);
});
