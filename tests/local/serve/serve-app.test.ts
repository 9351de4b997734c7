import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveApp } from '../../../local/serve/serve-app.ts';

/** Says back what it was asked, or fails when it is asked to. */
const mirror = {
  async fetch(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    if (pathname === '/fail') throw new Error('the API failed');
    const said = {
      method: request.method,
      path: pathname + search,
      body: Buffer.from(await request.arrayBuffer()).toString('hex'),
      type: request.headers.get('content-type'),
    };
    return Response.json(said, {
      status: 203,
      headers: { 'x-said-by': 'mirror', 'cache-control': 'no-store' },
    });
  },
};

let server: Awaited<ReturnType<typeof serveApp>>;
beforeEach(async () => {
  server = await serveApp(mirror);
});
afterEach(() => server.stop());

/** Sends what fetch would not, such as other methods or paths. */
async function raw(
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number | undefined; body: string }> {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: '127.0.0.1', port, method, path, headers, agent: false },
      async response => {
        resolve({ status: response.statusCode, body: await text(response) });
      },
    );
    outgoing.on('error', reject).end();
  });
}

describe('serveApp', () => {
  it('listens on this machine only', () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('hands on method, path, query, headers and the bytes of the body; gives back status, headers and body', async () => {
    const body = Buffer.from([0, 255, 13, 10, 128]);
    const headers = { 'content-type': 'application/x-courant' };
    const answer = await fetch(`${server.url}/a%2Fb?c=d`, { method: 'POST', headers, body });
    expect(answer.status).toBe(203);
    expect(answer.headers.get('x-said-by')).toBe('mirror');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({
      method: 'POST',
      path: '/a%2Fb?c=d',
      body: body.toString('hex'),
      type: 'application/x-courant',
    });
  });

  it('answers GET with, and HEAD without, a body', async () => {
    expect(await (await fetch(`${server.url}/x`)).json()).toMatchObject({ method: 'GET', body: '' });
    const head = await fetch(`${server.url}/x`, { method: 'HEAD' });
    expect(head.status).toBe(203);
    expect(await head.text()).toBe('');
  });

  it('takes a path with two slashes for a path, never for another host', async () => {
    expect(JSON.parse((await raw('GET', '//other.example/x')).body)).toMatchObject({
      path: '//other.example/x',
    });
  });

  it('says 400 to what is no request of the web, and 500 when the API fails; and goes on', async () => {
    expect(await raw('OPTIONS', '*')).toEqual({ status: 400, body: '' });
    expect(await raw('TRACE', '/')).toEqual({ status: 400, body: '' });
    expect(await raw('GET', '/fail')).toEqual({ status: 500, body: '' });
    expect((await raw('GET', '/x')).status).toBe(203);
  });

  it('answers under its own name only, and says so', async () => {
    const { host, port } = new URL(server.url);
    for (const own of [host, `localhost:${port}`])
      expect((await raw('GET', '/x', { host: own })).status).toBe(203);
    for (const other of ['evil.example', `evil.example:${port}`, 'localhost', '127.0.0.1:1'])
      expect(await raw('GET', '/x', { host: other })).toEqual({
        status: 421,
        body: `This server answers to ${host} and localhost:${port} only.\n`,
      });
  });

  it('frees the port when it stops', async () => {
    await server.stop();
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });
});
