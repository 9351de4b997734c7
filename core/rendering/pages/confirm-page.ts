import type { WordsIn } from '../../articles/own-words.ts';
import type { Instant } from '../../foundation/instant.ts';
import type { Schedule } from '../../publication/schedule.ts';
import { occurrenceAfter } from '../../publication/schedule.ts';
import type { Templates } from '../handlebars/templates.ts';
import { instantTexts, zoneText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { runIn } from '../language/runs.ts';
import { fill } from '../language/wording.ts';
import { appearsText, printReaderPage, type ReaderPage, readerPageView } from './reader-page.ts';

/** A publication that somebody asked for; `schedule` is null where it makes no editions any more. */
export type Asked = { title: string; language: string; schedule: Schedule | null };

/** The newest edition of a publication, and where it can be read. */
export type NewestEdition = { number: number; headline: WordsIn; url: string };

/** What the page with the button is made from; `address` is masked. */
export type ConfirmPage = ReaderPage & {
  address: string;
  asked: readonly Asked[];
  now: Instant;
  /** What only this page has. */
  field: string;
};

/** Renders the page with the button. It posts to the address that it was fetched from. */
export function renderConfirmPage(templates: Templates, page: ConfirmPage): string {
  return printReaderPage(templates, 'confirm.html.hbs', confirmView(page));
}

/** Puts the page with the button into words. */
export function confirmView(page: ConfirmPage) {
  const { address, asked, field, messages, language, now } = page;
  const { ask } = messages.confirmPage;
  return {
    ...readerPageView(page, ask.heading),
    text: fill(ask.text, { address }),
    asked: asked.map(({ title, schedule, language: own }) => ({
      title: runIn({ text: title, language: own }, language),
      appears: schedule && appearsText(schedule, messages, now),
    })),
    field,
    button: ask.button,
    ignore: ask.ignore,
  };
}

/** What the page after confirming is made from; `address` is masked. */
export type ConfirmedPage = ReaderPage & {
  address: string;
  began: readonly (Asked & { newest: NewestEdition | null })[];
  /** Titles of what ended after it had been asked for. */
  ended: readonly string[];
  now: Instant;
  /** The form again, for what ended; a path of the site. */
  form: string;
};

/** Renders the page after confirming. */
export function renderConfirmedPage(templates: Templates, page: ConfirmedPage): string {
  return printReaderPage(templates, 'confirmed.html.hbs', confirmedView(page));
}

/** Puts the page after confirming into words. */
export function confirmedView(page: ConfirmedPage) {
  const { address, began, ended, form, messages, language, owner, now } = page;
  const { done, ended: endings } = messages.confirmPage;
  const { heading, button } = messages.subscribePage;
  const titles = new Intl.ListFormat(messages.locale, { type: 'unit' }).format(ended);
  return {
    ...readerPageView(page, began.length > 0 ? done.heading : endings.heading),
    text: began.length > 0 ? fill(done.text, { address }) : null,
    began: began.map(({ title, language: own, schedule, newest }) => ({
      title: runIn({ text: title, language: own }, language),
      newest: newest && newestView(newest, own, messages, language),
      next: schedule && fill(done.next, { instant: nextText(schedule, messages, now) }),
    })),
    ended: ended.length > 0 ? fill(endings.text, { titles }) : null,
    form: ended.length > 0 ? { path: form, text: began.length > 0 ? heading : button } : null,
    suppressed: began.length > 0 ? fill(done.suppressed, { address: owner.replyTo }) : null,
  };
}

function newestView({ number, headline, url }: NewestEdition, own: string, messages: Messages, language: string) {
  const edition = fill(messages.edition.number, { number: String(number) });
  return {
    text: fill(messages.confirmPage.done.newest, { edition }),
    headline: { ...runIn(headline.language ? headline : { ...headline, language: own }, language), url },
  };
}

/** Monday 30 November 2026, 07:00 (Central European Time). */
function nextText(schedule: Schedule, { edition, locale }: Messages, now: Instant): string {
  const next = occurrenceAfter(schedule, now);
  const at = fill(edition.instant, instantTexts(next, locale, schedule.timeZone));
  return `${at} (${zoneText(next, locale, schedule.timeZone)})`;
}
