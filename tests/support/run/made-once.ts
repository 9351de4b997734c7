import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { runFolder } from './run-folder.ts';

/** A folder that all workers share, and what its maker said about it. */
export type Made<Report> = { folder: string; report: Report };

/**
 * Makes something in a folder that whoever asks first, in whichever worker, fills; all others wait for it. Nobody may change what is
 * in it.
 * @param make answers what a structured clone can carry.
 * @throws what `make` throws, as its text for all but the first.
 */
export async function madeOnce<Report>(
  name: string,
  make: (folder: string) => Promise<Report>,
): Promise<Made<Report>> {
  const place = join(runFolder(), 'made-once', name);
  const folder = join(place, 'content');
  await mkdir(join(place, '..'), { recursive: true });
  if (await isFirst(place)) await fill(place, folder, make);
  return { folder, report: await reportOf(place) };
}

/** Of all that ask, one alone makes the folder. */
async function isFirst(place: string): Promise<boolean> {
  try {
    await mkdir(place);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

async function fill(
  place: string,
  folder: string,
  make: (folder: string) => Promise<unknown>,
): Promise<void> {
  try {
    await mkdir(folder);
    const report = await make(folder);
    await writeFile(join(place, 'report.part'), serialize({ report }));
  } catch (error) {
    await writeFile(join(place, 'report.part'), serialize({ error: String(error) }));
    throw error;
  } finally {
    await rename(join(place, 'report.part'), join(place, 'report'));
  }
}

async function reportOf<Report>(place: string): Promise<Report> {
  // The test that waits has a time limit.
  for (;;) {
    const bytes = await readFile(join(place, 'report')).catch(() => undefined);
    if (bytes !== undefined) {
      const { error, report } = deserialize(bytes) as { error?: string; report: Report };
      if (error !== undefined) throw new Error(`${place} could not be made: ${error}`);
      return report;
    }
    await setTimeout(50);
  }
}
