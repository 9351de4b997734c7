import { S3Client } from '@aws-sdk/client-s3';
import { S3Archive } from '../../aws/s3/s3-archive.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3Seals } from '../../aws/s3/s3-seals.ts';
import { S3ServedFiles } from '../../aws/s3/s3-served-files.ts';
import { retiredImprints } from '../../core/edition/imprint.ts';
import type { Clock } from '../../core/foundation/instant.ts';
import { serially } from '../cloud/http/serially.ts';
import { linksUrl } from '../installation/kept-names.ts';
import type { Local } from '../installation/open-local.ts';
import { servedOnly } from './archive-pages.ts';
import { localPages } from './local-pages.ts';
import type { Publishing } from './publishing.ts';
import { type ServedApp, serveApp } from './serve-app.ts';
import { answerText } from './shown-here.ts';

/** A served installation. Until it is opened it says at every address that the first editions are being made. */
export type Served = {
  url: string;
  open(publishing: Publishing, clock: Clock): Promise<void>;
} & AsyncDisposable;

/**
 * Serves a local installation on 127.0.0.1: its archive, its messages, and the pages of readers by the production function's API.
 * @param port 0 takes a free one. @throws PortTakenError
 */
export async function serveLocal(local: Local, port: number): Promise<Served> {
  const s3 = new S3Client();
  let pages: ServedApp = { fetch: notYet };
  const server = await serveApp({ fetch: request => pages.fetch(request) }, port);
  return {
    url: server.url,
    async open(publishing, clock) {
      pages = await pagesOf(local, s3, publishing, clock);
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      s3.destroy();
    },
  };
}

function notYet(): Response {
  const answer = answerText(503, 'The first editions are being made. This page loads again by itself.\n');
  answer.headers.set('refresh', '1');
  return answer;
}

/** Mails what was asked for, and notes what SES says of that. */
async function workOff(local: Local): Promise<void> {
  await local.signups();
  await local.feedback();
}

async function pagesOf(local: Local, s3: S3Client, publishing: Publishing, clock: Clock): Promise<ServedApp> {
  const { api } = await import('../../lambdas/subscriptions/handler.ts');
  const objects = new S3Objects(s3, local.resources.ARCHIVE_BUCKET);
  const { configuration } = local;
  const retired = await retiredImprints(configuration, new S3Seals(objects));
  // No two work a queue off at a time, and no edition is published meanwhile.
  const alone = serially();
  // What a server that was ended left.
  await alone(() => workOff(local));
  return localPages({
    publications: [
      ...configuration.publications.map(one => ({ ...one, appears: true })),
      ...retired.map(({ imprint }) => ({ ...imprint, appears: false })),
    ],
    archive: servedOnly(new S3Archive(objects), new S3ServedFiles(objects)),
    site: { read: name => objects.read(`site/${name}`) },
    feeds: configuration.publicArchive,
    mails: local.mails,
    readersPages: api,
    workOff: () => alone(() => workOff(local)),
    publishing: {
      next: () => publishing.next(),
      publishNext: () => alone(() => publishing.publishNext()),
    },
    linksUrl,
    clock,
    timeZone: configuration.publications[0]?.schedule.timeZone ?? 'UTC',
  });
}
