import { CourantError } from '../../lambdas/core/errors.ts';
import { type FilingResult, fileArticle } from '../../lambdas/core/facts/file-article.ts';
import { AlreadyFiledError } from '../../lambdas/core/facts/filing-errors.ts';
import { articleName } from '../../lambdas/core/facts/record-name.ts';
import type { Installation } from '../installation.ts';
import type { LoadedFiling } from './load-filings.ts';

/** An article that is filed now, by this run or before it. */
export type Filed = LoadedFiling & FilingResult;

type Store = Pick<Installation, 'filing' | 'clock'>;

/**
 * Files all articles, in the order given, or none: those that are in the log already are compared with it first.
 * @throws OtherContentError before anything is filed, with every article that is filed with other content;
 *   FilingStoppedError when it fails on the way.
 */
export async function fileAll(store: Store, filings: readonly LoadedFiling[]): Promise<Filed[]> {
  await refuseOtherContent(store, filings);
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

/** Filing what is in the log writes nothing: it only compares. */
async function refuseOtherContent(store: Store, filings: readonly LoadedFiling[]): Promise<void> {
  const refusals: AlreadyFiledError[] = [];
  for (const { file, capture } of filings) {
    if ((await store.filing.recordNamed(articleName(file.article.id))) === undefined) continue;
    try {
      await fileArticle(store, file, capture);
    } catch (error) {
      if (!(error instanceof AlreadyFiledError)) throw error;
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw new OtherContentError(refusals);
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
