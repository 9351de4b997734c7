import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { BenchReader } from './bench-readers.ts';
import type { BenchEdition } from './edition.ts';
import type { MakeMessage } from './usual-code.ts';

/** Makes one reader's message and hands it to the mail service. */
export type SendToReader = (reader: BenchReader) => Promise<void>;

/** The configuration set that every contender names. */
export const configurationSet = 'courant';

const answer = Buffer.from(
  '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult>' +
    '<MessageId>0102018c-made-up-000000</MessageId></SendRawEmailResult></SendRawEmailResponse>',
);

/** The SDK's client with all its work, signing too, but for the network: every request is answered at once. */
export function stubbedSesClient(): SESClient {
  return new SESClient({
    region: 'eu-west-1',
    // As long as a Lambda's: it is a part of what is signed.
    credentials: { accessKeyId: 'none', secretAccessKey: 'none', sessionToken: 'none'.repeat(200) },
    maxAttempts: 1,
    requestHandler: {
      handle: async () => ({
        response: { statusCode: 200, headers: { 'content-type': 'text/xml' }, body: answer },
      }),
    } as never,
  });
}

/** The tags that a delivery carries, the same for every contender. */
export function tagsFor(edition: BenchEdition, reader: BenchReader): Record<string, string> {
  const [publication = '', date = ''] = edition.name.split(' ');
  return { publication, edition: date, reader: reader.id, attempt: 'made_up_attempt_0001' };
}

/** What people usually write: SendRawEmail with the composed message. */
export function usualChain(edition: BenchEdition, make: MakeMessage): SendToReader {
  const client = stubbedSesClient();
  return async reader => {
    const tags = { ...tagsFor(edition, reader), 'ses:feedback-id-a': edition.name.split(' ')[0] ?? '' };
    await client.send(
      new SendRawEmailCommand({
        Source: edition.from.address,
        Destinations: [reader.address],
        RawMessage: { Data: await make(reader) },
        ConfigurationSetName: configurationSet,
        Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
  };
}
