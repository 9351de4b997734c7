import { type ReaderPage, renderNotice } from '../../core/rendering/pages/reader-page.ts';
import type { SubscriptionsContext } from './context.ts';

/**
 * Answers with a page. It must not be kept, framed, indexed, run anything or tell other sites the link, which is as good as a password.
 * `same-origin` and not `no-referrer`: by the latter browsers hide where a form was sent from (`Origin: null`), and that is checked.
 */
export function answer(html: string, status: 200 | 400 | 404 | 500 = 200): Response {
  return new Response(html, { status, headers });
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-robots-tag': 'noindex',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
};

/** A page that says why something was refused. Nothing has changed. */
export function refused(
  { wording }: SubscriptionsContext,
  page: ReaderPage,
  because: 'elsewhere' | 'foreign',
  form: string | null = null,
): Response {
  const { refused: words, again } = page.messages.readerPages;
  const link = form === null ? null : { path: form, text: again };
  const { heading } = words;
  return answer(
    renderNotice(wording.templates, { ...page, heading, paragraphs: [words[because]], link }),
    400,
  );
}

/** A page with a heading and some lines. */
export function notice(
  { wording }: SubscriptionsContext,
  page: ReaderPage,
  { heading, text }: { heading: string; text: string | readonly string[] },
  {
    link = null,
    status = 200,
  }: { link?: { path: string; text: string } | null; status?: 200 | 404 | 500 } = {},
): Response {
  const paragraphs = typeof text === 'string' ? [text] : text;
  return answer(renderNotice(wording.templates, { ...page, heading, paragraphs, link }), status);
}
