import { marked } from 'marked';
import type { Head } from '../../../core/filing/drafts/head.ts';
import { textOfHtml } from './saved-page.ts';
import { type Source, versionsOf } from './source.ts';

/** Lines such as `title: …` between two of three hyphens, at the very top. */
const frontMatter = /^---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;
/** Our fields by the names that people give them there. */
const names: Readonly<Record<string, keyof Head & ('title' | 'publisher' | 'author' | 'url' | 'published')>> =
  {
    title: 'title',
    publisher: 'publisher',
    source: 'publisher',
    site: 'publisher',
    author: 'author',
    url: 'url',
    link: 'url',
    canonical: 'url',
    date: 'published',
    published: 'published',
  };

/** The text of Markdown as a reader sees it, without its marks; its head by the lines at the top, else its first heading. */
export function markdownSource(markdown: string): Source {
  const lines = frontMatter.exec(markdown);
  const stated = statedIn(lines?.[1] ?? '');
  const html = marked.parse(markdown.slice(lines?.[0].length ?? 0), { async: false });
  const heading = /^#[ \t]+(.+?)[ \t]*#*$/m.exec(markdown)?.[1];
  const head: Head = {};
  for (const [name, value] of stated)
    if (name in names) head[names[name] ?? 'title'] = { value, from: `${name} at the top` };
  if (!head.title && heading !== undefined)
    Object.assign(head, {
      title: { value: textOfHtml(marked.parseInline(heading, { async: false })), from: 'the first heading' },
      titleIsGuess: true,
    });
  const language = stated.get('lang') ?? stated.get('language');
  return {
    text: textOfHtml(html),
    head,
    tool: versionsOf('marked', 'linkedom'),
    ...(language === undefined ? {} : { language }),
  };
}

function statedIn(lines: string): Map<string, string> {
  const pairs = [...lines.matchAll(/^([A-Za-z_]+):[ \t]*(.+?)[ \t]*$/gm)];
  return new Map(
    pairs.map(([, name = '', value = '']) => [name.toLowerCase(), value.replace(/^(["'])(.*)\1$/, '$2')]),
  );
}
