import * as z from 'zod';

/** A message attribute, as SQS carries it. */
export const messageAttributeSchema = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});

/** A message in a queue, as it is kept in its file. Times are milliseconds of the queue's clock. */
export const messageSchema = z.strictObject({
  id: z.string(),
  /** Place in the queue; also names the file. */
  sequence: z.int(),
  body: z.string(),
  attributes: z.record(z.string(), messageAttributeSchema),
  group: z.string().optional(),
  deduplication: z.string().optional(),
  sentAt: z.int(),
  receiveCount: z.int(),
  firstReceivedAt: z.int().optional(),
  /** Until then nobody gets it. */
  visibleAt: z.int(),
  /** What the last receiver may delete it with. */
  receiptHandle: z.string().optional(),
  /** Of a dead letter: the ARN of the queue in which it was received too often. */
  deadLetterSource: z.string().optional(),
});

/** A message in a queue. */
export type QueuedMessage = z.infer<typeof messageSchema>;
