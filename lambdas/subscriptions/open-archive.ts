import { impatientS3Client } from '../../aws/clients.ts';
import { S3Archive } from '../../aws/s3/s3-archive.ts';
import { S3Endings } from '../../aws/s3/s3-endings.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import type { Endings } from '../../core/readers/ending.ts';
import { newestEditionIn } from './newest-edition.ts';

/** What the pages keep and read in the archive bucket. */
export type OpenArchive = {
  endings: Pick<Endings, 'keep'>;
  newestEdition: (archiveUrl: string | null, publication: string) => ReturnType<typeof newestEditionIn>;
};

/** Opens the archive bucket. Most requests need nothing of it, so it is loaded by the first that does. */
export function openArchive(bucket: string): OpenArchive {
  const objects = new S3Objects(impatientS3Client(), bucket);
  const archive = new S3Archive(objects);
  return {
    endings: new S3Endings(objects),
    newestEdition: (archiveUrl, publication) => newestEditionIn(archive, archiveUrl, publication),
  };
}
