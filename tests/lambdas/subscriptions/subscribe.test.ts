import { describe, expect, it, vi } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aRequest } from '../../support/builders/a-request.ts';
import { aRetired } from '../../support/builders/a-retired.ts';
import { anApi, apiTime, fieldsOf, send } from './an-api.ts';

const two = {
  publications: [
    aPublication(),
    aPublication({ id: 'zhoukan', title: '周刊', language: 'zh-Hans', replyTo: 'zh@news.example' }),
  ],
};
const formOf = async ({ api }: Pick<Awaited<ReturnType<typeof anApi>>, 'api'>, path = '/subscribe') =>
  (await api.request(path)).text();

describe('the form', () => {
  it('asks for an address and nothing else, by a form without script', async () => {
    const page = await formOf(await anApi());
    expect(page).toContain('Subscribe to Weekly');
    expect(page).toContain('Every Monday at 07:00 (Central European Time)');
    expect(page).toMatch(/<label class="label" for="address">/);
    expect(page).toMatch(
      /<input id="address" type="email" name="address" value="" autocomplete="email"[^>]* required>/,
    );
    expect([...page.matchAll(/<input[^>]* name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      'address',
      'website',
      'token',
    ]);
    expect(page).toContain('href="/privacy/weekly"');
  });

  it('offers all publications that appear, none of them chosen, each in its language', async () => {
    const page = await formOf(
      await anApi([], {}, { ...two, retired: [aRetired({ id: 'old', title: 'Old' })] }),
    );
    expect(page.match(/type="checkbox"/g)).toHaveLength(2);
    expect(page).not.toMatch(/ checked|Old/);
    expect(page).toContain('<span lang="zh-Hans" dir="ltr">周刊</span>');
  });

  it('offers one alone where the address names it, also by the id that it had before, in its language', async () => {
    const context = await anApi(
      [],
      {},
      {
        publications: [two.publications[0], { ...two.publications[1], formerly: 'alt' }],
      },
    );
    for (const id of ['zhoukan', 'alt']) {
      const page = await formOf(context, `/subscribe?publication=${id}`);
      expect(page).toContain('<html lang="zh-Hans"');
      expect(page).toContain('订阅《周刊》');
      expect(page).not.toMatch(/type="checkbox"|Weekly/);
    }
  });

  it.each(['old', 'nobody', '../x', '<b>'])(
    'is none of the publication %s, which does not appear',
    async id => {
      const { api } = await anApi([], {}, { ...two, retired: [aRetired({ id: 'old' })] });
      for (const method of ['GET', 'POST']) {
        const answer = await api.request(`/subscribe?publication=${encodeURIComponent(id)}`, { method });
        expect(answer.status).toBe(404);
        expect(await answer.text()).toContain('href="/subscribe"');
      }
    },
  );

  it.each([
    ['/subscribe', '', 'en'],
    ['/subscribe', 'zh-CN,zh;q=0.9,en;q=0.8', 'zh-Hans'],
    ['/subscribe', 'de;q=0.9, zh-TW;q=0.7, en;q=0.5', 'zh-Hans'],
    ['/subscribe', 'fr, zh;q=0', 'en'],
    ['/subscribe?language=en', 'zh', 'en'],
    ['/subscribe?language=zh-Hans', 'en', 'zh-Hans'],
    ['/subscribe?language=xx', 'zh', 'zh-Hans'],
  ])(
    'at %s for a browser that wants "%s" is in %s, and leads to the other language',
    async (path, wanted, language) => {
      const { api } = await anApi([], {}, two);
      const page = await (await api.request(path, { headers: { 'accept-language': wanted } })).text();
      expect(page).toContain(`<html lang="${language}"`);
      const other = language === 'en' ? 'zh-Hans' : 'en';
      expect(page.replaceAll('&#x3D;', '=')).toContain(
        `href="/subscribe?language=${other}" hreflang="${other}" lang="${other}"`,
      );
    },
  );

  it('says that it is closed, and whom to write to, while confirmations come back', async () => {
    const { api, context } = await anApi();
    vi.spyOn(context, 'signUpIsClosed').mockResolvedValue(true);
    const page = await (await api.request('/subscribe')).text();
    expect(page).toContain('The form is closed for now');
    expect(page).toContain('mailto:editors@news.example');
    expect(page).not.toContain('<form');
  });
});

describe('a form that is sent', () => {
  it('puts one request and queues its id, and says what happens next', async () => {
    const told = await anApi();
    const fields = { ...fieldsOf(await formOf(told)), address: ' Anna+News@Mail.example ' };
    const answer = await send(told.api, '/subscribe', fields);
    expect(answer.status).toBe(200);
    expect(told.calls).toEqual(['put', 'enqueue']);
    const { id } = aRequest(100);
    expect(told.queued).toEqual([id]);
    expect([...told.requests.rows.values()]).toEqual([
      {
        ...aRequest(100, { address: 'anna+news@mail.example', requestedAt: apiTime }),
        form: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    const page = await answer.text();
    expect(page).toContain(' Anna+News@Mail.example ');
    expect(page).toContain('Weekly &lt;digest@news.example&gt;');
    for (const words of ['48 hours', 'spam folder', 'write to editors@news.example'])
      expect(page).toContain(words);
  });

  it('asks for what was chosen, in the language of the page', async () => {
    const told = await anApi([], {}, two);
    const path = '/subscribe?language=zh-Hans';
    const fields = fieldsOf(await formOf(told, path));
    await send(told.api, path, {
      ...fields,
      address: 'a@mail.example',
      publication: ['zhoukan', 'weekly', 'x'],
    });
    const [request] = told.requests.rows.values();
    expect(request).toMatchObject({ publications: ['weekly', 'zhoukan'], language: 'zh-Hans' });
  });

  it('keeps a hash of the words that were seen: the same for everybody, another where they differ', async () => {
    const hashOf = async (changes: object, address: string, language?: string) => {
      const told = await anApi([], changes, language ? two : {});
      const path = language ? `/subscribe?language=${language}` : '/subscribe';
      const fields = { ...fieldsOf(await formOf(told, path)), address, publication: 'weekly' };
      await send(told.api, path, fields);
      return [...told.requests.rows.values()][0]?.form;
    };
    const usual = await hashOf({}, 'a@mail.example');
    expect(await hashOf({}, 'b@mail.example')).toBe(usual);
    const others = [await hashOf({ description: 'Another.' }, 'a@mail.example')];
    for (const language of ['en', 'zh-Hans']) others.push(await hashOf({}, 'a@mail.example', language));
    expect(new Set([usual, ...others]).size).toBe(4);
  });

  it('is the same two calls and the same page, whoever it is', async () => {
    const ended = { at: '2026-11-02T00:00:00Z' as Instant, how: 'x' };
    const rows = [
      aReader(1),
      aReader(2, { state: 'left', ended }),
      aReader(3, { state: 'bounced', ended }),
      aReader(4, { state: 'complained', ended }),
    ];
    const kinds = [
      ...rows.map(({ address }) => address),
      'new@mail.example',
      'abuse@mail.example',
      'erased@mail.example',
    ];
    const seen = new Set<string>();
    for (const address of kinds) {
      const told = await anApi(rows);
      await told.addresses.end(aReader(3).id, { state: 'bounced', ...ended });
      const reads = vi.spyOn(told.readers, 'read');
      const answer = await send(told.api, '/subscribe', { ...fieldsOf(await formOf(told)), address });
      const page = (await answer.text()).replaceAll(address, 'ADDRESS');
      const put = { ...[...told.requests.rows.values()][0], address: 'ADDRESS' };
      seen.add(JSON.stringify([answer.status, page, told.calls, told.queued, put, reads.mock.calls.length]));
    }
    expect(seen.size).toBe(1);
    expect([...seen][0]).toContain('["put","enqueue"]');
  });
});

describe('a form that is not taken', () => {
  const sent = async (fields: object, headers: Record<string, string> = {}, more: object = {}) => {
    const told = await anApi([], {}, more);
    const own = fieldsOf(await formOf(told));
    const answer = await send(
      told.api,
      '/subscribe',
      { address: 'a@mail.example', ...own, ...fields },
      headers,
    );
    expect([answer.status, told.calls]).toEqual([400, []]);
    return answer.text();
  };

  it.each([
    '',
    'anna',
    'anna@',
    'änna@mail.example',
    'a b@mail.example',
    'a@b@mail.example',
    `${'a'.repeat(400)}@b.example`,
  ])('says what is wrong with the address "%s", and keeps it', async address => {
    const page = await sent({ address });
    expect(page).toContain('This is not an e-mail address that we can write to.');
    expect(page).toContain('aria-describedby="wrong"');
    expect(page).toContain(`value="${address.slice(0, 321)}"`);
  });

  it('escapes the address that it keeps', async () => {
    const page = await sent({ address: '"><script>alert(1)</script>@x' });
    expect(page).not.toContain('<script');
    expect(page).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;@x"');
  });

  it('asks to choose where nothing is chosen, or what there is not', async () => {
    for (const publication of [[], ['old', '']]) {
      const page = await sent({ publication }, {}, two);
      expect(page).toContain('Please choose at least one.');
      expect(page).toContain('value="a@mail.example"');
    }
  });

  it('says to a person whose program filled in the hidden field what to do, and keeps the address', async () => {
    const page = await sent({ website: 'https://spam.example' });
    expect(page).toContain('A field was filled in that people do not see.');
    expect(page).toContain('value="a@mail.example"');
    expect(page).not.toContain('spam.example');
  });

  it.each(['', 'x', '1795672800.', `1795672800.${'A'.repeat(43)}`])(
    'without a token of its own: %s',
    async token => {
      const page = await sent({ token });
      expect(page).toContain('This form was open for more than a day');
      expect(page).toContain('value="a@mail.example"');
    },
  );

  it.each<[string, number, number]>([
    ['is taken a day later', 24 * 3600, 200],
    ['is not taken after that', 24 * 3600 + 1, 400],
    ['is taken at once', 0, 200],
    ['is taken where the clock of another machine is behind', -300, 200],
    ['is not taken from the future', -301, 400],
  ])('%s', async (_, seconds, status) => {
    const { api, context } = await anApi();
    const fields = fieldsOf(await formOf({ api }));
    const now = new Date(Date.parse(apiTime) + seconds * 1000).toISOString().replace('.000', '') as Instant;
    context.clock.now = () => now;
    const answer = await send(api, '/subscribe', { ...fields, address: 'a@mail.example' });
    expect(answer.status).toBe(status);
  });

  it.each([
    'https://evil.example',
    'null',
    'https://links.example.evil.example',
    'https://links.example:8443',
    'file://',
    '',
  ])('sent from "%s"', async origin => {
    const page = await sent({}, { origin, host: 'links.example' });
    expect(page).toContain('This form was sent from another website');
    expect(page.replaceAll('&#x3D;', '=')).toContain('href="/subscribe?publication=weekly"');
  });

  it.each([
    ['of the host that answers', 'https://links.example', null],
    ['of the site, behind which the host has another name', 'https://news.example', 'https://news.example'],
  ])('but one with the origin %s is', async (_, origin, site) => {
    const { api, context } = await anApi();
    context.site = site;
    const fields = { ...fieldsOf(await formOf({ api })), address: 'a@mail.example' };
    expect((await send(api, '/subscribe', fields, { origin, host: 'links.example' })).status).toBe(200);
  });

  it('of more than 8 kB, or that is no form', async () => {
    await sent({ padding: 'x'.repeat(8_200) });
    const { api, calls } = await anApi();
    const fields = { ...fieldsOf(await formOf({ api })), address: 'a@mail.example' };
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    expect((await api.request('/subscribe', { method: 'POST', body })).status).toBe(400);
    const json = {
      method: 'POST',
      body: JSON.stringify(fields),
      headers: { 'content-type': 'application/json' },
    };
    expect((await api.request('/subscribe', json)).status).toBe(400);
    expect(calls).toEqual([]);
  });

  it('is a page with words where a store cannot be reached, without what it said, there or in the log', async () => {
    const { api, context, requests } = await anApi();
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    requests.put = () => Promise.reject(new TypeError('no table for\na@mail.example'));
    const fields = { ...fieldsOf(await formOf({ api })), address: 'a@mail.example' };
    const answer = await send(api, '/subscribe', fields);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toMatch(/Something went wrong on our side/);
    expect(context).toBeDefined();
    const logged = log.mock.calls.flat().join();
    expect(logged).toMatch(/^TypeError\n +at /);
    expect(logged).not.toContain('mail.example');
    vi.restoreAllMocks();
  });
});
