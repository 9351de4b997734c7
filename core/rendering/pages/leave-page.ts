import { mailto } from '../digest/edition-view.ts';
import type { Templates } from '../handlebars/templates.ts';
import type { Messages } from '../language/messages.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { fill } from '../language/wording.ts';
import { refuseUnsafeLinks } from '../links.ts';

/** `ask` shows the button, `left` says that it is done, `unknown` that the link belongs to nobody. */
export type LeaveState = 'ask' | 'left' | 'unknown';

/** What the page is made from. */
export type LeavePageInput = {
  state: LeaveState;
  publication: { title: string; language: string; replyTo: string };
  templates: Templates;
  messages: Messages;
};

/** What the template prints. */
export type LeaveView = {
  language: string;
  direction: 'ltr' | 'rtl';
  title: string;
  heading: string;
  text: string;
  /** Null once there is nothing to press. */
  button: string | null;
  contact: string;
  contactLink: string;
};

const name = 'leave.html.hbs';

/**
 * The page behind the leave link. Its form sends a POST to the address that the page was fetched from, so that opening the link
 * changes nothing; the body is the one of RFC 8058.
 */
export function renderLeavePage({ templates, ...input }: LeavePageInput): string {
  return refuseUnsafeLinks(templates.render(name, leaveView(input)), name);
}

/** Puts the page into words. */
export function leaveView({ state, publication, messages }: Omit<LeavePageInput, 'templates'>): LeaveView {
  const { leavePage } = messages;
  const { title, language, replyTo } = publication;
  return visibleStrings({
    language,
    direction: messages.direction,
    title,
    heading: fill(leavePage[state].heading, { title }),
    text: leavePage[state].text,
    button: state === 'ask' ? leavePage.ask.button : null,
    contact: fill(leavePage.contact, { address: replyTo }),
    contactLink: mailto(replyTo, null),
  });
}
