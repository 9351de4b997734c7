import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isolateFromAws } from '../../../local/cloud/guard.ts';
import { leaveRequest } from '../../../local/rehearsal/mailbox.ts';
import { serveApp } from '../../../local/serve/serve-app.ts';
import { type AwsPorts, awsPorts } from '../../aws/aws-ports.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';
import { leavePath } from './an-api.ts';

type Function = typeof import('../../../lambdas/subscriptions/handler.ts');
type Event = { routeKey: string; requestContext: { http: { method: string } }; [name: string]: unknown };

const reader = aReader(1);
const link = `https://links.example${leavePath(reader)}`;
let aws: AwsPorts;
beforeEach(async () => {
  aws = await awsPorts();
  await aws.readers.add(reader);
  aws.cloud.beginRun();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** Loads the function anew, as a cold start does, with what its stack gives it. */
async function coldStart(changes: Record<string, string | undefined> = {}): Promise<Function> {
  const configuration = join(await emptyDirectory(), 'courant.json');
  await writeFile(configuration, JSON.stringify(aConfiguration()));
  const environment: NodeJS.ProcessEnv = { ...process.env };
  isolateFromAws(environment);
  const own = {
    CONFIGURATION_FILE: configuration,
    TEMPLATES_DIRECTORY: resolve(import.meta.dirname, '../../../templates'),
    READERS_TABLE: aws.resources.READERS_TABLE,
    ARCHIVE_BUCKET: aws.resources.ARCHIVE_BUCKET,
    SIGN_UP_QUEUE_URL: 'http://127.0.0.1:9/sign-up.fifo',
  };
  for (const [name, value] of Object.entries({
    ...environment,
    ...aws.cloud.environment,
    ...own,
    ...changes,
  }))
    vi.stubEnv(name, value);
  return import('../../../lambdas/subscriptions/handler.ts');
}

/** The event of the HTTP API (payload version 2) for a link. */
function eventOf(method: string, url = link, changes: object = {}): Event {
  const event = leaveRequest(url) as Event;
  event.requestContext.http.method = method;
  const routeKey = `${method} /leave/{link+}`;
  return { ...event, routeKey, ...(method === 'POST' ? {} : { body: undefined }), ...changes };
}

async function invoke({ handler }: Function, event: Event): Promise<APIGatewayProxyStructuredResultV2> {
  return (await handler(event as never)) as APIGatewayProxyStructuredResultV2;
}

const stateOf = async () => (await aws.readers.read('weekly', reader.id))?.state;
const writes = () => aws.calls('UpdateItem') + aws.calls('PutItem') + aws.calls('DeleteItem');

describe('the function behind the links', () => {
  it('shows the page and writes nothing, however often a scanner fetches it', async () => {
    const loaded = await coldStart();
    for (const method of Array(25).fill(['GET', 'HEAD']).flat()) {
      const { statusCode, body } = await invoke(loaded, eventOf(method));
      expect(statusCode).toBe(200);
      expect(body?.includes('<button') ?? false).toBe(method === 'GET');
    }
    expect(writes()).toBe(0);
    expect(await stateOf()).toBe('active');
  });

  it('leaves at once when a mail program posts, and again, with page, headers and no cookie', async () => {
    const loaded = await coldStart();
    for (let turn = 0; turn < 2; turn += 1) {
      const answer = await invoke(loaded, eventOf('POST'));
      expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: false });
      expect(answer.body).toContain('You have left Weekly');
      expect(answer.cookies ?? []).toEqual([]);
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
      expect(answer.headers).not.toHaveProperty('location');
    }
    expect(await aws.readers.read('weekly', reader.id)).toMatchObject({
      state: 'left',
      ended: { how: 'leave link', at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/) },
    });
  });

  it.each<[string, object]>([
    [
      'a body in base64',
      { body: Buffer.from('List-Unsubscribe=One-Click').toString('base64'), isBase64Encoded: true },
    ],
    ['no body', { body: undefined }],
    [
      'a multipart body',
      {
        body: Buffer.from(
          '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--',
        ).toString('base64'),
        isBase64Encoded: true,
        headers: { host: 'links.example', 'content-type': 'multipart/form-data; boundary=x' },
      },
    ],
  ])('leaves with %s', async (_, changes) => {
    const loaded = await coldStart();
    expect(await invoke(loaded, eventOf('POST', link, changes))).toMatchObject({ statusCode: 200 });
    expect(await stateOf()).toBe('left');
  });

  it('writes nothing for a link that is nobody’s', async () => {
    const loaded = await coldStart();
    const wrong = `https://links.example${leavePath({ id: reader.id, token: aReader(2).token })}`;
    for (const method of ['GET', 'POST'])
      expect(await invoke(loaded, eventOf(method, wrong))).toMatchObject({ statusCode: 404 });
    expect(writes()).toBe(0);
    expect(await stateOf()).toBe('active');
  });

  it('takes a path as the HTTP API hands it on: decoded, with whatever stood behind the link', async () => {
    const loaded = await coldStart();
    for (const behind of ['/', ' ', '>', '”', '#', '?', '.\n', '\\', '%']) {
      const event = eventOf('GET', link, { rawPath: leavePath(reader) + behind });
      expect(await invoke(loaded, event)).toMatchObject({ statusCode: 200 });
    }
    const event = eventOf('POST', link, { rawPath: `${leavePath(reader)}> ` });
    expect(await invoke(loaded, event)).toMatchObject({ statusCode: 200 });
    expect(await stateOf()).toBe('left');
  });

  it('counts a link that cannot act for the stack, and logs why, without path, key or address', async () => {
    const lines: string[] = [];
    for (const name of ['log', 'warn', 'info', 'error'] as const)
      vi.spyOn(console, name).mockImplementation(line => void lines.push(String(line)));
    const loaded = await coldStart({ POWERTOOLS_DEV: 'true', POWERTOOLS_METRICS_DISABLED: 'false' });
    await invoke(loaded, eventOf('GET'));
    expect(lines).toEqual([]);
    await invoke(loaded, eventOf('GET', link.slice(0, -1)));
    await invoke(loaded, eventOf('POST', `https://links.example${leavePath(aReader(2))}`));
    vi.restoreAllMocks();
    const counted = lines.map(line => JSON.parse(line)).filter(line => line._aws);
    expect(counted).toEqual(
      [1, 1].map(LinksUnknown => expect.objectContaining({ stack: 'courant', LinksUnknown })),
    );
    const warnings = lines.map(line => JSON.parse(line)).filter(({ level }) => level === 'WARN');
    expect(warnings.map(({ because }) => because)).toEqual(['form', 'reader']);
    for (const secret of [reader.id, aReader(2).id, aReader(2).token, '/leave', reader.address])
      expect(lines.join()).not.toContain(secret);
  });

  it('is served on this machine as the HTTP API serves it', async () => {
    const { api } = await coldStart();
    const { url, stop } = await serveApp(api);
    try {
      const page = await fetch(url + leavePath(reader));
      expect(await page.text()).toContain('<button');
      expect(await stateOf()).toBe('active');
      const body = new FormData();
      body.set('List-Unsubscribe', 'One-Click');
      const left = await fetch(url + leavePath(reader), { method: 'POST', body, redirect: 'manual' });
      expect(left.status).toBe(200);
      expect(await stateOf()).toBe('left');
    } finally {
      await stop();
    }
  });

  it('does not start without what its stack should have given it, and names all of it', async () => {
    const starting = coldStart({ READERS_TABLE: '', TEMPLATES_DIRECTORY: undefined });
    await expect(starting).rejects.toThrow('TEMPLATES_DIRECTORY, READERS_TABLE missing or empty');
  });
});
