import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  GetFunctionCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse } from 'aws-lambda';
import { type FunctionProcess, startFunction } from '../functions/function-process.ts';
import { account, region } from './emulated-cloud.ts';

const bootstrapBucket = `cdk-hnb659fds-assets-${account}-${region}`;

/**
 * Takes back what was deployed of a function, code and variables, and runs it in a process of its own on this Node, so that
 * what is tried is the deployed bundle and not the sources beside it.
 * @param cloud variables that lead to the account.
 * @param workspace a folder to unpack into.
 * @returns the process, and the name of the asset that it runs, which other code has another.
 */
export async function fetchDeployed(
  name: string,
  cloud: Record<string, string>,
  workspace: string,
): Promise<{ asset: string; process: FunctionProcess }> {
  const { Configuration, Code } = await new LambdaClient().send(
    new GetFunctionCommand({ FunctionName: name }),
  );
  const asset = path.basename(new URL(Code?.Location ?? '').pathname);
  const root = path.join(workspace, name, asset);
  await unpack(asset, root);
  return {
    asset,
    process: startFunction(name, root, { ...Configuration?.Environment?.Variables, ...cloud }),
  };
}

/** Python unpacks it: the emulator is written in it, so where there is one there is the other. */
async function unpack(asset: string, into: string): Promise<void> {
  const { Body } = await new S3Client().send(new GetObjectCommand({ Bucket: bootstrapBucket, Key: asset }));
  await mkdir(into, { recursive: true });
  const archive = `${into}.zip`;
  await writeFile(archive, (await Body?.transformToByteArray()) ?? '');
  execFileSync('python3', ['-m', 'zipfile', '-e', archive, into]);
}

/** Stops the emulator from starting a function by itself: it would look for a container, and take the messages with it. */
export async function disableTrigger(functionName: string): Promise<void> {
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
export async function processQueue(
  queueUrl: string,
  worker: FunctionProcess,
): Promise<{ done: number; returned: number }> {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const counts = { done: 0, returned: 0 };
  for (;;) {
    const message = await nextMessage(sqs, queueUrl);
    if (!message) return counts;
    const answer = (await worker.invoke(eventOf(message))) as SQSBatchResponse | null;
    if (answer?.batchItemFailures.length) counts.returned += 1;
    else {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
      counts.done += 1;
    }
  }
}

/**
 * Gives a worker the next message, and loses what it answers, as when a worker is ended at its last step: the message is there again.
 * @returns whether there was one.
 */
export async function processWithoutAnswer(queueUrl: string, worker: FunctionProcess): Promise<boolean> {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const message = await nextMessage(sqs, queueUrl);
  if (!message) return false;
  await worker.invoke(eventOf(message));
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: message.ReceiptHandle,
      VisibilityTimeout: 0,
    }),
  );
  return true;
}

async function nextMessage(sqs: SQSClient, queueUrl: string): Promise<Message | undefined> {
  const { Messages: [message] = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 1,
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return message;
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
