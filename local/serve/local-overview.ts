import { html } from 'hono/html';
import { counted } from '../../core/foundation/counts.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { instantTexts } from '../../core/rendering/language/dates.ts';
import { type Content, pageShell } from './page-shell.ts';
import type { NextEditions, Published } from './publishing.ts';

/** What the first page of a local installation shows. */
export type Overview = {
  publications: {
    id: string;
    title: string;
    language: string;
    /** Whether it makes editions: what does not cannot be subscribed to. */
    appears: boolean;
    /** Whether its archive has feeds: a public one does. */
    feeds: boolean;
    /** The newest first. */
    editions: { edition: string; number: number; subject: string; page: string }[];
  }[];
  messages: number;
  next: NextEditions;
  /** The time by the clock of the installation. */
  now: Instant;
  timeZone: string;
  /** What came of the editions that were published from here last; null before. */
  published: readonly Published[] | null;
  /** Value of the form's hidden field. */
  field: string;
};

/** The first page: what comes next, and every publication with its editions, lists and forms. All content escaped. */
export async function renderOverview(overview: Overview): Promise<string> {
  const { publications, messages } = overview;
  const body = html`<h1>Courant on this machine</h1>
<p class="dek">Everything that an installation has, at one address.</p>
<p class="date">${timeText(overview.now, overview.timeZone)} by the clock of this installation</p>
${nextPart(overview)}
${publications.map(publicationPart)}
<section><h2>For everybody</h2>
<ul class="links">
<li><a href="/inbox">Inbox</a>: ${counted(messages, 'message')}, of all readers and the operator</li>
<li><a href="/subscribe">Subscribe</a>: the form for all publications</li>
<li><a href="/robots.txt">robots.txt</a>: what search engines may read</li>
</ul>
</section>`;
  return pageShell({ title: 'Courant on this machine', here: 'overview', body });
}

function nextPart({ next, published, timeZone, field }: Overview): Content {
  const nextText =
    next.titles.length === 0
      ? 'None: every publication is paused'
      : `${next.titles.join(', ')}: due ${timeText(next.due, timeZone)}`;
  return html`<section><h2>The next edition</h2>
${published === null ? '' : html`<div role="status" class="done">${published.map(publishedPart)}</div>`}
<p>${nextText}.</p>
<form method="post" action="/next-edition">
<input type="hidden" name="page" value="${field}">
<button type="submit">Publish the next edition</button>
</form>
<p class="meta">It tells what was filed by then. The clock of this installation goes on to that time.</p>
</section>`;
}

function publishedPart({ title, edition, number, messages, hold }: Published): Content {
  return html`<p>Published ${title}, edition ${number} of ${edition}: ${counted(messages, 'message')}.${hold === null ? '' : html` <strong>Held: ${hold}</strong>`}</p>`;
}

function publicationPart({
  id,
  title,
  language,
  appears,
  feeds,
  editions,
}: Overview['publications'][number]): Content {
  return html`<section><h2 lang="${language}">${title}</h2>
<ul class="row">
${editions.length === 0 ? '' : html`<li><a href="/archive/${id}/">All editions</a></li>`}
${editions.length > 0 && feeds ? html`<li><a href="/archive/${id}/feed.xml">Atom feed</a></li><li><a href="/archive/${id}/feed.json">JSON feed</a></li>` : ''}
${appears ? html`<li><a href="/subscribe?publication=${id}">Subscribe</a></li>` : ''}
<li><a href="/privacy/${id}">Privacy</a></li>
</ul>
<ul class="links">${editions.map(
    ({ edition, number, subject, page }) =>
      html`<li><a class="say" lang="${language}" href="/archive/${id}/${page}">${subject}</a><p class="meta">Edition ${number} of ${edition}</p></li>`,
  )}</ul>
</section>`;
}

function timeText(instant: Instant, timeZone: string): string {
  const { day, time } = instantTexts(instant, 'en-GB', timeZone);
  return `${day}, ${time}`;
}
