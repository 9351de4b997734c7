import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbAddresses } from '../../aws/dynamodb/dynamodb-addresses.ts';
import { DynamoDbReaders } from '../../aws/dynamodb/dynamodb-readers.ts';
import { S3ReaderIdKey } from '../../aws/s3/installation/s3-reader-id-key.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import type { Clock } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { type AddReaderContext, addReader, type NewReader } from '../../core/readers/admission/add-reader.ts';
import type { Local } from '../installation/open-local.ts';
import { ProgressBar } from '../terminal/progress-bar.ts';

type MadeUp = Pick<NewReader, 'address' | 'name'>;

/** Who gets the digest when nobody asks for more, by its language: made-up names, not all in the letters of the language. */
const few: Record<Publication['language'], readonly MadeUp[]> = {
  en: [
    { name: 'Ada Reader', address: 'ada@readers.example' },
    { name: '王小明', address: 'xiaoming@readers.example' },
    { name: "Zoë O'Hara, Policy Desk", address: 'zoe@policy.example' },
    { name: null, address: 'desk@library.example' },
    { name: 'Ben Reader', address: 'ben@readers.example' },
  ],
  'zh-Hans': [
    { name: '王小明', address: 'xiaoming@readers.example' },
    { name: '李文，政策研究室', address: 'liwen@policy.example' },
    { name: 'Ada Reader', address: 'ada@readers.example' },
    { name: null, address: 'yuelanshi@library.example' },
    { name: '欧阳静', address: 'jing@readers.example' },
  ],
};

/** Readers added at a time. */
const atATime = 32;

/**
 * Adds the few readers, or as many made-up ones as are asked for. Who is one already stays as they are, and who has left stays
 * away: nobody agreed anew.
 */
export async function addMadeUpReaders(
  local: Local,
  publication: Publication,
  count: number | null,
  clock: Clock,
): Promise<void> {
  const s3 = new S3Client();
  const database = new DynamoDBClient();
  const [documents, table] = [DynamoDBDocumentClient.from(database), local.resources.READERS_TABLE];
  const readers = new DynamoDbReaders(documents, table);
  const context: AddReaderContext = {
    readers,
    addresses: new DynamoDbAddresses(documents, table),
    // Who has a row is left alone above, and nobody else ever left.
    endings: { ofReader: async () => [] },
    key: new S3ReaderIdKey(new S3Objects(s3, local.resources.CONTENT_BUCKET)),
    clock,
    newToken: () => randomBytes(16).toString('base64url'),
  };
  const known = new Set<string>();
  for await (const { address } of readers.all(publication.id)) known.add(address);
  const own = few[publication.language];
  const total = count ?? own.length;
  const bar = new ProgressBar('Adding readers', total);
  let next = 0;
  const worker = async () => {
    while (next < total) {
      const index = next;
      next += 1;
      const reader = (count === null && own[index]) || numbered(index + 1);
      if (!known.has(reader.address)) await addReader(context, { ...reader, ...about(publication) });
      if (count !== null) bar.show(next);
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  bar.clear();
  s3.destroy();
  database.destroy();
}

function numbered(number: number): MadeUp {
  return { name: `Reader ${number}`, address: `reader-${number}@readers.example` };
}

function about({
  id,
  language,
}: Publication): Pick<NewReader, 'publication' | 'language' | 'agreed' | 'how'> {
  return { publication: id, language, agreed: null, how: 'made up for this machine' };
}
