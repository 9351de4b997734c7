import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { S3FactLog } from '../../../aws/s3/s3-fact-log.ts';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { amendFact } from '../../../core/filing/amend-fact.ts';
import { type Instant, toInstant } from '../../../core/foundation/instant.ts';
import { AdjustableClock } from '../../../local/installation/adjustable-clock.ts';
import { openLocal } from '../../../local/installation/open-local.ts';
import {
  fileShippedCorrections,
  fileShippedFacts,
  fileWhatShips,
  ShippedFactsChangedError,
} from '../../../local/start/file-what-ships.ts';
import { aFact, anArticleFile } from '../../support/builders/an-article.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

const [told, later] = [toInstant('2026-11-23T06:00:00Z'), toInstant('2026-11-30T06:00:00Z')];

describe('fileWhatShips', () => {
  it('files no correction where an edition is sealed that ends at or after the time of filing', async () => {
    const clock = new AdjustableClock();
    const local = await openLocal({ directory: await emptyDirectory(), now: () => clock.date() });
    const [publication] = local.configuration.publications;
    const file = (filing: string, due: string) => {
      clock.stopAt(toInstant(filing));
      return fileWhatShips(local, clock, toInstant(due));
    };
    const seal = (due: Instant) => {
      clock.runFrom(due);
      return local.publish({ publication: publication?.id ?? '', scheduledTime: due });
    };
    try {
      expect(await file('2026-11-23T05:00:00Z', told)).toEqual({
        facts: { articles: 1, facts: 30, new: 1 },
        corrections: null,
      });
      await seal(told);
      // What is filed for an edition half an hour later would be dated before this one's end.
      expect(await file('2026-11-23T05:30:00Z', '2026-11-23T06:30:00Z')).toMatchObject({ corrections: null });

      // Sealed without anything filed for it, as by courant publish.
      await seal(later);
      expect(await file('2026-11-30T05:00:00Z', later)).toMatchObject({ corrections: null });
      expect(await file('2026-12-07T05:00:00Z', '2026-12-07T06:00:00Z')).toMatchObject({
        corrections: { corrections: 1, new: 1 },
      });
    } finally {
      await local.stop();
    }
  });
});

/** Writes an article with one fact that says so much. */
async function write(folder: string, id: string, words: string): Promise<void> {
  const file = anArticleFile(id, [{ ...aFact(id, 1), statement: { en: words } }]);
  await writeFile(join(folder, `${id}.json`), JSON.stringify(file));
}

describe('fileShippedFacts', () => {
  it('files once, and says of files that were changed since how to begin anew, all of them', async () => {
    const clock = new AdjustableClock();
    const folder = await emptyDirectory();
    const local = await openLocal({ directory: await emptyDirectory(), now: () => clock.date() });
    try {
      for (const id of ['one', 'two', 'three']) await write(folder, id, 'The ministry said so.');
      expect(await fileShippedFacts(local, clock, folder)).toEqual({ articles: 3, facts: 3, new: 3 });
      expect(await fileShippedFacts(local, clock, folder)).toEqual({ articles: 3, facts: 3, new: 0 });

      for (const id of ['one', 'two']) await write(folder, id, 'The ministry said otherwise.');
      const refusal = await fileShippedFacts(local, clock, folder).catch(error => error);
      expect(refusal).toBeInstanceOf(ShippedFactsChangedError);
      expect(refusal.message).toMatch(/^facts\/one\.json, facts\/two\.json: .*changed since they were filed/);
      expect(refusal.message).toContain('npm start -- --reset');
      expect(refusal.message).not.toContain('correction');
    } finally {
      await local.stop();
    }
  });
});

describe('fileShippedCorrections', () => {
  it('files once, and leaves alone what was taken back on this machine since', async () => {
    const clock = new AdjustableClock();
    const folder = await emptyDirectory();
    await mkdir(join(folder, 'corrections'));
    await write(folder, 'one', 'The ministry said so.');
    const corrected = aFact('one', 1, { statement: { en: 'The ministry wrote so.' } });
    const correction = { fact: 'one.1', reason: 'Nobody spoke.', corrected };
    await writeFile(join(folder, 'corrections', 'one.1.json'), JSON.stringify(correction));
    const local = await openLocal({ directory: await emptyDirectory(), now: () => clock.date() });
    const s3 = new S3Client();
    try {
      await fileShippedFacts(local, clock, folder);
      expect(await fileShippedCorrections(local, clock, folder)).toEqual({ corrections: 1, new: 1 });
      expect(await fileShippedCorrections(local, clock, folder)).toEqual({ corrections: 1, new: 0 });

      const filing = new S3FactLog(new S3Objects(s3, local.resources.CONTENT_BUCKET));
      const retraction = { fact: 'one.1', reason: 'The source withdrew it.' };
      expect(await amendFact({ filing, clock }, retraction)).toMatchObject({ result: 'filed' });
      expect(await fileShippedCorrections(local, clock, folder)).toEqual({ corrections: 1, new: 0 });
    } finally {
      s3.destroy();
      await local.stop();
    }
  });
});
