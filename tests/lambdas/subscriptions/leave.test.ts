import { describe, expect, it } from 'vitest';
import { aReader } from '../../support/builders/a-reader.ts';
import { anApi, apiTime, leavePath } from './an-api.ts';

const reader = aReader(1);
const path = leavePath(reader);
const multipart = new FormData();
multipart.set('List-Unsubscribe', 'One-Click');

describe('opening the leave link', () => {
  it.each(['GET', 'HEAD'])('changes nothing with %s, however often a scanner does it', async method => {
    const { api, readers } = await anApi();
    const opened = await Promise.all(Array.from({ length: 50 }, () => api.request(path, { method })));
    expect(opened.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(await readers.read('weekly', reader.id)).toEqual(reader);
  });

  it('shows a button that posts to the same address, and for HEAD the same headers without the page', async () => {
    const { api } = await anApi();
    const get = await api.request(path);
    const page = await get.text();
    expect(page).toContain('<form method="post">');
    expect(page).toContain('Leave Weekly?');
    const head = await api.request(path, { method: 'HEAD' });
    expect([...head.headers]).toEqual([...get.headers]);
    expect(await head.text()).toBe('');
  });

  it.each(['active', 'pending', 'bounced'] as const)('asks a reader who is %s', async state => {
    const { api } = await anApi([aReader(1, { state })]);
    expect(await (await api.request(path)).text()).toContain('Unsubscribe</button>');
  });

  it.each(['left', 'complained'] as const)('tells a reader who is %s that it is done', async state => {
    const { api } = await anApi([aReader(1, { state })]);
    const answer = await api.request(path);
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toContain('You have left Weekly');
    expect(page).not.toContain('Unsubscribe</button>');
  });
});

describe('leaving', () => {
  it('is counted; opening the link is not, nor is leaving again', async () => {
    const told = await anApi();
    await told.api.request(path);
    expect(told.left).toEqual([]);
    await told.api.request(path, { method: 'POST' });
    expect(told.left).toHaveLength(1);
    const again = await anApi([
      aReader(1, { state: 'left', ended: { at: reader.agreed.at, how: 'leave link' } }),
    ]);
    await again.api.request(path, { method: 'POST' });
    expect(again.left).toEqual([]);
  });
});

describe('an ending, kept', () => {
  it('is kept at once when a reader leaves, and once however often they post', async () => {
    const { api, readers, endings } = await anApi();
    for (let times = 0; times < 3; times += 1) await api.request(path, { method: 'POST' });
    expect(await Array.fromAsync(endings.of('weekly', null))).toEqual([
      { publication: 'weekly', reader: reader.id, kind: 'left', at: apiTime },
    ]);
    expect(await Array.fromAsync(readers.unkept('weekly'))).toEqual([]);
  });

  it('is told to nobody when it cannot be kept: the reader has left, and the row says that it is to be kept', async () => {
    const { api, readers, endings, unkept } = await anApi();
    endings.keep = () => Promise.reject(new Error('closed'));
    const answer = await api.request(path, { method: 'POST' });
    expect([answer.status, await answer.text()]).toEqual([
      200,
      expect.stringContaining('You have left Weekly'),
    ]);
    expect(unkept).toHaveLength(1);
    expect((await readers.read('weekly', reader.id))?.state).toBe('left');
    expect(await Array.fromAsync(readers.unkept('weekly'))).toHaveLength(1);
  });

  it.each(['GET', 'HEAD'])('is none when somebody only looks with %s', async method => {
    const { api, endings } = await anApi();
    await api.request(path, { method });
    expect(endings.keys.size).toBe(0);
  });
});

describe('posting to the leave link', () => {
  it.each<[string, RequestInit]>([
    ['the form of RFC 8058', { body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) }],
    ['the same as multipart', { body: multipart }],
    ['no body', {}],
    ['a body that is something else', { body: '{"a":', headers: { 'content-type': 'application/json' } }],
    [
      'a broken multipart body',
      { body: 'broken', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
    ],
    ['a form that says nothing', { body: new URLSearchParams() }],
  ])('leaves at once with %s', async (_, init) => {
    const { api, readers } = await anApi();
    const answer = await api.request(path, { method: 'POST', ...init });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('You have left Weekly');
    expect(await readers.read('weekly', reader.id)).toEqual({
      ...reader,
      state: 'left',
      ended: { at: apiTime, how: 'leave link' },
    });
  });

  it('asks for no further step: no redirect, no cookie', async () => {
    const { api } = await anApi();
    const { headers, redirected } = await api.request(path, { method: 'POST' });
    expect(redirected).toBe(false);
    expect(headers.has('location')).toBe(false);
    expect(headers.getSetCookie()).toEqual([]);
  });

  it('says the same again and again, and keeps when the reader left first', async () => {
    const earlier = { at: '2026-11-01T00:00:00Z' as typeof apiTime, how: 'leave link' };
    const { api, readers } = await anApi([aReader(1, { state: 'left', ended: earlier })]);
    const first = await (await api.request(path, { method: 'POST' })).text();
    const second = await api.request(path, { method: 'POST' });
    expect(second.status).toBe(200);
    expect(await second.text()).toBe(first);
    expect((await readers.read('weekly', reader.id))?.ended).toEqual(earlier);
  });

  it('ends the subscription of one reader and publication, and no other', async () => {
    const others = [aReader(2), aReader(1, { publication: 'other' })];
    const { api, readers } = await anApi([reader, ...others]);
    await api.request(path, { method: 'POST' });
    expect(await readers.read('weekly', aReader(2).id)).toEqual(others[0]);
    expect(await readers.read('other', reader.id)).toEqual(others[1]);
  });
});

describe('a link that was changed on its way', () => {
  const { id, token } = reader;
  const changed: [string, string][] = [
    ...['.', ')', '>', '/', ',', ';', '"', '&gt;', '%20', '=', '%3E.', '/more', '%E0%A4%A', 'Reply'].map(
      (behind): [string, string] => [`${behind} behind it`, path + behind],
    ),
    ['the id in capitals', `/leave/weekly/${id.toUpperCase()}${token}`],
    ['the publication in capitals', path.replace('weekly', 'Weekly')],
    ['the remains of a soft break in it', `${path.slice(0, -7)}=%0D%0A${path.slice(-7)}`],
  ];

  it.each(changed)(
    'with %s shows the page and changes nothing, then leaves at one click',
    async (_, link) => {
      const { api, readers, unknown } = await anApi();
      for (const method of ['GET', 'HEAD']) expect((await api.request(link, { method })).status).toBe(200);
      expect(await (await api.request(link)).text()).toContain('Leave Weekly?');
      expect(await readers.read('weekly', id)).toEqual(reader);
      const left = await api.request(link, { method: 'POST' });
      expect(left.status).toBe(200);
      expect(await left.text()).toContain('You have left Weekly');
      expect((await readers.read('weekly', id))?.state).toBe('left');
      expect(unknown).toEqual([]);
    },
  );
});
