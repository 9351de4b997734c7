import { html } from 'hono/html';
import { counted } from '../../core/foundation/counts.ts';
import type { ListedMail, OpenedMail } from './local-mails.ts';
import { type Content, pageShell } from './page-shell.ts';

/** What the list of messages is made from. */
export type InboxView = {
  mails: readonly ListedMail[];
  total: number;
  /** The address of whose messages they are; null for everybody's. */
  to: string | null;
  readers: readonly string[];
  /** Whether there are older ones than the last that is listed. */
  older: boolean;
  /** Whether newer ones than the first may be left out. */
  newer: boolean;
  timeZone: string;
};

/** The messages as a mail program lists them: sender, subject, reader and time, the newest first. All content escaped. */
export async function renderInbox(view: InboxView): Promise<string> {
  const { mails, total, to, readers, older, newer } = view;
  const last = mails.at(-1);
  const body = html`<h1>Inbox</h1>
<p class="dek">${to === null ? `${counted(total, 'message')} to all readers and the operator.` : html`Messages to ${to}.`}</p>
<form method="get" action="/inbox" class="filter" role="search">
<label for="to">Reader</label>
<input id="to" name="to" type="text" inputmode="email" autocomplete="off" spellcheck="false" list="readers" value="${to ?? ''}">
<datalist id="readers">${readers.map(address => html`<option value="${address}"></option>`)}</datalist>
<button type="submit">Show</button>
${to === null ? '' : html`<a href="/inbox">All readers</a>`}
</form>
${mails.length === 0 ? html`<p>No message${to === null ? '' : html` to ${to}`}${newer ? ' older than that' : ''}.</p>` : html`<ol class="mails">${mails.map(mail => mailPart(mail, view))}</ol>`}
<ul class="row">
${newer ? html`<li><a href="${inboxAddress({ to })}">Newest</a></li>` : ''}
${older && last ? html`<li><a href="${inboxAddress({ to, before: last.number })}">Older messages</a></li>` : ''}
</ul>`;
  return pageShell({ title: 'Inbox', here: 'inbox', wide: true, body });
}

function mailPart({ number, from, to, subject, at, language }: ListedMail, { timeZone }: InboxView): Content {
  const lang = language === '' ? '' : html` lang="${language}"`;
  return html`<li>
<span class="from"${lang}>${from}</span>
<a class="subject" href="/mail/${number}"${lang}>${subject || '(no subject)'}</a>
<time datetime="${at}">${timeOf(at, timeZone)}</time>
<span class="to">${to.map(address => html`<a href="${inboxAddress({ to: address })}" aria-label="Messages to ${address}">${address}</a> `)}</span>
</li>`;
}

function inboxAddress({ to, before }: { to: string | null; before?: number }): string {
  const query = new URLSearchParams({
    ...(to === null ? {} : { to }),
    ...(before === undefined ? {} : { before: `${before}` }),
  }).toString();
  return query === '' ? '/inbox' : `/inbox?${query}`;
}

/** The forms in which a message can be looked at. */
export const mailForms = { html: 'HTML', text: 'Text', source: 'Source' } as const;
/** Name of such a form. */
export type MailForm = keyof typeof mailForms;

/** A message under its header's lines, in one of its forms. Whose links lead here must be given so. All content escaped. */
export async function renderMail(mail: OpenedMail, form: MailForm, timeZone: string): Promise<string> {
  const { number, from, to, subject, at } = mail;
  const language = mail.language || 'en';
  const line = (name: string, value: Content | string) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const forms = (Object.keys(mailForms) as MailForm[]).filter(one => mail[one] !== null);
  const tab = (one: MailForm) =>
    html`<li><a href="/mail/${number}?show=${one}"${one === form ? html` aria-current="true"` : ''}>${mailForms[one]}</a></li>`;
  const body = html`<dl class="lines">
${line('From', html`<span lang="${language}">${from}</span>`)}
${line('To', html`${to.map(address => html`<a href="${inboxAddress({ to: address })}">${address}</a> `)}`)}
${line('Subject', html`<h1 lang="${language}">${subject || '(no subject)'}</h1>`)}
${line('Date', html`<time datetime="${at}">${timeOf(at, timeZone)}</time>`)}
</dl>
${oneClickPart(mail)}
<nav aria-label="Shown as"><ul class="tabs">${forms.map(tab)}</ul></nav>
${shownPart(mail, form, language)}`;
  return pageShell({ title: subject || '(no subject)', here: null, wide: true, body });
}

/** The button that mail programs make of the header's fields, which no page of Courant's is behind. */
function oneClickPart({ oneClick }: OpenedMail): Content | '' {
  if (oneClick === null) return '';
  return html`<form method="post" action="${oneClick}" class="one-click">
<input type="hidden" name="List-Unsubscribe" value="One-Click">
<button type="submit">Unsubscribe</button> <span class="meta">the mail program’s own button, at one click</span>
</form>`;
}

function shownPart({ number, text, source }: OpenedMail, form: MailForm, language: string): Content {
  if (form === 'html')
    return html`<iframe title="The message" sandbox="allow-top-navigation-by-user-activation" src="/mail/${number}/html"></iframe>`;
  const content = form === 'text' ? linked(text ?? '') : source;
  return html`<pre tabindex="0" aria-label="${mailForms[form]}"${form === 'text' ? html` lang="${language}"` : ''}>${content}</pre>`;
}

/** Text with its addresses as links, as mail programs show it. */
function linked(text: string): Content {
  const parts = text.split(/(https?:\/\/[^\s<>"'）】」，。；]*[^\s<>"'）】」，。；.,;:!?)])/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : part))}`;
}

/** The HTML part as what stands in the message's frame: its links open in the frame's page. */
export function inFrame(content: string): string {
  const base = '<base target="_top">';
  return /<head[^>]*>/i.test(content)
    ? content.replace(/<head[^>]*>/i, head => head + base)
    : `${base}${content}`;
}

function timeOf(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(new Date(at));
}
