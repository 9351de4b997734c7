import { afterEach, describe, expect, it } from 'vitest';
import { S3FactLog } from '../../../aws/s3/s3-fact-log.ts';
import { MissingDateError } from '../../../aws/s3/s3-object-errors.ts';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { type Clients, clientsOf, closeClients } from '../../../local/cloud/clients.ts';
import { type LoopbackServer, listenOnLoopback } from '../../../local/cloud/http/loopback-server.ts';
import { awsPorts } from '../aws-ports.ts';

let server: LoopbackServer | undefined;
let clients: Clients | undefined;
afterEach(async () => {
  if (clients) closeClients(clients);
  await server?.stop();
});

/** A store that has no object, and gives the date that is told. */
async function storeDated(date: string | undefined): Promise<S3Objects> {
  server = await listenOnLoopback((_, response) => {
    response.sendDate = false;
    if (date !== undefined) response.setHeader('Date', date);
    response.writeHead(404, { 'Content-Type': 'application/xml' });
    response.end('<Error><Code>NoSuchKey</Code><Message>none</Message></Error>');
  });
  clients = clientsOf({ AWS_ENDPOINT_URL: server.url });
  return new S3Objects(clients.s3, 'content');
}

describe("the store's time", () => {
  it('is that of its answer, for an object that is there and for one that is not', async () => {
    const { content } = await awsPorts({ now: () => new Date('2026-11-23T06:00:00.900Z') });
    await content.writeOnce('key', 'text', 'text/plain');
    const date = new Date('2026-11-23T06:00:00Z');
    expect(await content.readWithDate('key')).toEqual({ content: 'text', date });
    expect(await content.readWithDate('missing')).toEqual({ content: undefined, date });
  });

  it('is taken of the answer that counts when the client had to ask again', async () => {
    // Near the machine's time: for a clock that is far off the client asks once more, to correct its own.
    let time = Math.floor(Date.now() / 1000) * 1000;
    const now = () => {
      time += 1000;
      return new Date(time);
    };
    const { cloud, content } = await awsPorts({ now });
    cloud.beginRun([{ service: 's3', call: 1, when: 'after', do: 'disconnect' }]);
    const { date } = await content.readWithDate('missing');
    expect(cloud.calls()).toHaveLength(2);
    expect(date).toEqual(new Date(time));
  });

  it.each([undefined, '', 'yesterday'])('is not made up when the answer says %j', async date => {
    const store = await storeDated(date);
    await expect(new S3FactLog(store).now()).rejects.toThrow(MissingDateError);
    const looking = new S3FactLog(store).look('articles/an-article');
    await expect(looking).rejects.toThrow(MissingDateError);
    await expect(looking).rejects.toThrow('s3://content/articles/an-article.json: expected a Date header');
  });

  it('is read from a store that gives one', async () => {
    const store = await storeDated('Mon, 23 Nov 2026 06:00:00 GMT');
    const looking = new S3FactLog(store).look('articles/an-article');
    expect(await looking).toEqual({ now: '2026-11-23T06:00:00Z', filedAs: undefined });
  });
});
