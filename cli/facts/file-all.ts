import { articleName } from '../../core/articles/record-key.ts';
import { type FilingResult, fileArticle } from '../../core/filing/file-article.ts';
import { AlreadyFiledError } from '../../core/filing/filing-errors.ts';
import { unknownReferences } from '../../core/filing/references.ts';
import { CourantError, InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import { mistakeAt } from '../../core/foundation/mistakes.ts';
import type { Installation } from '../installation/installation.ts';
import type { LoadedFiling } from './load-filings.ts';

/** An article that is filed now, by this run or before it. */
export type Filed = LoadedFiling & FilingResult;

type Store = Pick<Installation, 'filing' | 'clock'>;

/**
 * Files all articles, in the order given, or none: those that are in the log already are compared with it first, and the facts
 * that the others name are looked for.
 * @throws OtherContentError before anything is filed, with every article that is filed with other content;
 *   InvalidInputError, likewise, with every name of a fact that is neither filed nor among these; FilingStoppedError when it
 *   fails on the way.
 */
export async function fileAll(store: Store, filings: readonly LoadedFiling[]): Promise<Filed[]> {
  const fresh = await refuseOtherContent(store, filings);
  await refuseUnknownFacts(store, fresh);
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

/** Filing what is in the log writes nothing: it only compares. @returns what is not in the log. */
async function refuseOtherContent(
  store: Store,
  filings: readonly LoadedFiling[],
): Promise<readonly LoadedFiling[]> {
  const refusals: AlreadyFiledError[] = [];
  const fresh: LoadedFiling[] = [];
  for (const filing of filings) {
    const { file, capture } = filing;
    if ((await store.filing.recordNamed(articleName(file.article.id))) === undefined) {
      fresh.push(filing);
      continue;
    }
    try {
      await fileArticle(store, file, capture);
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
  const coming = new Set(fresh.flatMap(({ file }) => file.facts.map(({ id }) => id)));
  const mistakes: Mistake[] = [];
  for (const { file, path } of fresh) {
    for (const [index, fact] of file.facts.entries()) {
      const found = await unknownReferences(filing, fact, ['facts', index], coming);
      mistakes.push(...found.map(mistake => mistakeAt(mistake, file, path)));
    }
  }
  if (mistakes.length > 0) throw new InvalidInputError('Nothing was filed', mistakes);
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
