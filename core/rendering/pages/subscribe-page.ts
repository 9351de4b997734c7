import type { Instant } from '../../foundation/instant.ts';
import type { Schedule } from '../../publication/schedule.ts';
import type { Templates } from '../handlebars/templates.ts';
import { type Run, runIn } from '../language/runs.ts';
import { fill } from '../language/wording.ts';
import { appearsText, printReaderPage, type ReaderPage, readerPageView } from './reader-page.ts';

/** A publication that can be subscribed to. */
export type Offered = { id: string; title: string; description: string; language: string; schedule: Schedule };

/** What the form is made from. */
export type SubscribePage = ReaderPage & {
  /** One, of which the form is, or several, of which people choose. */
  offered: readonly Offered[];
  /** Whether it is the form of one publication. */
  single: boolean;
  now: Instant;
  /** The form's own, without which it is not taken. */
  token: string;
  /** What somebody had filled in when the form is shown again. */
  filled: { address: string; publications: readonly string[] };
  wrong: 'address' | 'none' | 'old' | 'filled' | null;
  /** The same page in other languages: a path of the site. */
  others: readonly { language: string; path: string; text: string }[];
};

/** What the words of the form are, as people see them: what they agree to. */
export type SubscribeWords = {
  heading: string;
  choices: { id: string; title: Run; description: Run; appears: string }[];
  choose: string;
  label: string;
  promise: string;
  button: string;
};

/** The words of the form. Its language, its publications and nothing else decide them, but for the name of a zone in its season. */
export function subscribeWords(page: Pick<SubscribePage, 'offered' | 'single' | 'messages' | 'language' | 'now'>) {
  const { offered, single, messages, language, now } = page;
  const { subscribePage } = messages;
  const [first] = offered;
  const words: SubscribeWords = {
    heading:
      single && first ? fill(subscribePage.headingOf, { title: first.title }) : subscribePage.heading,
    choices: offered.map(({ id, title, description, language: own, schedule }) => ({
      id,
      title: runIn({ text: title, language: own }, language),
      description: runIn({ text: description, language: own }, language),
      appears: appearsText(schedule, messages, now),
    })),
    choose: subscribePage.choose,
    label: subscribePage.address,
    promise: subscribePage.promise,
    button: subscribePage.button,
  };
  return words;
}

/** Renders the form. It posts to the address that it was fetched from. */
export function renderSubscribePage(templates: Templates, page: SubscribePage): string {
  return printReaderPage(templates, 'subscribe.html.hbs', subscribeView(page));
}

/** Puts the form into words. */
export function subscribeView(page: SubscribePage) {
  const { messages, filled, wrong, token, single, others } = page;
  const { choices, ...words } = subscribeWords(page);
  const { wrong: mistakes } = messages.subscribePage;
  const { refused, trap } = messages.readerPages;
  return {
    ...readerPageView(page, words.heading),
    ...words,
    one: single ? (choices[0] ?? null) : null,
    choices: single
      ? []
      : choices.map(choice => ({ ...choice, chosen: filled.publications.includes(choice.id) })),
    address: filled.address,
    wrongAddress: wrong === 'address' ? mistakes.address : null,
    wrongChoice: wrong === 'none' ? mistakes.none : null,
    wrongForm: wrong === 'old' || wrong === 'filled' ? refused[wrong] : null,
    token,
    trap,
    others: [...others],
  };
}
