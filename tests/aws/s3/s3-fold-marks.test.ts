import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { S3FoldMarks } from '../../../aws/s3/s3-fold-marks.ts';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { cloudForTest } from '../../support/cloud/cloud.ts';

it('a note of where a fact appeared that cannot be read is as good as none: no edition waits for it', async () => {
  const { clients } = await cloudForTest();
  await clients.s3.send(new CreateBucketCommand({ Bucket: 'archive' }));
  const objects = new S3Objects(clients.s3, 'archive');
  const marks = new S3FoldMarks(objects);
  await marks.noteAppearance('weekly', 'one.1', '2026-11-23');
  await marks.noteAppearance('weekly', 'one.1', '2026-11-30');
  const notes = { 'one.2': '{', 'one.3': '{"format":1}', 'one.4': '{"format":2}' };
  for (const [fact, note] of Object.entries(notes))
    await objects.writeOnce(`appearances/weekly/${fact}.json`, note, 'application/json');
  const facts = ['one.1', ...Object.keys(notes), 'one.5'];
  const found = await Promise.all(facts.map(fact => marks.appearance('weekly', fact)));
  expect(found).toEqual(['2026-11-23', undefined, undefined, undefined, undefined]);
});
