import type { Instant } from '../../../core/foundation/instant.ts';
import type { Publication } from '../../../core/publication/configuration.ts';
import {
  confirmedView,
  confirmView,
  renderConfirmedPage,
  renderConfirmPage,
} from '../../../core/rendering/pages/confirm-page.ts';
import { type LeaveState, leaveView, renderLeavePage } from '../../../core/rendering/pages/leave-page.ts';
import {
  eraseView,
  manageView,
  renderErasePage,
  renderManagePage,
} from '../../../core/rendering/pages/manage-page.ts';
import { privacyView, renderPrivacyPage } from '../../../core/rendering/pages/privacy-page.ts';
import { noticeView, type ReaderPage, renderNotice } from '../../../core/rendering/pages/reader-page.ts';
import {
  renderSubscribePage,
  type SubscribePage,
  subscribeView,
} from '../../../core/rendering/pages/subscribe-page.ts';
import { readWording } from '../../../lambdas/runtime/wording.ts';
import { exampleConfiguration, templateDirectory } from '../editions/example.ts';

const { templates, messages } = readWording(templateDirectory, exampleConfiguration);
const now = '2026-11-23T06:00:00Z' as Instant;
const { publications, settings } = exampleConfiguration;
const field = 'x'.repeat(43);
const address = 'a•••@m•••.example';

/** Every page for readers in a language, by name: as it is shown, and the view that it is made from. */
function pagesIn(language: 'en' | 'zh-Hans'): Record<string, { html: string; view: object }> {
  const own = publications.find(publication => publication.language === language) as Publication;
  const { subscribePage, readerPages, managePage } = messages(language);
  const page: ReaderPage = { owner: own, language, messages: messages(language) };
  const ofAll: ReaderPage = { ...page, owner: { ...own, title: null } };
  const form: SubscribePage = {
    ...page,
    ...{ offered: [own], single: true, now, token: '1795672800.abc', others: [], wrong: null },
    filled: { address: '', publications: [] },
  };
  const others = publications
    .filter(publication => publication.language !== language)
    .map(other => ({ language: other.language, path: '/subscribe?language=en', text: 'English' }));
  const choice: SubscribePage = { ...form, ...ofAll, offered: publications, single: false, others };
  const filled = { address: 'reader@', publications: [own.id] };
  const leave = (state: LeaveState) => ({
    ...{ state, address: state === 'unknown' ? null : address, appears: true, publication: own },
    manage: state === 'unknown' ? null : { key: 'weekly/key', field },
    messages: messages(language),
  });
  const confirm = { ...ofAll, address, asked: publications, now, field };
  const newest = { number: 12, headline: { text: 'US suspends affiliates rule', language: 'en' } };
  const began = publications.map(each => ({
    ...each,
    newest: { ...newest, url: 'https://archive.example/x' },
  }));
  const confirmed = { ...ofAll, address, began, ended: ['Weekly'], now, form: '/subscribe' };
  const manage = {
    ...ofAll,
    ...{ address, left: own.title, path: '/manage/key', field },
    reads: publications.map((each, index) => ({
      ...each,
      ...{ since: now, how: 'asked by letter', confirmed: index === 0 ? now : null },
    })),
    others: publications,
  };
  const erase = { ...ofAll, address, path: '/manage/key', field };
  const privacy = { ...page, ...own, ...settings, sender: 'China <a@b.example>' };
  const link = { path: '/subscribe', text: readerPages.again };
  const asked = Object.values(subscribePage.asked).slice(1);
  const notice = { ...page, heading: subscribePage.asked.heading, paragraphs: asked, link };
  const refused = {
    ...notice,
    heading: readerPages.refused.heading,
    paragraphs: [readerPages.refused.foreign],
  };
  const of = <Input>(render: (input: Input) => string, view: (input: Input) => object, input: Input) => ({
    html: render(input),
    view: view(input),
  });
  return {
    form: of(input => renderSubscribePage(templates, input), subscribeView, form),
    choice: of(input => renderSubscribePage(templates, input), subscribeView, choice),
    'form, wrong': of(input => renderSubscribePage(templates, input), subscribeView, {
      ...choice,
      ...{ filled, wrong: 'address' as const },
    }),
    'choice, wrong': of(input => renderSubscribePage(templates, input), subscribeView, {
      ...choice,
      wrong: 'none' as const,
    }),
    'form, old': of(input => renderSubscribePage(templates, input), subscribeView, {
      ...form,
      ...{ filled, wrong: 'old' as const },
    }),
    asked: of(input => renderNotice(templates, input), noticeView, notice),
    refused: of(input => renderNotice(templates, input), noticeView, refused),
    confirm: of(input => renderConfirmPage(templates, input), confirmView, confirm),
    confirmed: of(input => renderConfirmedPage(templates, input), confirmedView, confirmed),
    'confirmed, none': of(input => renderConfirmedPage(templates, input), confirmedView, {
      ...confirmed,
      began: [],
    }),
    manage: of(input => renderManagePage(templates, input), manageView, manage),
    'manage, nothing': of(input => renderManagePage(templates, input), manageView, {
      ...manage,
      ...{ reads: [], left: null },
    }),
    erase: of(input => renderErasePage(templates, input), eraseView, erase),
    mailed: of(input => renderNotice(templates, input), noticeView, {
      ...{ ...notice, link: null, heading: managePage.mailed.heading },
      paragraphs: [managePage.mailed.text, managePage.mailed.spam],
    }),
    privacy: of(input => renderPrivacyPage(templates, input), privacyView, privacy),
    ...Object.fromEntries(
      (['ask', 'left', 'unknown'] as const).map(state => [
        `leave, ${state}`,
        of(input => renderLeavePage({ ...input, templates }), leaveView, leave(state)),
      ]),
    ),
  };
}

/** Every page for readers, by language and name. */
export const readerPages = { en: pagesIn('en'), 'zh-Hans': pagesIn('zh-Hans') };

/** The same in a list: name with the language, and the page. */
export const everyReaderPage = Object.entries(readerPages).flatMap(([language, pages]) =>
  Object.entries(pages).map(([name, { html }]): [string, string] => [`"${name}" in ${language}`, html]),
);
