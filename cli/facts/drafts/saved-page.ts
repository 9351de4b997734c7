import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { textOf } from '../../../core/foundation/text-file.ts';
import { headOfPage, type PageDocument } from './page-head.ts';
import { type PageNode, textOfNode } from './page-text.ts';
import { refused, type Source, versionsOf } from './source.ts';

/** The parts of linkedom's documents that are used here; its own types are those of browsers. */
type Document = PageDocument & { body: PageNode };

/**
 * The article of a saved page: its text without menus and the like, its head by what the page says of itself, and its language.
 * @throws InvalidInputError where the page cannot be read.
 */
export function pageSource(bytes: Uint8Array, name: string): Source {
  const html = htmlOf(bytes, name);
  try {
    const page = documentOf(html);
    const language = page.documentElement.getAttribute('lang') ?? undefined;
    const head = headOfPage(page);
    const heading = page.querySelector('h1');
    const title = heading ? textOfNode(heading).replace(/\s+/gu, ' ') : '';
    const whole = textOfNode(page.body);
    const text = withTitle(title, articleText(page) || whole);
    // Another version may find another text in the same page.
    const tool = versionsOf('@mozilla/readability', 'linkedom');
    return { text, head, tool, ...(language === undefined ? {} : { language }) };
  } catch (error) {
    // A page whose elements are nested by the ten thousand ends the stack of whoever walks it.
    if (!(error instanceof RangeError)) throw error;
    throw refused(
      name,
      'a saved web page',
      'elements that are nested too deeply to be read',
      'copy the text of the article into a text file, and name that',
    );
  }
}

/** A text of an HTML source, whole: for what is an article and nothing else. */
export function textOfHtml(html: string): string {
  return textOfNode(documentOf(html).body);
}

function documentOf(html: string): Document {
  const whole = /<body[\s>]/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`;
  return parseHTML(whole).document as unknown as Document;
}

/** Empty where no part of the page looks like an article. Changes the page. */
function articleText(page: Document): string {
  const article = new Readability<PageNode>(page as never, {
    serializer: node => node as unknown as PageNode,
  }).parse();
  return article?.content ? textOfNode(article.content) : '';
}

/** Readability leaves the heading out, which a reader of the page sees. */
function withTitle(title: string, text: string): string {
  return title === '' || text.replace(/\s+/gu, ' ').includes(title) ? text : `${title}\n\n${text}`;
}

/** The source of a page in the encoding that it states; UTF-8 unless it states one. */
function htmlOf(bytes: Uint8Array, name: string): string {
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 4000));
  const stated = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(beginning)?.[1]?.toLowerCase();
  if (stated === undefined || stated === 'utf-8' || stated === 'utf8') return textOf(bytes, name);
  try {
    return new TextDecoder(stated, { fatal: true }).decode(bytes);
  } catch {
    // Programs that save a page write UTF-8 and often leave what it states.
    return textOf(bytes, name);
  }
}
