import { VerifyDomainIdentityCommand, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { SesSenderIdentities } from '../../../aws/ses/ses-sender-identities.ts';
import { clientsOf, closeClients } from '../../../local/cloud/clients.ts';
import { listenOnLoopback } from '../../../local/cloud/http/loopback-server.ts';
import { cloudForTest } from '../../support/cloud/cloud.ts';

const sender = 'digest@weekly.news.example';

async function identities() {
  const { cloud, clients } = await cloudForTest({ ses: { verified: [] } });
  return { cloud, clients, senders: new SesSenderIdentities(clients.ses) };
}

describe('whether SES has verified a sender', () => {
  it.each(['weekly.news.example', 'news.example'])(
    'is asked for its domain and those above: %s',
    async Domain => {
      const { cloud, clients, senders } = await identities();
      expect(await senders.standingOf(sender)).toEqual({
        standing: 'unverified',
        because: 'SES has not verified the sender: it has no identity of weekly.news.example',
      });
      await clients.ses.send(new VerifyDomainIdentityCommand({ Domain }));
      cloud.beginRun();
      expect(await senders.standingOf(sender)).toEqual({ standing: 'verified' });
      expect(cloud.calls()).toHaveLength(1);
    },
  );

  it('is asked for its address, and for no other of its domain', async () => {
    const { clients, senders } = await identities();
    await clients.ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'other@weekly.news.example' }));
    expect((await senders.standingOf(sender)).standing).toBe('unverified');
    await clients.ses.send(new VerifyEmailIdentityCommand({ EmailAddress: sender }));
    expect((await senders.standingOf(sender)).standing).toBe('verified');
  });

  /** What is made of an answer of SES with these states of identities. */
  async function standingBy(states: Record<string, string>) {
    const entries = Object.entries(states).map(
      ([identity, status]) =>
        `<entry><key>${identity}</key><value><VerificationStatus>${status}</VerificationStatus></value></entry>`,
    );
    const server = await listenOnLoopback((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/xml' });
      response.end(
        '<GetIdentityVerificationAttributesResponse><GetIdentityVerificationAttributesResult><VerificationAttributes>' +
          entries.join('') +
          '</VerificationAttributes></GetIdentityVerificationAttributesResult></GetIdentityVerificationAttributesResponse>',
      );
    });
    const clients = clientsOf({ AWS_ENDPOINT_URL: server.url });
    const standing = await new SesSenderIdentities(clients.ses).standingOf(sender);
    closeClients(clients);
    await server.stop();
    return standing;
  }

  it('is no while SES still looks for its records, in words without an address', async () => {
    expect(await standingBy({ [sender]: 'Failed', 'news.example': 'Pending' })).toEqual({
      standing: 'unverified',
      because: 'SES has not verified the sender: its address is Failed, news.example is Pending',
    });
  });

  it('is not known while SES cannot tell: it goes on sending for who was verified before', async () => {
    expect(await standingBy({ [sender]: 'Pending', 'news.example': 'TemporaryFailure' })).toEqual({
      standing: 'unknown',
      because:
        'SES cannot tell whether the sender is verified: its address is Pending, news.example is TemporaryFailure',
    });
    const both = { 'weekly.news.example': 'Success', 'news.example': 'TemporaryFailure' };
    expect(await standingBy(both)).toEqual({ standing: 'verified' });
  });

  it.each([
    ['AccessDenied', 403, 1],
    ['Throttling', 400, 3],
    ['ServiceUnavailable', 503, 3],
  ])('is not known when SES answers %s, asked %i times', async (code, status, times) => {
    const { cloud, senders } = await identities();
    cloud.beginRun(
      [1, 2, 3, 4].map(
        call => ({ service: 'ses', call, when: 'before', do: 'error', code, status }) as const,
      ),
    );
    expect(await senders.standingOf(sender)).toEqual({
      standing: 'unknown',
      because: expect.stringContaining(code),
    });
    expect(cloud.calls()).toHaveLength(times);
  });

  it('is known when SES was busy once', async () => {
    const { cloud, clients, senders } = await identities();
    await clients.ses.send(new VerifyDomainIdentityCommand({ Domain: 'news.example' }));
    cloud.beginRun([
      { service: 'ses', call: 1, when: 'before', do: 'error', code: 'Throttling', status: 400 },
    ]);
    expect(await senders.standingOf(sender)).toEqual({ standing: 'verified' });
  });
});
