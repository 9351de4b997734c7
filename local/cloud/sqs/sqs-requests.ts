import * as z from 'zod';
import { messageAttributeSchema } from './message.ts';
import { SqsError } from './sqs-error.ts';

const entry = {
  MessageBody: z.string().min(1),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
  MessageAttributes: z.record(z.string(), messageAttributeSchema).default({}),
  DelaySeconds: z.int().min(0).max(900).optional(),
};
const onQueue = { QueueUrl: z.string() };
const handle = { ReceiptHandle: z.string() };
/** How many entries there may be, and which ids, is checked with the batch: SQS has names of their own for that. */
const batchOf = <Entry extends z.ZodRawShape>(shape: Entry) =>
  z.array(z.object({ Id: z.string(), ...shape }));

/** What the bodies of requests must be, by operation. Fields that are not named here are passed over. */
export const requestSchemas = {
  CreateQueue: z.object({
    QueueName: z.string().regex(/^[A-Za-z0-9_-]{1,75}(\.fifo)?$/),
    Attributes: z.record(z.string(), z.string()).default({}),
  }),
  SetQueueAttributes: z.object({ ...onQueue, Attributes: z.record(z.string(), z.string()) }),
  GetQueueUrl: z.object({ QueueName: z.string() }),
  GetQueueAttributes: z.object({ ...onQueue, AttributeNames: z.array(z.string()).default([]) }),
  SendMessage: z.object({ ...onQueue, ...entry }),
  SendMessageBatch: z.object({ ...onQueue, Entries: batchOf(entry) }),
  ReceiveMessage: z.object({
    ...onQueue,
    MaxNumberOfMessages: z.int().min(1).max(10).default(1),
    WaitTimeSeconds: z.int().min(0).max(20).optional(),
    VisibilityTimeout: z.int().min(0).max(43_200).optional(),
    AttributeNames: z.array(z.string()).default([]),
    MessageSystemAttributeNames: z.array(z.string()).default([]),
    MessageAttributeNames: z.array(z.string()).default([]),
  }),
  DeleteMessage: z.object({ ...onQueue, ...handle }),
  DeleteMessageBatch: z.object({ ...onQueue, Entries: batchOf(handle) }),
  ChangeMessageVisibility: z.object({
    ...onQueue,
    ...handle,
    VisibilityTimeout: z.int().min(0).max(43_200),
  }),
  PurgeQueue: z.object(onQueue),
} as const;

/** The operations that the embedded SQS has. */
export type SqsOperation = keyof typeof requestSchemas;
/** The checked body of a request. */
export type SqsRequest<Operation extends SqsOperation> = z.infer<(typeof requestSchemas)[Operation]>;

/** Whether the embedded SQS has an operation of this name. */
export function isSqsOperation(name: string): name is SqsOperation {
  return Object.hasOwn(requestSchemas, name);
}

/** @throws SqsError InvalidParameterValue that names the parameter. */
export function parseSqsRequest<Operation extends SqsOperation>(
  operation: Operation,
  body: string,
): SqsRequest<Operation> {
  const parsed = requestSchemas[operation].safeParse(parseJson(body));
  if (parsed.success) return parsed.data as SqsRequest<Operation>;
  const [issue] = parsed.error.issues;
  const what = issue?.path.join('.') || 'the body';
  throw new SqsError('InvalidParameterValue', `${operation}: ${what} cannot be used: ${issue?.message}`);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
