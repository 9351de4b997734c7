import type { Instant } from '../../foundation/instant.ts';
import { localDate } from '../../publication/schedule.ts';
import type { Templates } from '../handlebars/templates.ts';
import { dateText } from '../language/dates.ts';
import type { Messages } from '../language/messages.ts';
import { runIn } from '../language/runs.ts';
import { fill } from '../language/wording.ts';
import { printReaderPage, type ReaderPage, readerPageView } from './reader-page.ts';

/** A publication that somebody reads; `how` is as it was noted when an operator added them. */
export type Read = {
  id: string;
  title: string;
  language: string;
  since: Instant;
  how: string;
  confirmed: Instant | null;
};

/** What the page is made from; `address` is masked. */
export type ManagePage = ReaderPage & {
  address: string;
  reads: readonly Read[];
  others: readonly { id: string; title: string; language: string; description: string }[];
  /** Title of what was just left. */
  left: string | null;
  /** Path of the page, without a slash at the end. */
  path: string;
  /** What only this page has. */
  field: string;
};

/** Renders the page on which somebody sees and changes what they get. */
export function renderManagePage(templates: Templates, page: ManagePage): string {
  return printReaderPage(templates, 'manage.html.hbs', manageView(page));
}

/** Puts that page into words. */
export function manageView(page: ManagePage) {
  const { address, reads, others, left, path, field, messages, language } = page;
  const { managePage } = messages;
  const { erase } = managePage;
  return {
    ...readerPageView(page, managePage.heading),
    text: fill(managePage.text, { address }),
    left: left === null ? null : fill(managePage.left, { title: left }),
    readsHeading: managePage.reads,
    nothing: reads.length === 0 ? managePage.nothing : null,
    reads: reads.map(read => ({
      id: read.id,
      title: runIn({ text: read.title, language: read.language }, language),
      since: fill(managePage.since, { date: dayOf(read.since, messages) }),
      how: howText(read, messages),
      button: fill(managePage.leave, { title: read.title }),
    })),
    othersHeading: managePage.others,
    others: others.map(({ id, title, description, language: own }) => ({
      id,
      title: runIn({ text: title, language: own }, language),
      description: runIn({ text: description, language: own }, language),
      button: fill(managePage.join, { title }),
    })),
    eraseHeading: erase.heading,
    eraseText: erase.text,
    erase: { path: `${path}/erase`, text: erase.open },
    path,
    field,
  };
}

function howText({ how, confirmed }: Read, messages: Messages): string {
  const words = messages.managePage.how;
  return confirmed === null
    ? fill(words.other, { how })
    : fill(words.form, { date: dayOf(confirmed, messages) });
}

/** In no reader's zone: nobody is asked for theirs. */
function dayOf(instant: Instant, { locale }: Messages): string {
  return dateText(localDate(instant, 'UTC'), locale);
}

/** What the page is made from that asks once more before somebody is erased. */
export type ErasePage = ReaderPage & { address: string; path: string; field: string };

/** Renders the page that asks once more. It posts to the address that it was fetched from. */
export function renderErasePage(templates: Templates, page: ErasePage): string {
  return printReaderPage(templates, 'erase.html.hbs', eraseView(page));
}

/** Puts that page into words. */
export function eraseView(page: ErasePage) {
  const { erase, text } = page.messages.managePage;
  return {
    ...readerPageView(page, erase.ask),
    text: fill(text, { address: page.address }),
    means: erase.means,
    stays: erase.stays,
    button: erase.button,
    field: page.field,
    back: { path: page.path, text: erase.back },
  };
}
