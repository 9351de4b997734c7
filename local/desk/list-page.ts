import { html } from 'hono/html';
import { counted } from '../../core/foundation/counts.ts';
import type { Mistake } from '../../core/foundation/errors.ts';
import type { ListedArticle } from './article-store.ts';
import type { Beginning } from './begin-article.ts';

type Content = ReturnType<typeof html>;

/** The page of all articles, with the form that begins one: as it was sent, where something in it is wrong. */
export async function renderListPage(
  articles: readonly ListedArticle[],
  beginning: Beginning & { mistakes: readonly Mistake[] },
): Promise<string> {
  const [atWork, kept] = [articles.filter(one => one.isDraft), articles.filter(one => !one.isDraft)];
  const wrong = beginning.mistakes.length > 0;
  const body = html`<header class="top"><h1>Desk</h1>${deskMenu('desk')}</header>
<main class="list">
${listPart('At work', 'drafts/', atWork, 'Nothing is at work.')}
${listPart('In facts/', 'facts/', kept, 'No article is there yet.')}
<section aria-labelledby="begin"><h2 id="begin">New article</h2>
${wrong ? html`<p class="wrong" role="alert">Nothing was begun: ${counted(beginning.mistakes.length, 'mistake')}.</p>` : ''}
${beginForm(beginning)}
</section>
</main>`;
  return deskShell(`${wrong ? '(Mistakes) ' : ''}Desk`, body, 'begin.js');
}

function listPart(title: string, folder: string, articles: readonly ListedArticle[], none: string) {
  return html`<section aria-label="${title}"><h2>${title}</h2>
${
  articles.length === 0
    ? html`<p>${none}</p>`
    : html`<ul class="articles">${articles.map(
        ({ slug, title: words, facts }) =>
          html`<li><a href="/article/${slug}">${words || slug}</a> <span>${folder}${slug}.json, ${facts === null ? 'cannot be read' : counted(facts, 'fact')}</span></li>`,
      )}</ul>`
}
</section>
`;
}

function beginForm({ id, retrieved, text, mistakes }: Beginning & { mistakes: readonly Mistake[] }) {
  const of = (name: string) => mistakes.filter(({ source }) => source === name);
  const described = (name: string, hint: string) =>
    html`aria-describedby="${hint}${of(name).length > 0 ? ` ${name}-wrong` : ''}"${of(name).length > 0 ? html` aria-invalid="true"` : ''}`;
  return html`<form method="post" action="/articles" enctype="multipart/form-data" id="begin-form">
<div class="field"><label for="id">Id</label><p class="hint" id="id-hint">Lower-case letters, digits and single hyphens, such as chip-rules. Never used again.</p>
<input id="id" name="id" value="${id}" required maxlength="60" autocomplete="off" spellcheck="false" ${described('id', 'id-hint')}>${wrongPart('id', of('id'))}</div>
<div class="field"><label for="retrieved">Captured on</label><p class="hint" id="retrieved-hint">The day on which you saved the text.</p>
<input id="retrieved" name="retrieved" type="date" value="${retrieved}" required ${described('retrieved', 'retrieved-hint')}>${wrongPart('retrieved', of('retrieved'))}</div>
<div class="field"><label for="text">Text of the article</label><p class="hint" id="text-hint">All of it, as it is. The source of a web page is taken for a page.</p>
<textarea id="text" name="text" rows="10" ${described('text', 'text-hint')}>${text}</textarea>${wrongPart('text', of('text'))}</div>
<div class="field"><label for="page">or a saved page, Markdown or text file</label>
<input id="page" name="page" type="file" accept=".html,.htm,.xhtml,.txt,.md,text/html,text/plain"${of('page').length > 0 ? html` aria-describedby="page-wrong"` : ''}>${wrongPart('page', of('page'))}</div>
<p><button class="main">Begin the article</button></p>
</form>`;
}

function wrongPart(name: string, mistakes: readonly Mistake[]) {
  if (mistakes.length === 0) return '';
  return html`<div class="findings" id="${name}-wrong">${mistakes.map(
    ({ expected, found, todo }) =>
      html`<p class="mistake"><b>Mistake:</b> expected ${expected}, found ${found}. To do: ${todo}.</p>`,
  )}</div>`;
}

/** The pages of the desk, each with the others. */
export function deskMenu(here: 'desk' | 'article'): Content {
  return html`<nav aria-label="Pages"><ul class="menu"><li><a href="/"${here === 'desk' ? html` aria-current="page"` : ''}>All articles</a></li>
<li><a href="/preview">Next edition</a></li></ul></nav>`;
}

/** A whole page of the desk. */
export async function deskShell(title: string, body: Content, script?: string): Promise<string> {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/desk/desk.css">
${script === undefined ? '' : html`<script src="/desk/${script}" type="module"></script>`}
</head>
<body>
${body}
</body>
</html>
`;
  return String(await page);
}
