import { GetSendQuotaCommand } from '@aws-sdk/client-ses';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { oneAttemptSesClient, SesMailer } from '../../../aws/ses/ses-mailer.ts';
import type { OutgoingMessage } from '../../../core/delivery/sending/mailer.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { type LoopbackServer, listenOnLoopback } from '../../../local/cloud/http/loopback-server.ts';
import { createResources } from '../../../local/cloud/resources.ts';
import type { CloudOptions } from '../../../local/cloud/start-cloud.ts';
import { cloudForTest } from '../../support/cloud/cloud.ts';

const head = 'From: digest@news.example\r\nTo: reader@mail.example\r\n\r\n';
const message: OutgoingMessage = {
  from: 'digest@news.example',
  to: 'reader@mail.example',
  raw: Buffer.from(`${head}text`),
  tags: { publication: 'weekly', edition: '2026-11-23', reader: 'abc', attempt: 'attempt_1' },
};
const others: LoopbackServer[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of others.splice(0)) await server.stop();
});

/** A mailer as the deliver function makes it, that finds its cloud through the environment. */
async function aMailer(ses: CloudOptions['ses'] = { verified: 'all' }, configurationSet?: string) {
  const { cloud } = await cloudForTest({ ses, now: () => new Date('2026-11-23T06:00:00Z') });
  const { CONFIGURATION_SET } = await createResources(cloud);
  const mailer = mailerAt(cloud.environment, configurationSet ?? CONFIGURATION_SET);
  cloud.beginRun();
  const fail = (fault: Pick<Fault, 'do' | 'when'> & { status?: number; code?: string }) =>
    cloud.beginRun([{ service: 'ses', operation: 'SendRawEmail', call: 1, ...fault } as Fault]);
  return { cloud, mailer, fail, requests: () => cloud.calls().length };
}

function mailerAt(environment: Record<string, string>, configurationSet = 'courant', answerWithin?: number) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  return new SesMailer(oneAttemptSesClient(answerWithin), configurationSet);
}

describe('SesMailer', () => {
  it('hands over sender, one reader, configuration set and tags, and says what SES calls the message', async () => {
    const { cloud, mailer } = await aMailer();
    const answer = await mailer.send(message);
    const [accepted] = await cloud.ses.accepted();
    expect(answer).toEqual({ outcome: 'accepted', messageId: accepted?.messageId });
    expect(accepted).toMatchObject({
      source: 'digest@news.example',
      destinations: ['reader@mail.example'],
      configurationSet: 'courant',
      tags: { ...message.tags, 'ses:feedback-id-a': 'weekly' },
    });
  });

  it('hands the message over byte for byte, whatever the bytes', async () => {
    const { cloud, mailer } = await aMailer({ verified: 'all', maxSendRate: 1000 });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async bytes => {
        const raw = Buffer.concat([Buffer.from(head), bytes]);
        expect(await mailer.send({ ...message, raw })).toMatchObject({ outcome: 'accepted' });
        expect((await cloud.ses.accepted()).at(-1)?.raw.equals(raw)).toBe(true);
      }),
      { numRuns: 25, examples: [[new Uint8Array([0, 13, 10, 46, 13, 10, 255, 128])]] },
    );
  });

  it.each<[string, Parameters<Awaited<ReturnType<typeof aMailer>>['fail']>[0], string, number]>([
    [
      'SES fails with 500',
      { do: 'error', when: 'before', status: 500, code: 'InternalFailure' },
      'uncertain',
      0,
    ],
    ['SES is unavailable', { do: 'error', when: 'before', status: 503 }, 'uncertain', 0],
    ['SES takes it and answers 500', { do: 'error', when: 'after', status: 500 }, 'uncertain', 1],
    ['the connection breaks before', { do: 'disconnect', when: 'before' }, 'uncertain', 0],
    ['the connection breaks after', { do: 'disconnect', when: 'after' }, 'uncertain', 1],
    ['SES throttles', { do: 'error', when: 'before', status: 400, code: 'Throttling' }, 'throttled', 0],
    ['nobody may send', { do: 'error', when: 'before', status: 403, code: 'AccessDenied' }, 'refused', 0],
    ['SES says a new 4xx', { do: 'error', when: 'before', status: 409, code: 'SomethingNew' }, 'refused', 0],
  ])('makes exactly one request when %s', async (_, fault, outcome, taken) => {
    const { cloud, mailer, fail, requests } = await aMailer();
    fail(fault);
    expect(await mailer.send(message)).toMatchObject({ outcome, reason: expect.any(String) });
    expect(requests()).toBe(1);
    expect(await cloud.ses.accepted()).toHaveLength(taken);
    expect(await mailer.send(message)).toMatchObject({ outcome: 'accepted' });
  });

  it.each(['before', 'after'] as const)(
    'stops waiting for an answer that hangs %s SES acts, and asks once',
    async when => {
      const { cloud, fail, requests } = await aMailer();
      const mailer = mailerAt(cloud.environment, 'courant', 200);
      fail({ do: 'hang', when });
      expect(await mailer.send(message)).toMatchObject({
        outcome: 'uncertain',
        reason: expect.stringMatching('Timeout'),
      });
      expect(requests()).toBe(1);
    },
  );

  it('gives up on an answer well before a worker that must note the outcome has no time left', async () => {
    const { cloud } = await cloudForTest({ ses: { verified: 'all' } });
    for (const [name, value] of Object.entries(cloud.environment)) vi.stubEnv(name, value);
    const client = oneAttemptSesClient();
    await client.send(new GetSendQuotaCommand({}));
    const handler = client.config.requestHandler as { httpHandlerConfigs?(): Record<string, unknown> };
    const { requestTimeout, connectionTimeout } = handler.httpHandlerConfigs?.() ?? {};
    expect(Number(requestTimeout) + Number(connectionTimeout)).toBeLessThan(30_000);
  });

  it('has reached nobody where no one listens', async () => {
    const server = await listenOnLoopback(() => undefined);
    await server.stop();
    const { cloud } = await cloudForTest();
    const mailer = mailerAt({ ...cloud.environment, AWS_ENDPOINT_URL_SES: server.url });
    expect(await mailer.send(message)).toMatchObject({ outcome: 'unreached' });
  });

  it('does not believe an answer without a message id', async () => {
    const result = '<SendRawEmailResponse><SendRawEmailResult/></SendRawEmailResponse>';
    const server = await listenOnLoopback((_, response) =>
      response.writeHead(200, { 'Content-Type': 'text/xml' }).end(result),
    );
    others.push(server);
    const { cloud } = await cloudForTest();
    const mailer = mailerAt({ ...cloud.environment, AWS_ENDPOINT_URL_SES: server.url });
    expect(await mailer.send(message)).toEqual({
      outcome: 'uncertain',
      reason: 'SES answered without a message id',
    });
  });

  it('tells the rate from the 24-hour quota', async () => {
    const fast = await aMailer({ verified: 'all', maxSendRate: 1 });
    await fast.mailer.send(message);
    expect(await fast.mailer.send(message)).toMatchObject({ outcome: 'throttled' });
    const many = await aMailer({ verified: 'all', max24HourSend: 1 });
    await many.mailer.send(message);
    expect(await many.mailer.send(message)).toMatchObject({ outcome: 'exhausted' });
    expect(await many.cloud.ses.accepted()).toHaveLength(1);
  });

  it('blames us, not the reader, for a sender that is not verified, and names its domain alone', async () => {
    const { mailer } = await aMailer({ verified: ['other.example'] });
    const answer = await mailer.send(message);
    expect(answer).toMatchObject({ outcome: 'refused', reason: expect.stringMatching('not verified') });
    expect(JSON.stringify(answer)).not.toContain(message.from);
    expect(answer).toMatchObject({ reason: expect.stringMatching(/: \(somebody\)@news\.example$/) });
  });

  it('blames the reader for their own address, and us for the form of the sender', async () => {
    const { mailer } = await aMailer({ verified: 'all' });
    const raw = () => Buffer.from(message.raw);
    const ofReader = await mailer.send({ ...message, raw: raw(), to: 'reader@-.example' });
    expect(ofReader).toEqual({
      outcome: 'rejected',
      reason: 'InvalidParameterValue: Domain contains illegal character',
    });
    const ofSender = await mailer.send({ ...message, raw: raw(), from: 'digest@-news.example' });
    expect(ofSender.outcome).toBe('refused');
  });

  it('blames us for a configuration set that is missing', async () => {
    const { mailer } = await aMailer({ verified: 'all' }, 'missing');
    expect(await mailer.send(message)).toMatchObject({ outcome: 'refused' });
  });

  it('blames the address for what is wrong with it, without saying it', async () => {
    const { mailer, cloud } = await aMailer();
    const answer = await mailer.send({ ...message, to: 'jürgen@mail.example' });
    expect(answer).toMatchObject({ outcome: 'rejected' });
    expect(JSON.stringify(answer)).not.toMatch(/rgen|mail\.example/);
    expect(await cloud.ses.accepted()).toEqual([]);
  });
});
