import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { fixColours, openLinksBeside, withoutStyleBlocks } from './fixed-colours.ts';
import type { LivePreview } from './live-preview.ts';
import { renderPreviewPage } from './preview-page.ts';
import { type Show, shows, viewOf } from './preview-view.ts';

const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};
/** The tool's own page: its script and style, frames of its own, and nothing else. */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** What readers would see: it may load and run nothing, and stands in the tool's page only. */
const framePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
const assets: Record<string, string> = {
  'preview.css': 'text/css',
  'browser.js': 'text/javascript',
};

/**
 * The pages of the preview: `/`, or another path that is given, is the tool, `/frame/PUBLICATION/SHOW` what stands in its frame, `/changes` tells of each new build.
 * @param first id of the publication that is shown when the address names none.
 */
export function previewPages(live: LivePreview, first: string | null, path = '/'): Hono {
  const pages = new Hono();
  pages.get(path, async ({ req }) => {
    const { build, preview } = live.current();
    const ids = preview.editions.map(({ publication }) => publication.id);
    const page = await renderPreviewPage(preview, viewOf(req.query(), ids, first), build, path !== '/');
    return answer(200, 'text/html', page, pagePolicy);
  });
  pages.get('/frame/:publication/:show', ({ req }) => {
    const { publication, show } = req.param();
    const html = frameOf(live, publication, show, req.query('colours'));
    return html === undefined ? missing() : answer(200, 'text/html', html, framePolicy);
  });
  pages.get('/changes', context =>
    streamSSE(context, async stream => {
      const tell = () => void stream.writeSSE({ event: 'build', data: live.current().build });
      const unsubscribe = live.subscribe(tell);
      tell();
      await new Promise<void>(resolve => stream.onAbort(resolve));
      unsubscribe();
    }),
  );
  pages.get('/:asset{preview\\.css|browser\\.js}', ({ req }) => {
    const name = req.param('asset');
    const content = readFileSync(join(import.meta.dirname, name), 'utf8');
    return answer(200, assets[name] ?? 'text/plain', content);
  });
  pages.notFound(missing);
  return pages;
}

/** Undefined for what is not there, or not while it cannot be made. */
function frameOf(live: LivePreview, publication: string, show: string, colours?: string): string | undefined {
  if (!Object.hasOwn(shows, show) || !shows[show as Show].frame) return undefined;
  const edition = live.current().preview.editions.find(one => one.publication.id === publication);
  const content = edition?.parts[shows[show as Show].part];
  if (content === undefined) return undefined;
  const html = openLinksBeside(fixColours(content, colours === 'dark' ? 'dark' : 'light'));
  return show === 'bare' ? withoutStyleBlocks(html) : html;
}

function answer(status: number, type: string, content: string, policy = "default-src 'none'"): Response {
  return new Response(content, {
    status,
    headers: { ...headers, 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy },
  });
}

function missing(): Response {
  return answer(404, 'text/plain', 'There is no such page. / shows the preview.\n');
}
