import { describe, expect, it } from 'vitest';
import { writeEditionsJson } from '../../core/archive/editions-json.ts';
import { here, keepMail, servedInstallation } from '../local/serve/a-served-installation.ts';
import { aListedEdition } from '../support/builders/a-listed-edition.ts';
import { chineseFonts, chromium, describeWith } from '../support/programs/needed-programs.ts';
import { sampleOf } from '../support/run/sample.ts';
import { accessFindings, overflowFindings, targetFindings } from './looks.ts';
import { stageOfTests } from './stage-of-tests.ts';

const leave =
  'https://links.news.example/leave/weekly/0123456789abcdef0123456789abcdefABCDEFGHIJKLMNOPQRSTUV';
const oneClick = [`List-Unsubscribe: <${leave}>`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'];
const longWord = 'a'.repeat(70);

/** A page of an installation that was used: long subjects and addresses, two languages, an edition just published. */
async function pageAt(path: string): Promise<string> {
  const { pages, archive, mails, text } = await servedInstallation();
  const listed = [aListedEdition(1, { edition: '2026-11-23', subject: `Controls ${longWord} · No. 1` })];
  for (const publication of ['weekly', 'former'])
    await archive.replaceVersion(
      { publication, path: 'editions.json' },
      writeEditionsJson(publication, listed),
      null,
    );
  await keepMail(mails, 1, {
    subject: `US announced new tech export controls ${longWord}`,
    headers: oneClick,
  });
  await keepMail(mails, 2, { to: `${longWord}@library.example`, text: `Leave: ${leave}`, headers: oneClick });
  await keepMail(mails, 3, {
    from: '=?utf-8?B?5ZGo5oql?= <a@news.example>',
    subject: '=?utf-8?B?5paw6Ze7?=',
    language: 'zh-Hans',
  });
  await keepMail(mails, 4, { html: '<p>HTML</p>', headers: oneClick });
  const field = /name="page" value="([^"]+)"/.exec(await text('/'))?.[1] ?? '';
  await pages.request(`${here}/next-edition`, { method: 'POST', body: new URLSearchParams({ page: field }) });
  return text(path);
}

const paths = ['/', '/inbox', '/inbox?to=nobody@mail.example', '/mail/2', '/mail/4', '/mail/1?show=source'];

describeWith([chromium, chineseFonts], 'the pages of npm start -- --serve', () => {
  const stage = stageOfTests();

  describe.each(sampleOf('served pages', paths, 'looks at editions'))('%s', path => {
    it.each(['light', 'dark'] as const)(
      'can be read and used by everybody at every width, %s',
      async scheme => {
        const html = await pageAt(path);
        for (const width of [320, 360, 600, 1200]) {
          const page = await stage.show(html, { scheme, width });
          expect(await accessFindings(page, { without: [] })).toEqual([]);
          expect(await overflowFindings(page)).toEqual([]);
          expect(await targetFindings(page)).toEqual([]);
        }
        expect(stage.requests).toEqual([]);
      },
    );
  });
});
