import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { SqsSliceQueue, UnqueuedSlicesError } from '../../../aws/sqs/sqs-slice-queue.ts';
import { clientsOf, closeClients } from '../../../local/cloud/clients.ts';
import { listenOnLoopback } from '../../../local/cloud/http/loopback-server.ts';
import { createResources } from '../../../local/cloud/resources.ts';
import { cloudForTest } from '../../support/cloud/cloud.ts';

async function aQueue(lanes?: number) {
  const { cloud, clients } = await cloudForTest();
  const { SLICE_QUEUE_URL: QueueUrl } = await createResources(cloud);
  cloud.beginRun();
  return { cloud, queue: new SqsSliceQueue(clients.sqs, QueueUrl, lanes), drain };

  /** Takes every message off the queue, in the order in which it gives them. */
  async function drain(): Promise<Message[]> {
    const taken: Message[] = [];
    for (;;) {
      const { Messages = [] } = await clients.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 0,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) return taken;
      taken.push(...Messages);
      for (const { ReceiptHandle } of Messages)
        await clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const slicesOf = (messages: readonly Message[]) =>
  messages.map(({ Body }) => (JSON.parse(Body ?? '') as { slice: number }).slice);

describe('SqsSliceQueue', () => {
  it('puts one message a slice, in order, however many there are, ten a call', async () => {
    const { cloud, queue, drain } = await aQueue();
    await queue.enqueue({ publication: 'weekly', edition: '2026-11-23' }, numbers(23), 0);
    expect(cloud.calls().map(({ operation }) => operation)).toEqual(Array(3).fill('SendMessageBatch'));
    expect(slicesOf(await drain())).toEqual(numbers(23));
  });

  it('names the work and nothing else, all in one lane', async () => {
    const { queue, drain } = await aQueue();
    await queue.enqueue({ publication: 'weekly', edition: '2026-11-23' }, [7], 0);
    const [message] = await drain();
    expect(JSON.parse(message?.Body ?? '')).toEqual({
      format: 1,
      publication: 'weekly',
      edition: '2026-11-23',
      slice: 7,
    });
    expect(message?.Attributes).toMatchObject({
      MessageGroupId: 'lane-1',
      MessageDeduplicationId: 'weekly_2026-11-23_7_0',
    });
  });

  it('puts a slice once that is put twice, but the same number of another edition again', async () => {
    const { queue, drain } = await aQueue();
    await queue.enqueue({ publication: 'weekly', edition: '2026-11-23' }, [1, 2], 0);
    await queue.enqueue({ publication: 'weekly', edition: '2026-11-23' }, [1, 2, 3], 0);
    await queue.enqueue({ publication: 'weekly', edition: '2026-11-30' }, [1], 0);
    await queue.enqueue({ publication: 'other', edition: '2026-11-23' }, [1], 0);
    expect(slicesOf(await drain())).toEqual([1, 2, 3, 1, 1]);
  });

  it('puts a slice again in another round, however soon', async () => {
    const { queue, drain } = await aQueue();
    await queue.enqueue({ publication: 'weekly', edition: '2026-11-23' }, [1], 0);
    await queue.enqueue({ publication: 'weekly', edition: '2026-11-23' }, [1], 1);
    expect(slicesOf(await drain())).toEqual([1, 1]);
  });

  it('spreads slices over the lanes there are, each slice always in the same', async () => {
    const { queue, drain } = await aQueue(3);
    await queue.enqueue({ publication: 'weekly', edition: '2026-11-23' }, numbers(7), 0);
    const lanes = (await drain()).map(message => [
      slicesOf([message])[0],
      message.Attributes?.MessageGroupId,
    ]);
    expect(Object.fromEntries(lanes)).toEqual({
      1: 'lane-1',
      2: 'lane-2',
      3: 'lane-3',
      4: 'lane-1',
      5: 'lane-2',
      6: 'lane-3',
      7: 'lane-1',
    });
  });

  it('puts each slice once when an answer was lost and the client asked again', async () => {
    const { cloud, queue, drain } = await aQueue();
    cloud.beginRun([{ service: 'sqs', call: 1, when: 'after', do: 'disconnect' }]);
    await queue.enqueue({ publication: 'weekly', edition: '2026-11-23' }, [1, 2], 0);
    expect(cloud.calls()).toHaveLength(2);
    expect(slicesOf(await drain())).toEqual([1, 2]);
  });

  it('asks for nothing when there is nothing to do', async () => {
    const { cloud, queue } = await aQueue();
    await queue.enqueue({ publication: 'weekly', edition: '2026-11-23' }, [], 0);
    expect(cloud.calls()).toEqual([]);
  });

  it('has ids that SQS takes for the longest publication id and slice number', async () => {
    const { queue, drain } = await aQueue();
    const publication = 'a-'.repeat(19).concat('bc');
    await queue.enqueue({ publication, edition: '2026-11-23' }, [999_999], 0);
    const [message] = await drain();
    expect(message?.Attributes?.MessageDeduplicationId?.length).toBeLessThanOrEqual(128);
  });

  it('says which slices the queue did not take', async () => {
    const failed = { Id: '2', SenderFault: false, Code: 'InternalError' };
    const server = await listenOnLoopback((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0' });
        response.end(JSON.stringify({ Successful: [], Failed: [failed] }));
      });
    });
    const clients = clientsOf({ AWS_ENDPOINT_URL: server.url });
    try {
      const queue = new SqsSliceQueue(clients.sqs, `${server.url}/000000000000/slices.fifo`);
      const trying = queue.enqueue({ publication: 'weekly', edition: '2026-11-23' }, [1, 2], 0);
      await expect(trying).rejects.toThrow(UnqueuedSlicesError);
      await expect(trying).rejects.toThrow('refused slices: 2');
    } finally {
      closeClients(clients);
      await server.stop();
    }
  });
});
