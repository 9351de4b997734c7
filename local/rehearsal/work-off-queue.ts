import {
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse } from 'aws-lambda';
import type { FunctionProcess } from '../functions/function-process.ts';
import { region } from './emulated-cloud.ts';

/** Stops the emulator from starting a function by itself: it would look for a container, and take the messages with it. */
export async function takeOverQueueOf(functionName: string): Promise<void> {
  const lambda = new LambdaClient();
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: functionName }),
  );
  for (const { UUID } of EventSourceMappings) {
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  }
}

/**
 * Does what Lambda does between a queue and its function: one message a call, deleted unless the function gives it back.
 * @returns how many messages were done, and how many came back.
 */
export async function workOffQueue(
  queueUrl: string,
  worker: FunctionProcess,
): Promise<{ done: number; returned: number }> {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const counts = { done: 0, returned: 0 };
  for (;;) {
    const { Messages: [message] = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 1,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (!message) return counts;
    const answer = (await worker.invoke(eventOf(message))) as SQSBatchResponse | null;
    if (answer?.batchItemFailures.length) counts.returned += 1;
    else {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
      counts.done += 1;
    }
  }
}

function eventOf(message: Message): { Records: object[] } {
  return {
    Records: [
      {
        messageId: message.MessageId,
        receiptHandle: message.ReceiptHandle,
        body: message.Body,
        attributes: message.Attributes ?? {},
        messageAttributes: {},
        md5OfBody: message.MD5OfBody,
        eventSource: 'aws:sqs',
        eventSourceARN: '',
        awsRegion: region,
      },
    ],
  };
}
