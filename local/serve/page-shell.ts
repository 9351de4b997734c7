import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { html, raw } from 'hono/html';

/** Content that is escaped already, as `html` of Hono makes it. */
export type Content = ReturnType<typeof html>;

/** A page of the tool's own, around which stands what all have. */
export type ShellInput = {
  title: string;
  /** The place of the page in the menu, where it has one. */
  here: 'overview' | 'inbox' | null;
  /** Whether its content needs more than a column of text. */
  wide?: boolean;
  body: Content;
};

/** The look of the archive's pages; it has nothing to fill in. */
const palette = readFileSync(
  join(resolve(import.meta.dirname, '../..'), 'templates/partials/page/style.hbs'),
  'utf8',
);
const own = readFileSync(join(import.meta.dirname, 'serve.css'), 'utf8');

/** A whole page: the look of the archive, light or dark as the browser is set, without a script. */
export async function pageShell({ title, here, wide = false, body }: ShellInput): Promise<string> {
  const entry = (place: ShellInput['here'], href: string, name: string) =>
    html`<li><a href="${href}"${here === place ? html` aria-current="page"` : ''}>${name}</a></li>`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
${raw(palette)}
<style>
${raw(own)}</style>
</head>
<body${wide ? html` class="wide"` : ''}>
<nav aria-label="Pages"><ul class="menu">
${entry('overview', '/', 'Overview')}
${entry('inbox', '/inbox', 'Inbox')}
<li><a href="/subscribe">Subscribe</a></li>
</ul></nav>
<main>
${body}
</main>
<footer><p>Courant on this machine: nothing here has left it, and no message was really sent.</p></footer>
</body>
</html>
`;
  return String(await page);
}
