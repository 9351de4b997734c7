import { type ReaderPage, renderNotice } from '../../core/rendering/pages/reader-page.ts';
import { answer } from './answer.ts';
import type { SubscriptionsContext } from './context.ts';

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
