import { html } from 'hono/html';
import { deskMenu, deskShell } from './list-page.ts';

/** The page of one article: its frame, which the script fills with what `/article/SLUG/state` has. */
export async function renderArticlePage(slug: string): Promise<string> {
  const body = html`<header class="top wide"><h1 id="title" tabindex="-1">${slug}</h1>${deskMenu('article')}
<nav aria-label="On this page"><ul class="menu"><li><a href="#text">Captured text</a></li><li><a href="#head">Article</a></li>
<li><a href="#facts">Facts</a></li><li><a href="#fact">Fact</a></li><li><a href="#shown">As readers see it</a></li><li><a href="#file">Review and file</a></li></ul></nav>
<div class="standing"><p id="kept">Without its script this page shows nothing.</p>
<p id="count"></p><button type="button" id="next-mistake" aria-keyshortcuts="F8">Next mistake or note (F8)</button></div>
<p id="live" role="status"></p>
<div id="elsewhere" role="alert"></div></header>
<main class="desk" data-slug="${slug}">
<section id="text" aria-labelledby="text-title"><h2 id="text-title">Captured text</h2><div id="text-body"></div></section>
<div class="work">
<div id="filed"></div>
<div data-path="" tabindex="-1"><div class="findings"></div></div>
<fieldset class="whole" id="whole"><legend class="unseen">The article</legend>
<section id="head" aria-labelledby="head-title"><h2 id="head-title">Article</h2><div id="head-body"></div></section>
<section id="facts" aria-labelledby="facts-title"><h2 id="facts-title">Facts</h2><div id="facts-body"></div></section>
<section id="fact" aria-labelledby="fact-title"><h2 id="fact-title" tabindex="-1">Fact</h2><div id="fact-body"></div></section>
</fieldset>
<section id="shown" aria-labelledby="shown-title"><h2 id="shown-title">As readers see it</h2><div id="shown-body"></div></section>
<section id="file" aria-labelledby="file-title"><h2 id="file-title">Review and file</h2><div id="file-body"></div></section>
</div>
</main>`;
  return deskShell(`${slug}: desk`, body, 'article.js');
}
