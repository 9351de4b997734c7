import type { AcceptedNote } from '../../../core/articles/accepted-notes.ts';
import type { AmendmentFile } from '../../../core/articles/amendment-file.ts';
import type { ArticleFile } from '../../../core/articles/article-file.ts';
import type { FactFiling } from '../../../core/articles/fact-log.ts';
import { articleOfFact } from '../../../core/filing/filed-fact.ts';
import type { Note } from '../../../core/filing/notes/note.ts';
import { notesOnAmendment, notesOnArticle } from '../../../core/filing/notes/notes-on-article.ts';

/** An article file that accepts whatever notes there are on it: for tests that are not about its ground. */
export function acceptingAll(file: ArticleFile, capture: string): ArticleFile {
  return { ...file, accepted: notesOnArticle(file, capture).map(accept) };
}

/** A correction of a filed fact likewise, against the capture that the store keeps; as it is where it keeps none. */
export async function acceptingAllOn(filing: FactFiling, file: AmendmentFile): Promise<AmendmentFile> {
  const filed = await articleOfFact(filing, file.fact);
  const capture = filed && (await filing.readCapture(filed.article.capture.sha256));
  if (!filed || capture === undefined) return file;
  return { ...file, accepted: notesOnAmendment(file, filed.article, capture).map(accept) };
}

function accept({ fact, note, words }: Note): AcceptedNote {
  return { fact, note, words, because: 'The test is about something else.', by: 'A. Tester' };
}
