import { describe, expect, it, vi } from 'vitest';
import { writeEditionsJson } from '../../../core/archive/editions-json.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { SignUpRequest } from '../../../core/readers/sign-up/request.ts';
import { newestEditionIn } from '../../../lambdas/subscriptions/open-stores.ts';
import { aListedEdition } from '../../support/builders/a-listed-edition.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { anApi, apiTime, fieldsOf, mailed, send } from './an-api.ts';

const reader = aReader(1);
const pageAt = async ({ api }: Pick<Awaited<ReturnType<typeof anApi>>, 'api'>, path: string) =>
  (await api.request(path)).text();

describe('the page behind the link of a confirmation', () => {
  it('shows what will be subscribed, for whom in few letters, and a button, and changes nothing', async () => {
    const told = await anApi([]);
    const { path, request } = await mailed(told, 'subscribe');
    for (const method of ['GET', 'HEAD', 'GET'])
      expect((await told.api.request(path, { method })).status).toBe(200);
    const page = await pageAt(told, path);
    expect(page).toContain('Confirm</button>');
    expect(page).toContain('Weekly');
    expect(page).toContain('r•••@m•••.example');
    expect(page).not.toContain(request.address);
    expect([told.calls, told.readers.rows.size]).toEqual([[], 0]);
  });

  it.each<[string, Partial<SignUpRequest>, string]>([
    ['of a request that has expired', { expires: Date.parse(apiTime) / 1000 }, ''],
    ['of one that was dropped', { state: 'dropped' }, ''],
    ['of one that was not mailed yet', { state: 'asked' }, ''],
    ['with another token', {}, 'x'],
    ['that opens what somebody reads', { kind: 'manage' }, ''],
  ])('%s says that it does not work any more, and where to go', async (_, changes, end) => {
    const told = await anApi([]);
    const { path } = await mailed(told, 'subscribe', changes);
    const link = end === '' ? path : path.slice(0, -1) + end;
    for (const method of ['GET', 'POST']) {
      const answer = await told.api.request(link, { method });
      expect(answer.status).toBe(404);
      const page = await answer.text();
      expect(page).toContain('This link does not work any more');
      expect(page).toContain('href="/subscribe"');
      expect(page).not.toContain('<form');
    }
    expect(told.calls).toEqual([]);
  });

  it.each(['/confirm', '/confirm/', '/confirm/x', '/confirm/%E0%A4%A', '/confirm/__proto__'])(
    'at %s is nobody’s',
    async path => {
      expect((await (await anApi()).api.request(path)).status).toBe(404);
    },
  );

  it.each(['.', '%3E', '/', ')', '&gt;'])('opens with %s behind it, too', async behind => {
    const told = await anApi([]);
    const { path } = await mailed(told, 'subscribe');
    const fields = fieldsOf(await pageAt(told, path + behind));
    expect((await send(told.api, path + behind, fields)).status).toBe(200);
    expect((await told.readers.read('weekly', reader.id))?.state).toBe('active');
  });
});

describe('pressing its button', () => {
  it('makes the person a reader, however often, with the same page', async () => {
    const told = await anApi([]);
    const { path } = await mailed(told, 'subscribe');
    const fields = fieldsOf(await pageAt(told, path));
    const pages = [];
    for (let times = 0; times < 3; times += 1) pages.push(await (await send(told.api, path, fields)).text());
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('You are subscribed');
    expect(pages[0]).toContain(
      'The next edition comes on Monday 30 November 2026, 07:00 (Central European Time).',
    );
    expect(pages[0]).toContain('our mail service may still block it');
    expect(await told.readers.read('weekly', reader.id)).toMatchObject({
      state: 'active',
      agreed: { how: 'signed up', confirmed: apiTime },
    });
    const before = await pageAt(told, path);
    expect(before).toContain('You have confirmed already');
    expect(before).toMatch(
      /"\/subscribe\?publication[^"]*weekly"[^>]*>Unsubscribed by mistake\? Subscribe again</,
    );
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['nothing', {}, {}],
    ['the body of one click', { 'List-Unsubscribe': 'One-Click' }, {}],
    ['the field of another page', { page: 'A'.repeat(43) }, {}],
    ['its own field, from another site', { page: '' }, { origin: 'https://evil.example' }],
  ])('with %s is refused', async (_, given, headers) => {
    const told = await anApi([]);
    const { path } = await mailed(told, 'subscribe');
    const own = given.page === '' ? fieldsOf(await pageAt(told, path)) : given;
    const answer = await send(told.api, path, own, headers);
    expect([answer.status, told.calls, told.readers.rows.size]).toEqual([400, [], 0]);
    expect(await answer.text()).toContain('Nothing has changed.');
  });

  it('begins nothing that ended since, and says so', async () => {
    const ended = { at: '2026-11-23T07:00:00Z' as Instant, how: 'leave link' };
    const told = await anApi([aReader(1, { state: 'left', ended })]);
    const { path } = await mailed(told, 'subscribe');
    const page = await (await send(told.api, path, fieldsOf(await pageAt(told, path)))).text();
    expect(page).toContain('You are not subscribed');
    expect(page).toContain('Not begun: Weekly.');
    expect(page.replaceAll('&#x3D;', '=')).toContain('href="/subscribe?publication=weekly"');
    expect(page).not.toContain('next edition comes');
  });

  it('says of two what began and what makes no editions any more, in the language of the request', async () => {
    const publications = [aPublication({ language: 'zh-Hans', title: '周刊' })];
    const told = await anApi([], {}, { publications });
    const { path } = await mailed(told, 'subscribe', {
      publications: ['weekly', 'gone'],
      language: 'zh-Hans',
    });
    const page = await (await send(told.api, path, fieldsOf(await pageAt(told, path)))).text();
    expect(page).toContain('订阅成功');
    expect(page).toContain('未生效的订阅：gone。');
    expect(page).toMatch(/下一期将于2026年11月30日.*07:00（中欧时间）发出。/);
  });

  it('shows the newest edition where there is one, and nothing where it cannot be read', async () => {
    const url = 'https://news.example/archive/weekly/2026-11-23/index.html';
    const told = await anApi([]);
    const { path } = await mailed(told, 'subscribe');
    const fields = fieldsOf(await pageAt(told, path));
    const newest = vi.spyOn(told.context, 'newestEdition');
    newest.mockResolvedValue({ number: 3, headline: { text: 'US & <b>', language: 'en' }, url });
    const page = await (await send(told.api, path, fields)).text();
    expect(page).toContain(`The newest edition, No. 3: <a href="${url}">US &amp; &lt;b&gt;</a>`);
    newest.mockRejectedValue(new Error('closed'));
    expect(await (await send(told.api, path, fields)).text()).toContain('You are subscribed');
  });
});

describe('the newest edition', () => {
  const archive = (content: string | undefined) => ({
    readVersion: async () => (content === undefined ? undefined : { content, version: '1' }),
  });
  const editions = [aListedEdition(), { ...aListedEdition(), edition: '2026-11-30', number: 2 }];

  it('is the last of the list, at its public address', async () => {
    const list = writeEditionsJson('weekly', editions);
    expect(await newestEditionIn(archive(list), 'https://a.example', 'weekly')).toMatchObject({
      number: 2,
      url: 'https://a.example/archive/weekly/2026-11-30/index.html',
    });
  });

  it.each([undefined, '', '{', '[]', writeEditionsJson('weekly', [])])('is none in %s', async content => {
    expect(await newestEditionIn(archive(content), 'https://a.example', 'weekly')).toBeUndefined();
  });

  it('is none that nobody may read', async () => {
    const list = writeEditionsJson('weekly', editions);
    expect(await newestEditionIn(archive(list), null, 'weekly')).toBeUndefined();
  });
});
