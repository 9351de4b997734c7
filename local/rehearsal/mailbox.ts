import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type ParsedMail, simpleParser } from 'mailparser';
import * as z from 'zod';
import type { Delivery } from '../../core/delivery/ledger/delivery.ts';
import { inputRule } from '../../core/feedback/event-rules.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { transformInput } from '../cloud/ses/transform-input.ts';
import { httpEvent } from './http-request.ts';

const dataSchema = z.object({
  ses: z
    .object({ RawMessage: z.array(z.object({ destinations: z.array(z.string()), raw_data: z.string() })) })
    .partial()
    .default({}),
});

/** A message that the emulator's mail service took: who it was handed over for, and what it says. */
export type TakenMessage = { to: string; bytes: number; subject: string; leaveLink: string };

/** All messages that the mail service took, in their order. */
export async function takenMessages(sesUrl: string): Promise<TakenMessage[]> {
  const response = await fetch(`${sesUrl}/moto-api/data.json`);
  const { ses } = dataSchema.parse(await response.json());
  return Promise.all(
    (ses.RawMessage ?? []).map(async ({ destinations, raw_data: raw }) => {
      const mail = await simpleParser(raw);
      return {
        // The emulator counts the envelope's destination and the one in the To field.
        to: [...new Set(destinations)].join(', '),
        bytes: Buffer.byteLength(raw),
        subject: mail.subject ?? '',
        leaveLink: leaveLinkOf(mail),
      };
    }),
  );
}

/** The address of the one-click link in the message's header; empty when it has none. */
function leaveLinkOf({ headerLines }: ParsedMail): string {
  const line = headerLines.find(({ key }) => key === 'list-unsubscribe')?.line ?? '';
  return /<(https:[^>]+)>/.exec(line.replace(/\r?\n\s+/g, ''))?.[1] ?? '';
}

/** The request that a mail program makes when its reader presses "unsubscribe" (RFC 8058), as the HTTP API hands it on. */
export function leaveRequest(link: string): object {
  return httpEvent({ method: 'POST', url: link, body: 'List-Unsubscribe=One-Click' });
}

/**
 * Puts into the feedback queue what its rule passes on when a message comes back for good: the emulator's mail service has no
 * events.
 */
export async function sendBounceEvent(queueUrl: string, delivery: Delivery): Promise<void> {
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
