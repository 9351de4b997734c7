import { join } from 'node:path';
import type { Instant } from '../../core/foundation/instant.ts';
import { configurationIn } from '../../core/publication/cdk-json.ts';
import { readText } from '../../lambdas/runtime/read-text.ts';
import { type LivePreview, openLivePreview } from '../preview/live-preview.ts';
import { previewPages } from '../preview/preview-pages.ts';
import { serveApp } from '../serve/serve-app.ts';
import { openArticleStore } from './article-store.ts';
import { deskPages } from './desk-pages.ts';
import { openFiledArticles } from './filing/filed-articles.ts';
import type { Filing } from './filing/filing.ts';

/** What is to be served, and where. */
export type ServeDeskOptions = {
  /** The folder that holds cdk.json, drafts/, facts/ and templates/. */
  root: string;
  /** The folder of the installation on this machine, which the preview reads. */
  directory: string;
  /** 0 takes a free one. */
  port: number;
  /** The time from which the next edition is counted, and that an article which is begun was captured. */
  now: () => Instant;
  filing: Filing;
};

/** What the preview answers at the desk. */
const previewPaths = ['/preview', '/frame/*', '/changes', '/preview.css', '/browser.js'];

/** Serves the desk on 127.0.0.1, with the preview as a page of it. @throws PortTakenError */
export async function serveDesk({
  root,
  directory,
  port,
  now,
  filing,
}: ServeDeskOptions): Promise<{ url: string } & AsyncDisposable> {
  const folders = {
    drafts: join(root, 'drafts'),
    facts: join(root, 'facts'),
    templates: join(root, 'templates'),
  };
  const configuration = () =>
    configurationIn(readText(join(root, 'cdk.json'), 'cdk.json'), 'cdk.json', now());
  const filed = openFiledArticles(filing, folders.drafts);
  const pages = deskPages({ store: openArticleStore(folders), filed, configuration, now, folders });
  // Making editions takes a while: not before somebody looks at them.
  let live: Promise<LivePreview> | undefined;
  pages.on('GET', previewPaths, async ({ req }) => {
    live ??= openLivePreview({ root, directory, now });
    return previewPages(await live, null, '/preview').fetch(req.raw);
  });
  const server = await serveApp(pages, port);
  return {
    url: server.url,
    async [Symbol.asyncDispose]() {
      (await live)?.[Symbol.dispose]();
      await server.stop();
    },
  };
}
