import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbDeliveries } from '../../aws/dynamodb/dynamodb-deliveries.ts';
import type { Delivery } from '../../core/delivery/ledger/delivery.ts';
import { inputRule } from '../../core/feedback/event-rules.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { transformInput } from '../cloud/ses/transform-input.ts';

/** The deliveries in a table. */
export function deliveryStore(table: string): DynamoDbDeliveries {
  return new DynamoDbDeliveries(DynamoDBDocumentClient.from(new DynamoDBClient()), table);
}

/**
 * Puts into the feedback queue what its rule passes on when a message comes back for good: the emulator's mail service has no
 * events.
 */
export async function tellBounce(queueUrl: string, delivery: Delivery): Promise<void> {
  const { publication, edition, reader, attempt, messageId } = delivery;
  const tags = { publication: [publication], edition: [edition], reader: [reader], attempt: [attempt] };
  const event = {
    time: systemClock.now(),
    detail: { mail: { messageId, tags }, bounce: { bounceType: 'Permanent', bounceSubType: 'General' } },
  };
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const MessageBody = transformInput(inputRule('Bounce'), event);
  await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
}
