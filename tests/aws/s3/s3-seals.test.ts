import { expect, it } from 'vitest';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { S3Seals } from '../../../aws/s3/s3-seals.ts';
import { NewerDataError, UnreadableError } from '../../../core/foundation/stored-json.ts';
import { awsPorts } from '../aws-ports.ts';

const key = 'sealed/weekly/after-start.json';
const seal = {
  version: 1,
  plan: {
    publication: 'weekly',
    edition: '2026-11-23',
    number: 1,
    previous: null,
    window: { from: null, to: '2026-11-23T06:00:00Z' },
  },
  records: [],
  mailed: true,
  files: { 'manifest.json': '{}', 'digest.pdf': 'of tomorrow' },
};

async function reading(content: object) {
  const { clients, resources } = await awsPorts();
  const objects = new S3Objects(clients.s3, resources.ARCHIVE_BUCKET);
  await objects.writeOnce(key, JSON.stringify(content), 'application/json');
  return new S3Seals(objects).read('weekly', null);
}

it('reads a seal with fields and files of tomorrow', async () => {
  expect(await reading({ ...seal, tomorrow: 1 })).toEqual(seal);
});

it('names the seal that it cannot read', async () => {
  const read = reading({ ...seal, plan: undefined });
  await expect(read).rejects.toThrow(UnreadableError);
  await expect(read).rejects.toThrow(`${key}: plan`);
});

it('names the seal that only a newer version can read', async () => {
  const read = reading({ ...seal, version: 2, plan: undefined });
  await expect(read).rejects.toThrow(NewerDataError);
  await expect(read).rejects.toThrow(`${key}: expected version 1, `);
});
