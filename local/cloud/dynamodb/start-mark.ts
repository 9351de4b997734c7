import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { atomicWrite } from '../files/atomic-write.ts';
import { readStateIfThere } from '../files/state-file.ts';

/** Two while the mark is being renewed: that of the start before, and the new one. */
const besideSchema = z.object({ marks: z.array(z.string()) });

/** The mark that lies in the tables themselves. */
export type MarkInside = { read(): Promise<string | undefined>; write(mark: string): Promise<void> };

/**
 * Renews the mark that a start leaves in the tables and beside them, and says whether the tables are the ones of the last start. A copy of
 * the tables that is put back has the mark of an older start. Wherever the process ends in between, the next start knows its own tables again.
 * @param folder beside the tables; made if there is none.
 * @param onOthers makes the tables others, before they get the new mark.
 */
export async function renewStartMark(
  folder: string,
  inside: MarkInside,
  onOthers: () => Promise<void>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'mark.json');
  const write = (marks: readonly string[]) => atomicWrite(folder, file, JSON.stringify({ marks }));
  const beside = await readStateIfThere(besideSchema, file);
  const standing = await inside.read();
  // A folder of before there were marks has none in either place.
  const isSame = standing === undefined ? beside === undefined : beside?.marks.includes(standing);
  if (!isSame) await onOthers();
  const next = randomUUID();
  await write(standing === undefined ? [next] : [standing, next]);
  await inside.write(next);
  await write([next]);
}
