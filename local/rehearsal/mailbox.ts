import { type ParsedMail, simpleParser } from 'mailparser';
import * as z from 'zod';

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
