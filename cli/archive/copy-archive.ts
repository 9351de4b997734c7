import { mapInOrder } from '../../core/foundation/map-in-order.ts';
import { isWrittenOnce } from '../../core/verification/judge-versions.ts';
import { familyOf } from '../../core/verification/seen/family.ts';
import { keysOf, type ListedFile, type Look, type StoreName } from '../../core/verification/seen/look.ts';
import { captureKey, notKeptFile, writeNotKept } from '../../core/verification/seen/not-kept.ts';
import { CopyFolder } from './copy-folder.ts';
import { folderLook } from './folder-look.ts';
import { erasedSince, takenDownIn } from './taken-down-since.ts';

/** What of an archive is copied: of all publications, or of one under its ids; records and captures only where they are wanted. */
export type CopyWish = { publication: string | undefined; private: boolean };

/** What copying came to: how many files there are, which are new or newer, and what speaks against archive or copy. */
export type Copied = {
  files: number;
  written: string[];
  /** Files that are written once, and that the archive has with other bytes than the copy: the copy's were kept. */
  differing: string[];
  /** Files of the copy that the archive has no more: they were kept. */
  gone: string[];
  /** Those that it has no more because their words were taken down: they were kept too, and whoever keeps the copy decides. */
  erased: string[];
};

/** Enough to hide a store's answering time. */
const filesAtOnce = 16;

/**
 * Brings a copy of an archive up to date: reads what is new or was replaced, and leaves the rest. What is written once in the archive is written once
 * in the copy, so that the copy bears witness if it is altered there.
 */
export async function copyArchive(
  look: Look,
  folder: string,
  wish: CopyWish,
  onFile: (done: number, of: number) => void = () => undefined,
): Promise<Copied> {
  const copy = await CopyFolder.open(folder);
  try {
    const prefixes = await prefixesOf(look, wish);
    const files: (ListedFile & { store: StoreName })[] = [];
    for (const [store, prefix] of prefixes)
      for await (const page of listedIn(look, store, prefix))
        files.push(...page.map(file => ({ ...file, store })));
    const copied: Copied = { files: files.length, written: [], differing: [], gone: [], erased: [] };
    let done = 0;
    await mapInOrder(files, filesAtOnce, async ({ store, ...file }) => {
      await copyFile(look, store, file, copy, copied);
      done += 1;
      onFile(done, files.length);
    });
    if (wish.private) await noteNotKept(look, new Set(files.map(({ key }) => key)), copy);
    const names = prefixes.map(([, prefix]) => prefix);
    const gone = await goneFrom(folder, names, new Set(files.map(({ key }) => key)));
    const records = await takenDownIn(look, names.filter(isOfTakenDown));
    const erased =
      gone.length === 0
        ? new Set()
        : await erasedSince(await folderLook(folder), gone, [...records.values()]);
    copied.gone = gone.filter(key => !erased.has(key));
    copied.erased = gone.filter(key => erased.has(key));
    return { ...copied, written: copied.written.sort(), differing: copied.differing.sort() };
  } finally {
    await copy.close();
  }
}

async function copyFile(
  look: Look,
  store: StoreName,
  file: ListedFile,
  copy: CopyFolder,
  copied: Copied,
): Promise<void> {
  const { key } = file;
  if (await copy.has(file)) return;
  const kept = await copy.read(key);
  if (kept && isWrittenOnce(key) && !look.listed) return;
  const bytes = await look.read(store, key);
  if (!bytes || (kept && Buffer.from(kept).equals(bytes))) return;
  if (kept && isWrittenOnce(key)) copied.differing.push(key);
  else {
    await copy.write(key, bytes);
    copied.written.push(key);
  }
}

/** A verification of the copy is not to miss what the archive never had. */
async function noteNotKept(look: Look, copied: ReadonlySet<string>, copy: CopyFolder): Promise<void> {
  const never = [...((await look.notKept?.()) ?? [])].filter(hash => !copied.has(captureKey(hash)));
  const note = Buffer.from(writeNotKept(never));
  const noted = await copy.read(notKeptFile);
  if (noted ? !note.equals(noted) : never.length > 0) await copy.write(notKeptFile, note);
}

async function prefixesOf(
  look: Look,
  { publication, private: isPrivate }: CopyWish,
): Promise<[StoreName, string][]> {
  const ids = publication === undefined ? [''] : (await familyOf(look, publication)).map(id => `${id}/`);
  // Without the records of what was taken down nobody could tell that from what is lost.
  const archive = ['sealed/', 'archive/', 'receipts/', 'folded/', 'taken-down/'].flatMap(top =>
    ids.map(id => top + id),
  );
  return [
    ...archive.map((prefix): [StoreName, string] => ['archive', prefix]),
    ...(isPrivate ? (['log/', 'captures/'] as const) : []).map((prefix): [StoreName, string] => [
      'content',
      prefix,
    ]),
  ];
}

function isOfTakenDown(prefix: string): boolean {
  return prefix.startsWith('taken-down/');
}

async function* listedIn(
  look: Look,
  store: StoreName,
  prefix: string,
): AsyncGenerator<readonly ListedFile[]> {
  if (look.listed) yield* look.listed(store, prefix);
  // Where only names are known, each file has to be looked at.
  else yield (await keysOf(look, store, prefix)).map(key => ({ key, size: 0, md5: undefined }));
}

async function goneFrom(
  folder: string,
  prefixes: readonly string[],
  known: ReadonlySet<string>,
): Promise<string[]> {
  // Of an archive that has nothing yet there is no copy to look at.
  if (known.size === 0) return [];
  const copy = await folderLook(folder);
  const kept: string[] = [];
  for (const prefix of prefixes) kept.push(...(await keysOf(copy, 'archive', prefix)));
  return kept.filter(key => !known.has(key)).sort();
}
