import { readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  GetSendQuotaCommand,
  SendEmailCommand,
  SendRawEmailCommand,
  type SendRawEmailCommandInput,
} from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { clientsOf } from '../../../../local/cloud/clients.ts';
import { createResources } from '../../../../local/cloud/resources.ts';
import type { CloudOptions } from '../../../../local/cloud/start-cloud.ts';
import { cloudForTest, emptyDirectory, movableClock } from '../../../support/cloud/cloud.ts';
import { refusal } from '../../../support/cloud/cloud-contract.ts';

// Needs a worker of its own: with what other tests leave on its stack, the SDK cannot encode ten megabytes.
const from = 'digest@news.example';
const raw = Buffer.from(`From: ${from}\r\nSubject: x\r\n\r\nbody`);

async function sesForTest(options: Partial<CloudOptions> = {}) {
  const { cloud, directory } = await cloudForTest({ ses: { verified: [from] }, ...options });
  const { ses } = clientsOf(cloud.environment, 1);
  return {
    cloud,
    directory,
    ses,
    send: (more: Partial<SendRawEmailCommandInput> = {}) =>
      ses.send(
        new SendRawEmailCommand({
          Source: from,
          Destinations: ['r@readers.example'],
          RawMessage: { Data: raw },
          ...more,
        }),
      ),
  };
}

const recipients = (count: number) =>
  Array.from({ length: count }, (_, reader) => `r${reader}@readers.example`);

describe('the embedded SES', () => {
  it('keeps message and envelope as files whose names sort in the order of acceptance', async () => {
    const clock = movableClock('2026-11-23T06:00:00Z');
    const { cloud, directory, send } = await sesForTest({
      now: clock.now,
      ses: { verified: 'all', maxSendRate: 100 },
    });
    await createResources(cloud);
    const ids: (string | undefined)[] = [];
    for (let number = 0; number < 12; number += 1) {
      ids.push(
        (await send({ Tags: [{ Name: 'n', Value: `${number}` }], ConfigurationSetName: 'courant' }))
          .MessageId,
      );
    }
    const accepted = await cloud.ses.accepted();
    expect(accepted.map(({ messageId }) => messageId)).toEqual(ids);
    expect(accepted[10]).toMatchObject({
      source: from,
      destinations: ['r@readers.example'],
      configurationSet: 'courant',
      tags: { n: '10' },
      acceptedAt: '2026-11-23T06:00:00.000Z',
      raw,
    });
    const files = (await readdir(join(directory, 'mail'))).filter(name => name.endsWith('.eml')).sort();
    expect(files).toEqual(accepted.map(({ file }) => basename(file)));
  });

  it('counts on after a restart, in numbers and in the quota, and forgets what was never accepted', async () => {
    const directory = await emptyDirectory();
    const clock = movableClock('2026-11-23T06:00:00Z');
    const options = { directory, now: clock.now, ses: { verified: [from], max24HourSend: 5 } };
    const first = await sesForTest(options);
    await first.send({ Destinations: recipients(3) });
    await first.cloud.stop();
    await writeFile(join(directory, 'mail', '00000002-interrupted.eml'), raw);

    const second = await sesForTest(options);
    expect((await second.ses.send(new GetSendQuotaCommand({}))).SentLast24Hours).toBe(3);
    clock.move(2000);
    expect(await refusal(second.send({ Destinations: recipients(3) }))).toMatchObject({
      name: 'Throttling',
      message: 'Daily message quota exceeded.',
    });
    await second.send({ Destinations: recipients(2) });
    const names = await readdir(join(directory, 'mail'));
    expect(names.filter(name => name.endsWith('.eml'))).toHaveLength(2);
    expect(await second.cloud.ses.accepted()).toHaveLength(2);
  });

  it('throttles above the rate in any one second, and counts only what it accepted', async () => {
    const clock = movableClock('2026-11-23T06:00:00Z');
    const { send } = await sesForTest({ now: clock.now, ses: { verified: [from], maxSendRate: 3 } });
    await send();
    clock.move(600);
    await send({ Destinations: recipients(2) });
    expect(await refusal(send())).toMatchObject({
      name: 'Throttling',
      message: 'Maximum sending rate exceeded.',
    });
    clock.move(400);
    await send();
    await refusal(send());
    clock.move(600);
    await send({ Destinations: recipients(2) });
  });

  it('frees the daily quota 24 hours after each message', async () => {
    const clock = movableClock('2026-11-23T06:00:00Z');
    const { send } = await sesForTest({ now: clock.now, ses: { verified: [from], max24HourSend: 1 } });
    await send();
    clock.move(24 * 3_600_000 - 1);
    await refusal(send());
    clock.move(1);
    await send();
  });

  it.each([
    ['a sender without a domain', { Source: 'digest' }],
    ['a recipient with a space', { Destinations: ['a b@readers.example'] }],
    ['a recipient outside ASCII', { Destinations: ['ü@readers.example'] }],
    ['a recipient with a bad domain', { Destinations: ['a@readers_.example'] }],
    ['no recipient', { Destinations: [] }],
    ['51 recipients', { Destinations: recipients(51) }],
    ['an empty message', { RawMessage: { Data: Buffer.alloc(0) } }],
    ['a message without From', { RawMessage: { Data: Buffer.from('Subject: x\r\n\r\nFrom: a@b.example') } }],
    [
      'a message over 10 MB',
      { RawMessage: { Data: Buffer.concat([raw, Buffer.alloc(10 * 1024 * 1024, 97)]) } },
    ],
    ['a tag with a space', { Tags: [{ Name: 'edition', Value: 'a b' }] }],
    ['a tag twice', { Tags: ['x', 'y'].map(Value => ({ Name: 'edition', Value })) }],
  ])('refuses %s as InvalidParameterValue and takes nothing', async (_, more) => {
    const { cloud, send } = await sesForTest();
    const refused = await refusal(send(more as Partial<SendRawEmailCommandInput>));
    expect(refused).toMatchObject({ name: 'InvalidParameterValue', $metadata: { httpStatusCode: 400 } });
    expect(await cloud.ses.accepted()).toEqual([]);
  });

  it('takes a message of just 10 MB', async () => {
    const { send } = await sesForTest();
    const Data = Buffer.concat([raw, Buffer.alloc(10 * 1024 * 1024 - raw.length, 97)]);
    expect((await send({ RawMessage: { Data } })).MessageId).toBeTruthy();
  });

  it('refuses an unverified sender in the envelope or in the message, as SES words it', async () => {
    const { send } = await sesForTest();
    const envelope = await refusal(send({ Source: 'other@news.example' }));
    const Data = Buffer.from('Subject: x\r\nFrom: Name\r\n <other@news.example>\r\n\r\nx');
    const header = await refusal(send({ RawMessage: { Data } }));
    for (const { name, message } of [envelope, header]) {
      expect(name).toBe('MessageRejected');
      expect(message).toMatch(/^Email address is not verified\..*US-EAST-1: other@news\.example$/);
    }
  });

  it('takes any address of a verified domain and of those below it, and of no other', async () => {
    const { send } = await sesForTest({ ses: { verified: ['news.example'] } });
    const as = (Source: string) =>
      send({ Source, RawMessage: { Data: Buffer.from(`From: ${Source}\r\n\r\nx`) } });
    await as('a@news.example');
    await as('a@mail.News.example');
    expect((await refusal(as('a@fakenews.example'))).name).toBe('MessageRejected');
  });

  it('refuses an action that it does not have, at once', async () => {
    const { ses } = await sesForTest();
    const other = new SendEmailCommand({
      Source: from,
      Destination: {},
      Message: { Subject: { Data: 'x' }, Body: {} },
    });
    expect(await refusal(ses.send(other))).toMatchObject({
      name: 'InvalidAction',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
