import { CourantError } from '../../../core/foundation/errors.ts';

/** Where an article is filed: on this machine, or in the deployed stack. */
export type Where = 'here' | 'aws';

/** What a process that opens an installation is to do there: file an article, or look whether one is filed. */
export type FilingTask = {
  where: Where;
  stack: string | undefined;
  /** Id of the article. */
  id: string;
  /** Path of its file. */
  article: string;
  /** To file it: the folder that has its text, and the version of the file that is meant; null to look only. */
  toFile: { captures: string; version: string } | null;
};

/** What it came to. `said` are lines for a person, also of what went wrong. */
export type FilingAnswer = {
  /** The store's time of filing; null while it is not filed, or where that could not be asked. */
  filedAt: string | null;
  /** Whether the file has other content than what is filed. */
  differs: boolean;
  failed: boolean;
  said: readonly string[];
};

/** The file was changed by another page or program since it was read. Nothing was written. */
export class ChangedElsewhereError extends CourantError {
  constructor(path: string) {
    super(
      `${path} was changed elsewhere since this page read it. Nothing was written. Take what is there, or keep what is here.`,
    );
  }
}
