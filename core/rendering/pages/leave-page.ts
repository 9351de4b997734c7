import type { Templates } from '../handlebars/templates.ts';
import type { Messages } from '../language/messages.ts';
import { fill } from '../language/wording.ts';
import { type PageOwner, printReaderPage, readerPageView } from './reader-page.ts';

/** `ask` shows the button, `left` says that it is done, `unknown` that the link belongs to nobody. */
export type LeaveState = 'ask' | 'left' | 'unknown';

/** What the page is made from. */
export type LeavePageInput = {
  state: LeaveState;
  publication: PageOwner;
  /** Masked; null where there is none, or the link is nobody's. */
  address?: string | null;
  /** What is sent to ask for the link to what somebody gets: the key of this page, and what only this page has. */
  manage?: { key: string; field: string } | null;
  /** Whether the publication can be subscribed to again. */
  appears?: boolean;
  templates: Templates;
  messages: Messages;
};

const name = 'leave.html.hbs';

/**
 * The page behind the leave link. Its first form sends a POST to the address that the page was fetched from, so that opening the link
 * changes nothing; the body is the one of RFC 8058. The second one asks for a mail, and opens nothing by itself: the link was perhaps
 * forwarded.
 */
export function renderLeavePage({ templates, ...input }: LeavePageInput): string {
  return printReaderPage(templates, name, leaveView(input));
}

/** Puts the page into words. */
export function leaveView(input: Omit<LeavePageInput, 'templates'>) {
  const { state, publication, messages, address = null, manage = null, appears = false } = input;
  const { leavePage, managePage } = messages;
  const { title, language } = publication;
  const page = { owner: publication, language, messages };
  const offered = address !== null && manage !== null;
  return {
    ...readerPageView(page, fill(leavePage[state].heading, { title })),
    text: leavePage[state].text,
    /** Null once there is nothing to press. */
    address,
    button: state === 'ask' ? leavePage.ask.button : null,
    rejoin:
      state === 'left' && appears && publication.id !== null
        ? { path: `/subscribe?publication=${encodeURIComponent(publication.id)}`, text: managePage.rejoin }
        : null,
    manage: offered
      ? { ...manage, text: fill(managePage.offer.text, { address }), button: managePage.offer.button }
      : null,
  };
}
