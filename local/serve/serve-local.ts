import { S3Client } from '@aws-sdk/client-s3';
import { S3Archive } from '../../aws/s3/s3-archive.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3Seals } from '../../aws/s3/s3-seals.ts';
import { retiredImprints } from '../../core/edition/imprint.ts';
import { type Local, linksUrl } from '../installation/open-local.ts';
import { localPages } from './local-pages.ts';
import { serveApp } from './serve-app.ts';

/**
 * Serves a local installation's pages, messages and leave links on 127.0.0.1; the leave links by the production function's API.
 * @param port 0 takes a free one. @throws PortTakenError
 */
export async function serveLocal(local: Local, port: number): Promise<{ url: string } & AsyncDisposable> {
  const s3 = new S3Client();
  const { api } = await import('../../lambdas/subscriptions/handler.ts');
  const objects = new S3Objects(s3, local.resources.ARCHIVE_BUCKET);
  const retired = await retiredImprints(local.configuration, new S3Seals(objects));
  const pages = localPages({
    publications: [...local.configuration.publications, ...retired.map(({ imprint }) => imprint)],
    archive: new S3Archive(objects),
    mails: local.mails,
    links: api,
    linksUrl,
  });
  const server = await serveApp(pages, port);
  return {
    url: server.url,
    async [Symbol.asyncDispose]() {
      await server.stop();
      s3.destroy();
    },
  };
}
