import { SESClient, SendRawEmailCommand, type SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormEncoder } from '../../../aws/ses/form-encoder.ts';
import { rawEmailCommand } from '../../../aws/ses/raw-email-command.ts';
import { SesMailer } from '../../../aws/ses/ses-mailer.ts';

type Request = { body: unknown; headers: Record<string, string> };
type Input = Parameters<typeof rawEmailCommand>[0];

/** One for all requests of this file, as a mailer has one for all its messages. */
const form = new FormEncoder();

/** A client with nothing behind it, and the requests that it would have sent. */
function aClient() {
  const requests: Request[] = [];
  const body =
    '<SendRawEmailResponse><SendRawEmailResult><MessageId>m-1</MessageId></SendRawEmailResult></SendRawEmailResponse>';
  const client = new SESClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: unknown) => {
        requests.push(request as Request);
        return { response: { statusCode: 200, headers: {}, body: Buffer.from(body) } };
      },
    } as never,
  });
  return { client, requests };
}

/** A mailer at whose client it is seen when a request is signed and when one is sent. */
function aWatchedMailer(events: string[]) {
  const client = new SESClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
    signer: async () => ({
      sign: async <Request>(request: Request) => {
        events.push('signed');
        return request;
      },
    }),
    requestHandler: {
      handle: async () => {
        events.push('sent');
        return { response: { statusCode: 200, headers: {}, body: Buffer.from('') } };
      },
    } as never,
  });
  return new SesMailer(client, 'courant');
}

/** The request that a command makes, as bytes, with all headers but those that differ from one request to the next. */
async function requestOf(command: SendRawEmailCommand) {
  const { client, requests } = aClient();
  const answer = await client.send(command);
  const [request] = requests;
  if (requests.length !== 1 || !request) throw new Error(`expected one request, found ${requests.length}`);
  const { 'amz-sdk-invocation-id': _, 'x-amz-date': __, authorization, ...headers } = request.headers;
  const signed = /SignedHeaders=([^,]+)/.exec(authorization ?? '')?.[1];
  return { body: Buffer.from(request.body as string), headers, signed, messageId: answer.MessageId };
}

const input = {
  Source: 'digest@news.example',
  Destinations: ['reader+a&b=c@mail.example'],
  ConfigurationSetName: 'courant',
  Tags: [
    { Name: 'ses:feedback-id-a', Value: 'weekly' },
    { Name: 'attempt', Value: 'RawMessage.Data=AAAA&RawMessage.Data=AAAA' },
    { Name: 'reader', Value: '%2B+/= ~\'()*!"中文' },
  ],
} satisfies Partial<SendRawEmailCommandInput>;
const withData = (Data: Uint8Array, more: Partial<Input> = input): Input => ({
  ...more,
  RawMessage: { Data },
});

async function expectSame(given: Input): Promise<void> {
  const [ours, theirs] = [
    await requestOf(rawEmailCommand(given, form)),
    await requestOf(new SendRawEmailCommand(given)),
  ];
  expect(ours.body.equals(theirs.body)).toBe(true);
  expect(ours).toEqual(theirs);
  expect(ours.headers['content-length']).toBe(String(ours.body.length));
}

describe('the request of SendRawEmail', () => {
  it('is byte for byte what the SDK itself writes, length, hash and signed headers too', async () => {
    await expectSame(withData(Buffer.from('From: digest@news.example\r\n\r\n>>>???~~~ text')));
    await expectSame(withData(Buffer.from('x'), { RawMessage: { Data: new Uint8Array() } }));
  });

  it('is so whatever the message, its length, its envelope and its tags', async () => {
    const tag = fc.record({
      Name: fc.string({ minLength: 1 }),
      Value: fc.string({ unit: 'grapheme', minLength: 1 }),
    });
    const envelope = fc.record(
      {
        Source: fc.emailAddress(),
        Destinations: fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 3 }),
        ConfigurationSetName: fc.string({ minLength: 1 }),
        Tags: fc.array(tag, { minLength: 1, maxLength: 5 }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2000 }), envelope, (bytes, more) =>
        expectSame(withData(bytes, more as Partial<Input>)),
      ),
      { numRuns: 100 },
    );
  });

  it('holds the bytes of a view only, not what lies around it in memory', async () => {
    const memory = Buffer.from('another reader | this reader | another reader');
    const body = (await requestOf(rawEmailCommand(withData(memory.subarray(17, 28)), form))).body.toString();
    const data = /RawMessage\.Data=([^&]*)/.exec(body)?.[1] ?? '';
    expect(Buffer.from(decodeURIComponent(data), 'base64').toString()).toBe('this reader');
  });

  it('is not sent, and refused as our fault, when the SDK writes it in a form that is not known', async () => {
    const forms = [
      (body: string) => `${body}&RawMessage.Data=AAAA`,
      (body: string) => body.replace('RawMessage.Data', 'RawMessage.Bytes'),
      () => new Uint8Array(9),
    ];
    for (const form of forms) {
      const { client, requests } = aClient();
      client.middlewareStack.add(
        next => args => {
          const request = args.request as { body: unknown };
          request.body = form(String(request.body));
          return next(args);
        },
        { step: 'serialize', priority: 'normal' },
      );
      const message = { from: 'a@news.example', to: 'b@mail.example', raw: Buffer.from('x'), tags: {} };
      expect(await new SesMailer(client, 'courant').send(message)).toMatchObject({
        outcome: 'refused',
        reason: expect.stringMatching(/UnknownRequestFormError.*RawMessage\.Data/),
      });
      expect(requests).toEqual([]);
    }
  });
});

describe('a message that may not go any more', () => {
  const message = { from: 'digest@news.example', to: 'reader@mail.example', tags: { publication: 'weekly' } };

  it.each([
    [true, ['signed', 'asked', 'sent']],
    [false, ['signed', 'asked']],
  ])('is asked for when it is signed and before it is sent: %s', async (claimIsFresh, seen) => {
    const events: string[] = [];
    const asked = () => {
      events.push('asked');
      return claimIsFresh;
    };
    const answer = await aWatchedMailer(events).send({
      ...message,
      raw: Buffer.from('A: b'),
      claimIsFresh: asked,
    });
    expect(events).toEqual(seen);
    if (!claimIsFresh)
      expect(answer).toMatchObject({ outcome: 'unreached', reason: expect.stringMatching('too much time') });
  });
});

describe('the bytes of a request', () => {
  const message = { from: 'digest@news.example', to: 'reader@mail.example', tags: { publication: 'weekly' } };
  const raw = () => Buffer.from(`Subject: A\r\n\r\n${'x'.repeat(50_000)}`);

  it('are given back when SES took the message', async () => {
    const { client, requests } = aClient();
    await new SesMailer(client, 'courant').send({ ...message, raw: raw() });
    expect(requests.map(({ body }) => (body as Buffer).byteLength)).toEqual([0]);
  });

  it('are kept when it is not known what SES read of them', async () => {
    const bodies: Buffer[] = [];
    const client = new SESClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
      maxAttempts: 1,
      requestHandler: {
        handle: async ({ body }: { body: Buffer }) => {
          bodies.push(body);
          throw new Error('the connection broke');
        },
      } as never,
    });
    const answer = await new SesMailer(client, 'courant').send({ ...message, raw: raw() });
    expect(answer.outcome).toBe('uncertain');
    expect(bodies[0]?.byteLength).toBeGreaterThan(50_000);
  });
});
