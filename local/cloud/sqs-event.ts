import type { Message } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSMessageAttribute, SQSRecord } from 'aws-lambda';

/** The event that Lambda makes of received messages. */
export function sqsEventOf(messages: readonly Message[], queueArn: string): SQSEvent {
  return { Records: messages.map(message => recordOf(message, queueArn)) };
}

function recordOf(message: Message, queueArn: string): SQSRecord {
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: { ...message.Attributes } as SQSRecord['attributes'],
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, attribute]) => [
        name,
        {
          dataType: attribute.DataType ?? 'String',
          ...(attribute.StringValue === undefined ? {} : { stringValue: attribute.StringValue }),
          ...(attribute.BinaryValue === undefined
            ? {}
            : { binaryValue: Buffer.from(attribute.BinaryValue).toString('base64') }),
          stringListValues: [],
          binaryListValues: [],
        } as SQSMessageAttribute,
      ]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3] ?? '',
  };
}

/**
 * The messages that a handler's answer leaves undone. As in Lambda, an answer that names a message which is not in the
 * batch fails all of it.
 */
export function failedOf(event: SQSEvent, response: SQSBatchResponse | undefined): Set<string> {
  const all = new Set(event.Records.map(record => record.messageId));
  const named = (response?.batchItemFailures ?? []).map(failure => failure.itemIdentifier);
  return named.every(id => all.has(id)) ? new Set(named) : all;
}
