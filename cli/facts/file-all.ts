import { articleName } from '../../core/articles/record-key.ts';
import { retrievedMistakes } from '../../core/filing/check-article.ts';
import { type FilingResult, fileArticle } from '../../core/filing/file-article.ts';
import { AlreadyFiledError } from '../../core/filing/filing-errors.ts';
import { sortNotes, UnacceptedNotesError } from '../../core/filing/notes/accepted.ts';
import { notesOnArticle } from '../../core/filing/notes/notes-on-article.ts';
import { unknownReferencesIn } from '../../core/filing/references.ts';
import { CourantError, InvalidInputError } from '../../core/foundation/errors.ts';
import type { Installation } from '../installation/installation.ts';
import type { LoadedFiling } from './load-filings.ts';

/** An article that is filed now, by this run or before it. */
export type Filed = LoadedFiling & FilingResult;

type Store = Pick<Installation, 'filing' | 'clock'>;

/**
 * Files all articles, in the order given, or none: those that are in the log already are compared with it first, and the facts
 * that the others name are looked for.
 * @throws OtherContentError before anything is filed, with every article that is filed with other content;
 *   InvalidInputError, likewise, with every name of a fact that is neither filed nor among these, or every day of capture that has not
 *   come; UnacceptedNotesError, likewise, with
 *   every note that the files do not accept; FilingStoppedError when it
 *   fails on the way.
 */
export async function fileAll(store: Store, filings: readonly LoadedFiling[]): Promise<Filed[]> {
  const fresh = await refuseOtherContent(store, filings);
  await refuseUnknownFacts(store, fresh);
  refuseUncaptured(store, fresh);
  refuseNotes(fresh);
  const filed: Filed[] = [];
  for (const filing of filings) {
    try {
      filed.push({ ...filing, ...(await fileArticle(store, filing.file, filing.capture)) });
    } catch (error) {
      if (filed.length === 0) throw error;
      throw new FilingStoppedError(filed, filing.path, error as Error);
    }
  }
  return filed;
}

/** Those of the articles that are not in the log, under their ids. */
export async function notFiled(
  { filing }: Pick<Store, 'filing'>,
  filings: readonly LoadedFiling[],
): Promise<LoadedFiling[]> {
  const fresh: LoadedFiling[] = [];
  for (const one of filings)
    if ((await filing.recordNamed(articleName(one.file.article.id))) === undefined) fresh.push(one);
  return fresh;
}

/** Filing what is in the log writes nothing: it only compares. @returns what is not in the log. */
async function refuseOtherContent(
  store: Store,
  filings: readonly LoadedFiling[],
): Promise<readonly LoadedFiling[]> {
  const refusals: AlreadyFiledError[] = [];
  const fresh = await notFiled(store, filings);
  for (const filing of filings) {
    if (fresh.includes(filing)) continue;
    try {
      await fileArticle(store, filing.file, filing.capture);
    } catch (error) {
      if (!(error instanceof AlreadyFiledError)) throw error;
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw new OtherContentError(refusals);
  return fresh;
}

/** Only of what is not filed yet: what is can be put right by a correction alone. */
async function refuseUnknownFacts({ filing }: Store, fresh: readonly LoadedFiling[]): Promise<void> {
  const mistakes = await unknownReferencesIn(filing, fresh);
  if (mistakes.length > 0) throw new InvalidInputError('Nothing was filed', mistakes);
}

/** By this machine's clock, which filing compares with the store's. */
function refuseUncaptured({ clock }: Store, fresh: readonly LoadedFiling[]): void {
  const mistakes = fresh.flatMap(({ path, file }) => retrievedMistakes(file, clock.now(), path));
  if (mistakes.length > 0) throw new InvalidInputError('Nothing was filed', mistakes);
}

/** Notes are on what is new: what is filed asks nothing again. */
function refuseNotes(fresh: readonly LoadedFiling[]): void {
  const files = fresh.flatMap(({ path, file, capture }) => {
    const { open } = sortNotes(notesOnArticle(file, capture), file.accepted);
    return open.length > 0 ? [{ source: path, notes: open }] : [];
  });
  if (files.length > 0) throw new UnacceptedNotesError(files);
}

/** Articles are filed with other content than these files have; nothing was filed. */
export class OtherContentError extends CourantError {
  constructor(refusals: readonly AlreadyFiledError[]) {
    super(['Nothing was filed.', ...refusals.map(({ message }) => message)].join('\n'));
  }
}

/** Filing failed after some of the articles. */
export class FilingStoppedError extends CourantError {
  constructor(filed: readonly Filed[], path: string, cause: Error) {
    super(
      `${path}: filing stopped: ${cause.message}\n` +
        `Filed before that: ${filed.map(one => one.path).join(', ')}. Mend the cause and run the same again: ` +
        'what is filed stays as it is, the rest is filed then.',
      { cause },
    );
  }
}
