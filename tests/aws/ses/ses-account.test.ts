import { describe, expect, it } from 'vitest';
import { SesAccount } from '../../../aws/ses/ses-account.ts';
import { clientsOf, closeClients } from '../../../local/cloud/clients.ts';
import { listenOnLoopback } from '../../../local/cloud/http/loopback-server.ts';
import { cloudForTest } from '../../support/cloud/cloud.ts';

describe('what SES lets the account send', () => {
  it('is its rate, and what is left of the day', async () => {
    const { clients } = await cloudForTest({ ses: { maxSendRate: 7, max24HourSend: 200, verified: 'all' } });
    expect(await new SesAccount(clients.ses).allowance()).toEqual({ perSecond: 7, perDay: 200, left: 200 });
  });

  it.each([
    ['-1', '90', Number.POSITIVE_INFINITY],
    ['200', '90', 110],
    ['200', '250', 0],
  ])('of %s a day with %s sent leaves %d', async (daily, sent, left) => {
    const server = await listenOnLoopback((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/xml' });
      response.end(
        `<GetSendQuotaResponse><GetSendQuotaResult><SentLast24Hours>${sent}</SentLast24Hours><Max24HourSend>${daily}</Max24HourSend>` +
          '<MaxSendRate>14</MaxSendRate></GetSendQuotaResult></GetSendQuotaResponse>',
      );
    });
    const clients = clientsOf({ AWS_ENDPOINT_URL: server.url });
    expect(await new SesAccount(clients.ses).allowance()).toMatchObject({ perSecond: 14, left });
    closeClients(clients);
    await server.stop();
  });

  it.each([
    ['AccessDenied', 403, true],
    ['Throttling', 400, false],
    ['ServiceUnavailable', 503, false],
  ])('is not known when SES answers %s: status %i, our own fault: %s', async (code, status, refused) => {
    const { clients, cloud } = await cloudForTest();
    const calls = Array.from({ length: 5 }, (_, index) => index + 1);
    cloud.beginRun(
      calls.map(call => ({ service: 'ses', call, when: 'before', do: 'error', code, status }) as const),
    );
    await expect(new SesAccount(clients.ses).allowance()).rejects.toMatchObject({
      name: 'AllowanceUnknownError',
      refused,
    });
  });
});
