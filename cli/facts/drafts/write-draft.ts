import { randomUUID } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { articleText } from '../../../core/filing/drafts/article-text.ts';
import type { Drafted } from '../../../core/filing/drafts/draft.ts';
import { CourantError } from '../../../core/foundation/errors.ts';
import { inPlace, makeFolder } from '../../archive/make-folder.ts';

/** Where a draft is: the article file, and the text that it stands on. */
export type DraftPaths = { article: string; capture: string };

/** The two files of a draft. The article file has the same bytes for the same draft. */
export function draftPaths(folder: string, id: string): DraftPaths {
  return { article: join(folder, `${id}.json`), capture: join(folder, `${id}.txt`) };
}

/**
 * Writes a draft and its text into a folder, which is made if need be. The text is there first, so that no article file is without it.
 * @param replace whether files that are there may be written over.
 * @throws DraftThereError before anything is written; NoPlaceError.
 */
export async function writeDraft(
  folder: string,
  { draft, capture }: Pick<Drafted, 'draft' | 'capture'>,
  replace: boolean,
): Promise<DraftPaths> {
  const paths = draftPaths(folder, draft.article.id);
  if (!replace) await refuseExisting(paths);
  await makeFolder(folder);
  for (const [path, content] of [
    [paths.capture, capture],
    [paths.article, articleText(draft)],
  ] as const)
    await (replace ? putInPlace(folder, path, content) : putNew(folder, path, content));
  return paths;
}

/** @throws DraftThereError */
export async function refuseExisting(paths: DraftPaths): Promise<void> {
  for (const path of [paths.article, paths.capture])
    if (await stat(path).then(() => true, isElsewhere)) throw new DraftThereError(path);
}

function isElsewhere(error: NodeJS.ErrnoException): boolean {
  if (error.code === 'ENOENT') return false;
  throw error;
}

/** Somebody else may have made the file since it was looked for. */
async function putNew(folder: string, path: string, content: string): Promise<void> {
  await inPlace(folder, writeFile(path, content, { flag: 'wx' })).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new DraftThereError(path) : error;
  });
}

/** The old file stays whole until the new one is. */
async function putInPlace(folder: string, path: string, content: string): Promise<void> {
  const beside = `${path}.${randomUUID()}.part`;
  try {
    await inPlace(folder, writeFile(beside, content, { flag: 'wx' }));
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}

/** A draft of this name is there, and may have somebody's words in it. */
export class DraftThereError extends CourantError {
  constructor(path: string) {
    super(
      `${path}: expected no file of this name, found one, in which somebody may have written. Nothing was written. ` +
        'Choose another --id, move the file away, or write over it with --replace.',
    );
  }
}
