import { describe, expect, it } from 'vitest';
import { here, hostile, keepMail, linksUrl, servedInstallation } from './a-served-installation.ts';

const numbersIn = (page: string) => page.match(/(?<=href="\/mail\/)\d+/g)?.map(Number) ?? [];

describe('the inbox', () => {
  it('lists sender, subject, reader and time, the newest first, with everything escaped', async () => {
    const { mails, text } = await servedInstallation();
    await keepMail(mails, 1, { from: 'bare@news.example', subject: hostile });
    await keepMail(mails, 2, {
      from: '=?utf-8?B?5ZGo5oql?= <a@news.example>',
      subject: '=?utf-8?B?5paw6Ze7?=',
      to: 'li&wen@mail.example',
      language: 'zh-Hans',
    });
    const page = await text('/inbox');
    expect(page).toContain('2 messages to all readers and the operator.');
    expect(numbersIn(page)).toEqual([2, 1]);
    expect(page).not.toContain('<script>');
    expect(page).toContain('<span class="from" lang="zh-Hans">周报</span>');
    expect(page).toContain('<a class="subject" href="/mail/2" lang="zh-Hans">新闻</a>');
    expect(page).toContain('<time datetime="2026-11-23T06:02:00.000Z">23 Nov 2026, 07:02</time>');
    expect(page).toContain('href="/inbox?to=li%26wen%40mail.example"');
    expect(page).toContain('<span class="from" lang="en">bare@news.example</span>');
    expect(page).toContain('>&lt;script&gt;alert(1)&lt;/script&gt;</a>');
  });

  it('shows one reader’s alone, however the address is written, and readers to choose from', async () => {
    const { mails, text } = await servedInstallation();
    for (const [number, to] of ['ada@mail.example', 'Bo@mail.example', 'ada@mail.example'].entries())
      await keepMail(mails, number + 1, { to });
    expect(numbersIn(await text('/inbox?to=ADA%40mail.example'))).toEqual([3, 1]);
    expect(numbersIn(await text('/inbox?to=bo%40mail.example'))).toEqual([2]);
    expect(await text('/inbox?to=nobody%40mail.example')).toContain('No message to nobody@mail.example.');
    expect(await text(`/inbox?to=${encodeURIComponent(hostile)}`)).not.toContain('<script>');
    expect((await text('/inbox')).match(/(?<=<option value=")[^"]+/g)).toEqual([
      'Bo@mail.example',
      'ada@mail.example',
    ]);
  });

  it('lists 50 at a time, and leads to the older ones without losing or repeating any', async () => {
    const { mails, text } = await servedInstallation();
    for (let number = 1; number <= 121; number += 1)
      await keepMail(mails, number, { to: number % 2 ? 'ada@mail.example' : 'bo@mail.example' });
    for (const [first, least] of [
      ['/inbox', 121],
      ['/inbox?to=ada@mail.example', 61],
    ] as const) {
      const seen: number[] = [];
      for (let path: string | undefined = first; path; ) {
        const page: string = await text(path);
        seen.push(...numbersIn(page));
        path = /href="([^"]+)">Older messages/.exec(page)?.[1]?.replaceAll('&amp;', '&');
      }
      expect(seen).toHaveLength(least);
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    }
  });
});

describe('a message', () => {
  const leave = `${linksUrl}/leave/weekly/k`;
  const oneClick = [`List-Unsubscribe: <${leave}>`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'];

  it('stands under its header’s lines, in a frame in which nothing runs, its links leading here', async () => {
    const { mails, text, pages } = await servedInstallation();
    const content = `<html><head></head><body><p>王</p><a href="${leave}">Leave</a></body></html>`;
    await keepMail(mails, 12, { html: content, subject: hostile, headers: oneClick });
    const page = await text('/mail/12');
    expect(page).not.toContain('<script>');
    expect(page).toContain('<dt>From</dt><dd><span lang="en">Weekly &lt;a@news.example&gt;</span></dd>');
    expect(page).toContain('href="/inbox?to=ada%40mail.example">ada@mail.example</a>');
    expect(page).toContain('<h1 lang="en">&lt;script&gt;alert(1)&lt;/script&gt;</h1>');
    expect(page).toContain('23 Nov 2026, 07:12</time>');
    expect(page).toContain(`<form method="post" action="${here}/leave/weekly/k" class="one-click">`);
    expect(/<iframe[^>]+sandbox="([^"]*)"/.exec(page)?.[1]).toBe('allow-top-navigation-by-user-activation');
    const framed = await pages.request(`${here}/mail/12/html`);
    expect(await framed.text()).toContain(
      `<head><base target="_top"></head><body><p>王</p><a href="${here}/leave/weekly/k">`,
    );
    const policy = framed.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'self'");
  });

  it('shows its text with links, and its source as it was sent', async () => {
    const { mails, text, pages } = await servedInstallation();
    const content = `Leave (${leave}). Also: <b> https://other.example/a?b=1&c=2, and javascript:alert(1)`;
    await keepMail(mails, 3, { text: content });
    const shown = await text('/mail/3');
    expect(shown).not.toContain('<iframe');
    expect(shown).not.toContain('>HTML</a>');
    expect(shown).toContain(
      `(<a href="${here}/leave/weekly/k">${here}/leave/weekly/k</a>). Also: &lt;b&gt; `,
    );
    expect(shown).toContain('<a href="https://other.example/a?b=1&amp;c=2">');
    expect(shown).not.toContain('href="javascript');
    const source = await text('/mail/3?show=source');
    expect(source).toContain(`Subject: Subject 3`);
    expect(source).toContain(leave);
    expect(source).toContain('&lt;b&gt;');
    expect((await pages.request(`${here}/mail/3/html`)).status).toBe(404);
  });

  it('has a button to leave by only where its header says that one click does', async () => {
    const { mails, text } = await servedInstallation();
    await keepMail(mails, 1, { headers: oneClick.slice(0, 1) });
    await keepMail(mails, 2, {
      headers: [
        'List-Unsubscribe: <javascript:alert(1)>',
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      ],
    });
    for (const path of ['/mail/1', '/mail/2']) expect(await text(path)).not.toContain('class="one-click"');
  });

  it.each(['/mail/1', '/mail/0', '/mail/1/html'])('is not there at %s where there is none', async path => {
    expect((await (await servedInstallation()).pages.request(here + path)).status).toBe(404);
  });
});
