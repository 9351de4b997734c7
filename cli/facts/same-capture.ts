import type { ArticleFile } from '../../core/articles/article-file.ts';
import type { FactFiling, FactLog } from '../../core/articles/fact-log.ts';
import { readNamed } from '../../core/edition/read-window.ts';
import { type Clock, plusHours } from '../../core/foundation/instant.ts';
import { mapInOrder } from '../../core/foundation/map-in-order.ts';

type Log = Pick<FactFiling, 'readCapture'> & Pick<FactLog, 'keys' | 'stored' | 'recordNamed'>;
type ReadFile = { path: string; file: Pick<ArticleFile, 'article'> };

/** Enough to hide a store's answering time. */
const readsAtOnce = 16;

/**
 * Notes on files whose text another article stands on, in the log or among them: it may be the same article under a second id, whose facts
 * would be told twice. The log is read only where the store keeps such a text already.
 * @param files of articles that are not filed: of one that is, the text that is kept is its own.
 */
export async function sameCaptureNotes(
  { filing, clock }: { filing: Log; clock: Clock },
  files: readonly ReadFile[],
): Promise<string[]> {
  const kept = new Set<string>();
  for (const hash of new Set(files.map(hashOf)))
    if ((await filing.readCapture(hash)) !== undefined) kept.add(hash);
  const filed = kept.size === 0 ? [] : await articlesIn(filing, clock);
  return files.flatMap((one, index) => {
    const { path, file } = one;
    const before = files.slice(0, index).find(other => hashOf(other) === hashOf(one));
    const isOther = (other: { id: string; hash: string }) =>
      other.hash === hashOf(one) && other.id !== file.article.id;
    const id = filed.find(isOther)?.id ?? before?.file.article.id;
    if (id === undefined || id === file.article.id) return [];
    return [
      `note: ${path}: its captured text is that of the article ${id}. If it is the same article, do not file it under a second id: ` +
        `facts that were missed are added with courant facts add --to ${id} FILE.`,
    ];
  });
}

function hashOf({ file }: ReadFile): string {
  return file.article.capture.sha256;
}

async function articlesIn(filing: Log, clock: Clock): Promise<{ id: string; hash: string }[]> {
  const keys = await filing.keys(null, plusHours(clock.now(), 1));
  const records = await mapInOrder(keys, readsAtOnce, key => readNamed(filing, key));
  return records.flatMap(found =>
    found?.record.type === 'article'
      ? { id: found.record.article.id, hash: found.record.article.capture.sha256 }
      : [],
  );
}
