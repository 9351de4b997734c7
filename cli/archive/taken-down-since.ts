import { archiveKey } from '../../core/edition/damage.ts';
import { type TakenDownRecord, takenDownSchema } from '../../core/edition/months/taken-down.ts';
import { readSeal } from '../../core/edition/seal.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { readStored } from '../../core/foundation/stored-json.ts';
import { keysOf, type Look } from '../../core/verification/seen/look.ts';

/** The records of what was taken down below some prefixes, by their keys; one that cannot be read tells nothing here. */
export async function takenDownIn(
  look: Look,
  prefixes: readonly string[],
): Promise<Map<string, TakenDownRecord>> {
  const records = new Map<string, TakenDownRecord>();
  for (const prefix of prefixes)
    for (const key of await keysOf(look, 'archive', prefix)) {
      const content = await textAt(look, key);
      const record = content === undefined ? undefined : recordIn(content, key);
      if (record) records.set(key, record);
    }
  return records;
}

function recordIn(content: string, key: string): TakenDownRecord | undefined {
  try {
    return readStored(takenDownSchema, content, key);
  } catch (error) {
    if (error instanceof CourantError) return undefined;
    throw error;
  }
}

/**
 * Of files that a copy has and the archive has not any more, those that hold words that were taken down: whoever had these erased for good was in the right.
 * They are the sealed files of such editions, their seals, the log's records of such facts, and the captured texts that these name.
 * @param copy the copy, by whose bytes it is told what a seal or a record holds
 */
export async function erasedSince(
  copy: Look,
  gone: readonly string[],
  records: readonly TakenDownRecord[],
): Promise<Set<string>> {
  const facts = records.flatMap(record => record.facts.map(fact => JSON.stringify(fact)));
  const files = new Set(records.flatMap(filesOf));
  const erased = new Set(gone.filter(key => files.has(key)));
  const told: string[] = [];
  for (const key of gone) {
    if (!/^(?:sealed|log)\//.test(key)) continue;
    const content = (await textAt(copy, key)) ?? '';
    const isErased = key.startsWith('log/')
      ? facts.some(fact => content.includes(fact))
      : files.has(manifestOf(content, key));
    if (!isErased) continue;
    erased.add(key);
    told.push(content);
  }
  for (const key of gone) {
    const [, hash] = /^captures\/([0-9a-f]{64})\.txt$/.exec(key) ?? [];
    if (hash !== undefined && told.some(content => content.includes(hash))) erased.add(key);
  }
  return erased;
}

function filesOf({ sealed }: TakenDownRecord): string[] {
  return sealed.flatMap(({ publication, edition, files }) =>
    Object.keys(files).map(name => archiveKey(publication, `${edition}/${name}`)),
  );
}

/** Where the manifest of a sealed edition lies: every record of such an edition names it. */
function manifestOf(content: string, key: string): string {
  try {
    const { plan } = readSeal(content, key);
    return archiveKey(plan.publication, `${plan.edition}/manifest.json`);
  } catch (error) {
    if (error instanceof CourantError) return '';
    throw error;
  }
}

async function textAt(look: Look, key: string): Promise<string | undefined> {
  const bytes = await look.read('archive', key);
  return bytes && Buffer.from(bytes).toString('utf8');
}
