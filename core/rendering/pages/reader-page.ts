import type { Instant } from '../../foundation/instant.ts';
import { weekdays } from '../../publication/calendar-words.ts';
import type { Schedule } from '../../publication/schedule.ts';
import type { Templates } from '../handlebars/templates.ts';
import { formatOf, zoneText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { fill } from '../language/wording.ts';
import { linkOnSite, mailto, refuseUnsafeLinks } from '../links.ts';

/** In whose name a page speaks; `id` is null where no page says what that publication holds of its readers. */
export type PageOwner = { id: string | null; title: string; language: string; replyTo: string };

/** What every page for readers is made from: its language is that of the messages. */
export type ReaderPage = {
  /** Whose page it is; `title` null where it speaks for all publications. */
  owner: Pick<PageOwner, 'id' | 'replyTo'> & { title: string | null };
  /** As `<html lang>` has it. */
  language: string;
  messages: Messages;
};

/** What head and foot of such a page print. */
export type ReaderPageView = {
  language: string;
  direction: 'ltr' | 'rtl';
  title: string | null;
  heading: string;
  contact: string;
  contactLink: string;
  privacy: string;
  privacyLink: string | null;
};

/** Head and foot of a page, in words. */
export function readerPageView({ owner, language, messages }: ReaderPage, heading: string): ReaderPageView {
  return {
    language,
    direction: messages.direction,
    title: owner.title,
    heading,
    contact: fill(messages.readerPages.contact, { address: owner.replyTo }),
    contactLink: mailto(owner.replyTo, null),
    privacy: messages.readerPages.privacy,
    privacyLink: owner.id === null ? null : `/privacy/${encodeURIComponent(owner.id)}`,
  };
}

/** Prints a page for readers. Links lead to a page beside it, to a mail program or to `https:`. @throws UnsafeLinkError */
export function printReaderPage(templates: Templates, name: string, view: ReaderPageView): string {
  return refuseUnsafeLinks(templates.render(name, visibleStrings(view)), name, linkOnSite);
}

/** A short page without a form: what happened, or why it did not. */
export type NoticePage = ReaderPage & {
  heading: string;
  paragraphs: readonly string[];
  /** Where to go on: a path of the site. */
  link: { path: string; text: string } | null;
};

/** Renders a notice. */
export function renderNotice(templates: Templates, input: NoticePage): string {
  const { heading, paragraphs, link } = input;
  const view = { ...readerPageView(input, heading), paragraphs, link };
  return printReaderPage(templates, 'notice.html.hbs', view);
}

/** When a publication appears, for people: Every Monday at 07:00 (Central European Time). */
export function appearsText(schedule: Schedule, { readerPages, locale }: Messages, now: Instant): string {
  const { appears } = readerPages;
  const when = { time: schedule.at, zone: zoneText(now, locale, schedule.timeZone) };
  if (schedule.every === 'day') return fill(appears.day, when);
  if (schedule.every === 'week')
    return fill(appears.week, { ...when, weekday: weekdayText(schedule.on, locale) });
  if (schedule.on === 'last') return fill(appears.monthEnd, when);
  return fill(appears.month, { ...when, day: String(schedule.on) });
}

function weekdayText(day: (typeof weekdays)[number], locale: string): string {
  // The first of January 2024 was a Monday.
  const date = new Date(Date.UTC(2024, 0, 1 + weekdays.indexOf(day)));
  return formatOf(locale, { weekday: 'long', timeZone: 'UTC' }).format(date);
}
