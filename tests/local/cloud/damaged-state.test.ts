import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import type { CourantError } from '../../../core/foundation/errors.ts';
import { clientsOf } from '../../../local/cloud/clients.ts';
import { DamagedStateError } from '../../../local/cloud/files/state-file.ts';
import { createResources } from '../../../local/cloud/resources.ts';
import { startCloud } from '../../../local/cloud/start-cloud.ts';
import { openLocal } from '../../../local/installation/open-local.ts';
import { cloudForTest, emptyDirectory } from '../../support/cloud/cloud.ts';

/** A directory in which a cloud has kept something of every kind. */
async function usedDirectory(): Promise<string> {
  const { cloud, clients, directory } = await cloudForTest();
  const { FEEDBACK_QUEUE_URL } = await createResources(cloud);
  await clients.sqs.send(new SendMessageCommand({ QueueUrl: FEEDBACK_QUEUE_URL, MessageBody: 'x' }));
  await clients.s3.send(new PutObjectCommand({ Bucket: 'archive', Key: 'sealed/a.json', Body: '{"a":1}' }));
  await cloud.stop();
  return directory;
}

async function refusalOf(directory: string): Promise<Error> {
  return startCloud({ directory }).then(
    async cloud => {
      await cloud.stop();
      throw new Error('expected a refusal');
    },
    error => error,
  );
}

describe('a state file', () => {
  it.each(['ses-account.json', 'sqs/feedback/queue.json', 'sqs/feedback/000000000001.json'])(
    '%s that is empty, cut or of another kind is refused, by its name and with what to do',
    async name => {
      const directory = await usedDirectory();
      const path = join(directory, name);
      const whole = await readFile(path, 'utf8');
      for (const content of ['', whole.slice(0, whole.length / 2), '[]', '{"x":1}']) {
        await writeFile(path, content);
        const refusal = await refusalOf(directory);
        expect(refusal).toBeInstanceOf(DamagedStateError);
        expect(refusal.message.startsWith(`${path}: expected `)).toBe(true);
        expect(refusal.message).toContain('npm start -- --reset');
      }
      await writeFile(path, whole);
      await (await startCloud({ directory })).stop();
    },
  );

  it('of a queue that is missing beside its messages is refused; without any, the queue was never created', async () => {
    const directory = await usedDirectory();
    for (const queue of ['feedback', 'signup.fifo', 'slices.fifo'])
      await rm(join(directory, 'sqs', queue, 'queue.json'));
    expect((await refusalOf(directory)).message).toContain(join(directory, 'sqs/feedback/queue.json'));
    await rm(join(directory, 'sqs/feedback/000000000001.json'));
    const { cloud } = await cloudForTest({ directory });
    expect((await readdir(join(directory, 'sqs'))).sort()).toEqual([
      'feedback-dead',
      'signup-dead.fifo',
      'slices-dead.fifo',
    ]);
    await createResources(cloud);
  });

  it.each(['s3/archive/sealed/a.json', 's3-facts/archive/sealed/a.json.json'])(
    '%s is named to who reads the object, and to whom the cloud tells why it fails',
    async name => {
      const directory = await usedDirectory();
      await truncate(join(directory, name));
      const told: CourantError[] = [];
      const { clients } = await cloudForTest({ directory, onFailure: error => told.push(error) });
      const reading = clients.s3.send(new GetObjectCommand({ Bucket: 'archive', Key: 'sealed/a.json' }));
      const refusal = await reading.catch(error => error);
      expect(refusal).toMatchObject({ name: 'InternalError', $metadata: { httpStatusCode: 500 } });
      expect(refusal.message).toContain(`${join(directory, name)}: expected `);
      expect(told[0]).toBeInstanceOf(DamagedStateError);
      expect(told[0]?.message).toBe(refusal.message);
    },
  );
});

describe('an installation', () => {
  it('whose tables are gone is refused, as its ledger is with them', async () => {
    const directory = await emptyDirectory();
    await (await openLocal({ directory })).stop();
    await rm(join(directory, 'dynamodb'), { recursive: true });
    await expect(openLocal({ directory })).rejects.toThrow(/dynamodb: expected .* found no table.* --reset/);
    // Refused, it lets go of the directory.
    await expect(openLocal({ directory })).rejects.toThrow(DamagedStateError);
  });

  it('lets what is under way fail when its cloud fails, in the same words', async () => {
    const directory = await emptyDirectory();
    const local = await openLocal({ directory });
    const { sqs } = clientsOf(local.cloud.environment);
    try {
      const { SLICE_QUEUE_URL: QueueUrl } = local.resources;
      const message = { MessageBody: 'x', MessageGroupId: 'a', MessageDeduplicationId: 'a' };
      await sqs.send(new SendMessageCommand({ QueueUrl, ...message }));
      const queue = join(directory, 'sqs/slices.fifo');
      await rm(queue, { recursive: true });
      await writeFile(queue, '');
      const words = /sqs\/slices\.fifo.*: expected a folder, found a file/;
      await expect(local.deliver()).rejects.toThrow(words);
      await expect(local.failure).rejects.toThrow(words);
    } finally {
      sqs.destroy();
      await local.stop();
    }
  });
});
