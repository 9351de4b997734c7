import { randomUUID } from 'node:crypto';
import {
  CreateConfigurationSetCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  SendRawEmailCommand,
  type SendRawEmailCommandInput,
  VerifyDomainIdentityCommand,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { beforeAll, expect } from 'vitest';
import { describeContract, recorded, refusal } from '../support/cloud/cloud-contract.ts';

const sender = 'digest@news.example';
const raw = Buffer.from(
  [
    `From: =?UTF-8?Q?C=C3=B4urant?= <${sender}>`,
    'To: reader@readers.example',
    'Subject: contract',
    'List-Unsubscribe: <https://news.example/leave>',
    'X-Odd:  two spaces and a trailing tab\t',
    '',
    'first line',
    '.a line that begins with a dot',
    'naïve 中文',
    '',
    'no line end follows',
  ].join('\r\n'),
);

describeContract('SES', ({ clients, messages, holds }) => {
  const send = (more: Partial<SendRawEmailCommandInput> = {}) =>
    clients().ses.send(
      new SendRawEmailCommand({
        Source: sender,
        Destinations: ['reader@readers.example'],
        RawMessage: { Data: raw },
        ...more,
      }),
    );

  beforeAll(async () => {
    await clients().ses.send(new VerifyEmailIdentityCommand({ EmailAddress: sender }));
    await clients().ses.send(new CreateConfigurationSetCommand({ ConfigurationSet: { Name: 'courant' } }));
  });

  holds('a message with tags and a configuration set is accepted under an id of its own', async () => {
    const tagged = {
      ConfigurationSetName: 'courant',
      Tags: [
        { Name: 'edition', Value: '2026-11-23' },
        { Name: 'attempt', Value: randomUUID() },
      ],
    };
    const first = await send(tagged);
    const second = await send(tagged);
    expect(first.MessageId).toMatch(/\S{10,}/);
    expect(second.MessageId).not.toBe(first.MessageId);
  });

  holds(
    'the message is taken byte for byte',
    async () => {
      await send();
      expect((await messages()).at(-1)?.toString('latin1')).toBe(raw.toString('latin1'));
    },
    'reading mail',
  );

  holds('a sender that is not verified is refused by name', async () => {
    const from = 'stranger@elsewhere.example';
    const foreign = Buffer.from(`From: ${from}\r\nSubject: x\r\n\r\nx`);
    const refused = await refusal(send({ Source: from, RawMessage: { Data: foreign } }));
    expect(refused.name).toBe('MessageRejected');
    expect(refused.$metadata?.httpStatusCode).toBe(400);
  });

  holds('a verified domain lets its addresses send', async () => {
    await clients().ses.send(new VerifyDomainIdentityCommand({ Domain: 'whole.example' }));
    const from = 'anyone@whole.example';
    const message = Buffer.from(`From: ${from}\r\nSubject: x\r\n\r\nx`);
    expect((await send({ Source: from, RawMessage: { Data: message } })).MessageId).toBeTruthy();
  });

  holds('identities can be listed, and say that they are verified', async () => {
    const { Identities } = await clients().ses.send(
      new ListIdentitiesCommand({ IdentityType: 'EmailAddress' }),
    );
    expect(Identities).toContain(sender);
    const { VerificationAttributes } = await clients().ses.send(
      new GetIdentityVerificationAttributesCommand({ Identities: [sender] }),
    );
    expect(VerificationAttributes?.[sender]?.VerificationStatus).toBe('Success');
  });

  holds('of many identities asked at once, those alone are verified that were verified', async () => {
    await clients().ses.send(new VerifyDomainIdentityCommand({ Domain: 'above.example' }));
    const asked = ['digest@news.above.example', 'news.above.example', 'above.example', 'unknown.example'];
    const { VerificationAttributes = {} } = await clients().ses.send(
      new GetIdentityVerificationAttributesCommand({ Identities: asked }),
    );
    const verified = asked.filter(one => VerificationAttributes[one]?.VerificationStatus === 'Success');
    expect(verified).toEqual(['above.example']);
  });

  holds('the quota names a rate and a daily limit', async () => {
    const quota = await clients().ses.send(new GetSendQuotaCommand({}));
    expect(quota.MaxSendRate).toBeGreaterThan(0);
    expect(quota.Max24HourSend).toBeGreaterThan(0);
  });

  holds(
    'the quota counts recipients',
    async () => {
      const before = await clients().ses.send(new GetSendQuotaCommand({}));
      await send({ Destinations: ['one@readers.example', 'two@readers.example'] });
      const after = await clients().ses.send(new GetSendQuotaCommand({}));
      expect((after.SentLast24Hours ?? 0) - (before.SentLast24Hours ?? 0)).toBe(2);
    },
    'quota counts',
  );

  holds(
    'an unknown configuration set is refused',
    async () => {
      const refused = await refusal(send({ ConfigurationSetName: 'unknown' }));
      expect(refused.name).toMatch(/^ConfigurationSetDoesNotExist(Exception)?$/);
    },
    'configuration sets',
  );

  holds('more than 50 recipients are refused', async () => {
    const Destinations = Array.from({ length: 51 }, (_, reader) => `reader${reader}@readers.example`);
    expect((await refusal(send({ Destinations }))).message).toMatch(/recipient/i);
  });

  const tagged = (Name: string, Value: string, from = sender) =>
    send({
      Source: from,
      RawMessage: { Data: Buffer.from(`From: ${from}\r\nSubject: x\r\n\r\nx`) },
      Tags: [{ Name, Value }],
    });
  const ofName = "only alphanumeric ASCII characters, '_',  '-' are allowed.";
  const ofValue = "only alphanumeric ASCII characters, '_',  '-' , '.', '@' are allowed.";
  const refusedTags: [name: string, value: string, message: string][] = [
    ['a.b', 'value', `Invalid tag name <a.b>: ${ofName}`],
    ['a@b', 'value', `Invalid tag name <a@b>: ${ofName}`],
    ['name', 'a:b', `Invalid tag value <a:b>: ${ofValue}`],
    ['name', 'a b', `Invalid tag value <a b>: ${ofValue}`],
    ['x'.repeat(256), 'value', 'Tag name cannot exceed 255 characters.'],
    ['name', 'x'.repeat(256), 'Tag value cannot exceed 255 characters.'],
    ['a.b', 'x'.repeat(256), `Invalid tag name <a.b>: ${ofName}`],
    ['', 'value', 'The tag name must be specified.'],
    ['name', '', 'The tag value must be specified.'],
  ];
  holds(
    recorded(
      'invalid_tags_send_email',
      '2024-07-30',
      'tags of other characters or lengths are refused, in these words',
    ),
    async () => {
      for (const [name, value, message] of refusedTags)
        expect(await refusal(tagged(name, value))).toMatchObject({ name: 'InvalidParameterValue', message });
    },
    'tags',
  );

  holds(
    recorded(
      'invalid_tags_send_email',
      '2024-07-30',
      'values of tags may hold points and at signs, and be of 255 characters',
    ),
    async () => {
      for (const value of ['a.b@c-d_E9', 'x'.repeat(255)])
        expect((await tagged('x'.repeat(255), value)).MessageId).toBeTruthy();
    },
  );

  holds(
    recorded(
      'special_tags_send_email (asserted)',
      '2024-07-30',
      'tags are checked before the sender, and two names of SES itself pass',
    ),
    async () => {
      const stranger = 'stranger@elsewhere.example';
      expect((await refusal(tagged('a b', 'value', stranger))).name).toBe('InvalidParameterValue');
      for (const name of ['ses:feedback-id-a', 'ses:feedback-id-b']) {
        expect((await refusal(tagged(name, 'value', stranger))).name).toBe('MessageRejected');
        expect((await tagged(name, 'value')).MessageId).toBeTruthy();
      }
    },
    'tags',
  );
});
