import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { SqsError } from './sqs-error.ts';

const seconds = (most: number) => z.coerce.number().int().min(0).max(most);
const flag = z.enum(['true', 'false']).transform(text => text === 'true');
const redriveSchema = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});

const settingsSchema = z.strictObject({
  FifoQueue: flag.default(false),
  ContentBasedDeduplication: flag.default(false),
  VisibilityTimeout: seconds(43_200).default(30),
  DelaySeconds: seconds(900).default(0),
  ReceiveMessageWaitTimeSeconds: seconds(20).default(0),
  RedrivePolicy: z
    .string()
    .transform((json, context) => {
      const parsed = redriveSchema.safeParse(parseJson(json));
      if (parsed.success) return parsed.data;
      context.addIssue({
        code: 'custom',
        message: 'deadLetterTargetArn and a maxReceiveCount of 1 to 1000 in JSON',
      });
      return z.NEVER;
    })
    .optional(),
});

/** What a queue is told when it is created. */
export type QueueSettings = z.infer<typeof settingsSchema>;
/** Settings as the SDK gives them: texts. */
export type QueueAttributes = Readonly<Record<string, string>>;

/** These say nothing that would matter on one machine; a queue keeps them as they were told. */
const ignored =
  /^(MessageRetentionPeriod|MaximumMessageSize|Policy|RedriveAllowPolicy|Kms.*|SqsManagedSseEnabled)$/;

/** @throws SqsError InvalidAttributeName or InvalidAttributeValue. */
export function parseQueueSettings(name: string, attributes: QueueAttributes): QueueSettings {
  const told = Object.fromEntries(Object.entries(attributes).filter(([key]) => !ignored.test(key)));
  const parsed = settingsSchema.safeParse(told);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const code = issue?.code === 'unrecognized_keys' ? 'InvalidAttributeName' : 'InvalidAttributeValue';
    throw new SqsError(code, `Queue ${name}, attribute ${issue?.path.join('.')}: ${issue?.message}`);
  }
  if (parsed.data.FifoQueue === name.endsWith('.fifo')) return parsed.data;
  throw new SqsError(
    'InvalidParameterValue',
    `The name of a FIFO queue, and of no other, ends in .fifo, and FifoQueue must be true for it: ${name}`,
  );
}

/** Whether a queue that was told some attributes would be no other one if it were told these as well. */
export function alreadyHas(name: string, told: QueueAttributes, more: QueueAttributes): boolean {
  const settings = [told, { ...told, ...more }].map(attributes => parseQueueSettings(name, attributes));
  const isIdle = ([key, value]: [string, string]) => !ignored.test(key) || told[key] === value;
  return isDeepStrictEqual(settings[0], settings[1]) && Object.entries(more).every(isIdle);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
