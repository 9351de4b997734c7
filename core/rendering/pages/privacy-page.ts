import type { Templates } from '../handlebars/templates.ts';
import { fill } from '../language/wording.ts';
import { printReaderPage, type ReaderPage, readerPageView } from './reader-page.ts';

/** Backups of the tables reach back so far, in days: DynamoDB's own, which nobody can shorten for one row. */
const backupDays = 35;
/** So long a request can be confirmed, in hours. */
const requestHours = 48;
/** So long it is noted that an address was mailed an answer of the form, in days, unless that came back. */
const answeredDays = 30;

/** What the page is made from. */
export type PrivacyPage = ReaderPage & {
  title: string;
  /** Name and address from which the mail comes. */
  sender: string;
  postalAddress: string | null;
  keepDeliveriesDays: number;
  forgetAfterDays: number;
  logRetentionDays: number;
};

/** Renders the page that says who writes, why, and what is held of a reader for how long. */
export function renderPrivacyPage(templates: Templates, page: PrivacyPage): string {
  return printReaderPage(templates, 'privacy.html.hbs', privacyView(page));
}

/** Puts that page into words. */
export function privacyView(page: PrivacyPage) {
  const { title, sender, postalAddress, messages, owner } = page;
  const { who, why, held, kept, where, rights, heading } = messages.privacyPage;
  const address = owner.replyTo;
  const days = (count: number) => ({ days: String(count) });
  return {
    ...readerPageView(page, fill(heading, { title })),
    // It is this page.
    privacyLink: null,
    sections: [
      {
        heading: who.heading,
        lines: [
          fill(who.text, { title, sender }),
          ...(postalAddress === null ? [] : [fill(who.post, { address: postalAddress })]),
          fill(who.ask, { address }),
        ],
      },
      { heading: why.heading, lines: [why.text, why.consent] },
      { heading: held.heading, lines: [held.address, held.agreed, held.mailed, held.never] },
      {
        heading: kept.heading,
        lines: [
          kept.reading,
          fill(kept.request, { hours: String(requestHours) }),
          fill(kept.answered, days(answeredDays)),
          fill(kept.left, days(page.forgetAfterDays)),
          fill(kept.mailed, days(page.keepDeliveriesDays)),
          fill(kept.logs, days(page.logRetentionDays)),
          kept.code,
          fill(kept.backups, days(backupDays)),
          kept.suppressed,
        ],
      },
      { heading: where.heading, lines: [where.text] },
      {
        heading: rights.heading,
        lines: [rights.leave, rights.manage, fill(rights.object, { address }), rights.complain],
      },
    ],
  };
}
