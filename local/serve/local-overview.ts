import { html } from 'hono/html';
import type { ListedMail } from './local-mails.ts';

/** What the first page of a local installation lists. */
export type Overview = {
  publications: {
    id: string;
    title: string;
    editions: { edition: string; subject: string; page: string }[];
  }[];
  /** The newest messages; there may be more of them. */
  mails: readonly ListedMail[];
  totalMails: number;
};

/** The first page: every edition and the newest messages, each a link. Light or dark as the browser is set; all content escaped. */
export async function renderOverview({ publications, mails, totalMails }: Overview): Promise<string> {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Courant on this machine</title>
<style>
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}
</style>
</head>
<body>
<main>
<h1>Courant on this machine</h1>
<p>Nothing here has left this computer: no message was really sent.</p>
${publications.map(publicationPart)}
<h2>Messages</h2>
<p>${countOf(mails.length, totalMails)} Open one and follow its link at the foot to try leaving.</p>
<ul>${mails.map(mailPart)}</ul>
</main>
</body>
</html>
`;
  return String(await page);
}

function publicationPart({ id, title, editions }: Overview['publications'][number]) {
  return html`<h2>${title}</h2>
<p><a href="/archive/${id}/index.html">All editions</a></p>
<ul>${editions.map(
    ({ edition, subject, page }) =>
      html`<li><a href="/archive/${id}/${page}">${edition}</a>: ${subject}</li>`,
  )}</ul>
`;
}

function mailPart({ number, to, publication, edition }: ListedMail) {
  return html`<li><a href="/mail/${number}">Message ${number}</a> to ${to}, edition ${edition} of ${publication}</li>`;
}

function countOf(shown: number, total: number): string {
  if (shown === total) return `${total.toLocaleString('en')} in all, the newest first.`;
  return `The newest ${shown.toLocaleString('en')} of ${total.toLocaleString('en')}.`;
}
