import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../core/foundation/instant.ts';
import { AdjustableClock } from '../../../local/installation/adjustable-clock.ts';
import { beginHere } from '../../../local/installation/begin-here.ts';
import { type Local, openLocal } from '../../../local/installation/open-local.ts';
import { fileShippedFacts } from '../../../local/start/file-what-ships.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

const due = toInstant('2026-11-23T06:00:00Z');

async function onThisMachine(work: (local: Local, clock: AdjustableClock) => Promise<void>): Promise<void> {
  const clock = new AdjustableClock();
  const local = await openLocal({ directory: await emptyDirectory(), now: () => clock.date() });
  try {
    await work(local, clock);
  } finally {
    await local.stop();
  }
}

/** From when a publication covers what is filed, as it is kept; null where nothing is. */
async function sinceOf({ cloud, resources }: Local, publication: string): Promise<string | null> {
  const file = join(cloud.s3.files, resources.ARCHIVE_BUCKET, 'seen', `${publication}.json`);
  return readFile(file, 'utf8').then(
    text => JSON.parse(text).since,
    () => null,
  );
}

describe('where a publication begins on this machine', () => {
  it('is its first record, however far the clock has gone since, and nothing is written before there is one', async () => {
    await onThisMachine(async (local, clock) => {
      const [publication] = local.configuration.publications;
      if (!publication) throw new Error('no publication');
      const others = [publication, aPublication({ id: 'added-later' })];
      await beginHere(local.resources, others);
      expect(await sinceOf(local, publication.id)).toBeNull();

      clock.stopAt(toInstant('2026-11-20T06:00:00Z'));
      await fileShippedFacts(local, clock);
      clock.runFrom(due);
      const { plan } = await local.publish({ publication: publication.id, scheduledTime: due });
      expect(plan.window).toEqual({ from: '2026-11-20T05:00:00Z', to: due });
      expect(await sinceOf(local, publication.id)).toBe('2026-11-20T05:00:00Z');

      await beginHere(local.resources, others);
      expect(await sinceOf(local, 'added-later')).toBe('2026-11-20T05:00:00Z');
      // Under its former id it has begun: its first edition begins where that ended.
      await beginHere(local.resources, [aPublication({ id: 'renamed', formerly: publication.id })]);
      expect(await sinceOf(local, 'renamed')).toBeNull();
    });
  });
});
