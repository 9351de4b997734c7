import { impatientS3Client, sqsClient } from '../../aws/clients.ts';
import { S3Archive } from '../../aws/s3/s3-archive.ts';
import { S3Endings } from '../../aws/s3/s3-endings.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { SqsSignUpQueue } from '../../aws/sqs/sqs-sign-up-queue.ts';
import { editionsIn } from '../../core/archive/editions-json.ts';
import type { Archive } from '../../core/edition/archive.ts';
import { archivePageUrl } from '../../core/publication/links.ts';
import type { Endings } from '../../core/readers/ending.ts';
import type { SignUpQueue } from '../../core/readers/sign-up/request.ts';
import type { NewestEdition } from '../../core/rendering/pages/confirm-page.ts';

/** What few requests need: the archive bucket and the queue of requests. It is loaded by the first that does. */
export type Stores = {
  endings: Pick<Endings, 'keep'>;
  queue: SignUpQueue;
  /** @param archiveUrl where the archive is served; null where nobody may read it. */
  newestEdition: (archiveUrl: string | null, publication: string) => Promise<NewestEdition | undefined>;
};

/** Opens both. */
export function openStores(names: { archiveBucket: string; signUpQueueUrl: string }): Stores {
  const objects = new S3Objects(impatientS3Client(), names.archiveBucket);
  const archive = new S3Archive(objects);
  return {
    endings: new S3Endings(objects),
    queue: new SqsSignUpQueue(sqsClient(), names.signUpQueueUrl),
    newestEdition: (archiveUrl, publication) => newestEditionIn(archive, archiveUrl, publication),
  };
}

/** The newest edition of a publication as its list names it, with the address of its page; undefined without either. */
export async function newestEditionIn(
  archive: Pick<Archive, 'readVersion'>,
  archiveUrl: string | null,
  publication: string,
): Promise<NewestEdition | undefined> {
  if (archiveUrl === null) return undefined;
  const list = await archive.readVersion({ publication, path: 'editions.json' });
  const newest = list && editionsIn(list.content)?.at(-1);
  const url = newest && archivePageUrl(archiveUrl, publication, newest.edition);
  if (!newest || !url) return undefined;
  return { number: newest.number, headline: newest.headline ?? { text: newest.subject, language: '' }, url };
}
