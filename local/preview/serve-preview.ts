import { InvalidInputError } from '../../core/foundation/errors.ts';
import { serveApp } from '../serve/serve-app.ts';
import { type LivePreview, openLivePreview, type Previewed } from './live-preview.ts';
import { previewPages } from './preview-pages.ts';

/** What is to be served, and where. */
export type ServePreviewOptions = Previewed & {
  /** 0 takes a free one. */
  port: number;
  /** Id of the publication that is shown first; null for the first of the list. */
  publication: string | null;
};

/**
 * Serves the preview on 127.0.0.1 and keeps it up to date. Mistakes in what is previewed are shown, not thrown.
 * @throws PortTakenError; InvalidInputError for a publication that there is not; UnwatchableProjectError
 */
export async function servePreview(options: ServePreviewOptions): Promise<{ url: string } & AsyncDisposable> {
  const live = await openLivePreview(options);
  try {
    refuseUnknown(options.publication, live);
    const server = await serveApp(previewPages(live, options.publication), options.port);
    return {
      url: server.url,
      async [Symbol.asyncDispose]() {
        live[Symbol.dispose]();
        await server.stop();
      },
    };
  } catch (error) {
    live[Symbol.dispose]();
    throw error;
  }
}

/** A configuration that cannot be read knows none; then the page says what is wrong with it. */
function refuseUnknown(publication: string | null, live: LivePreview): void {
  const known = live.current().preview.editions.map(edition => edition.publication.id);
  if (publication === null || known.length === 0 || known.includes(publication)) return;
  throw new InvalidInputError('npm run preview', [
    {
      source: '--publication',
      path: '',
      expected: `one of ${known.join(', ')}`,
      found: publication,
      todo: 'use an id of the list, or add the publication to the context "courant" in cdk.json',
    },
  ]);
}
