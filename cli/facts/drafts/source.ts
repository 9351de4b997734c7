import { join } from 'node:path';
import type { Original } from '../../../core/filing/drafts/draft.ts';
import { InvalidInputError } from '../../../core/foundation/errors.ts';
import { projectFolder } from '../../../infra/inputs/config.ts';
import { readText } from '../../../lambdas/runtime/read-text.ts';

/** What was read, without what is the same for every sort of file. `tool` says with what the text was made, where more than reading was needed. */
export type Source = Pick<Original, 'text' | 'head' | 'language'> & { tool?: string };

/** Packages with their versions, as package.json has them: another version may make another text of the same file. */
export function versionsOf(...packages: readonly string[]): string {
  const { dependencies } = JSON.parse(readText(join(projectFolder, 'package.json')));
  return packages.map(name => `${name} ${dependencies[name]}`).join(', ');
}

/** Why no draft can be made of a file. */
export function refused(source: string, expected: string, found: string, todo: string): InvalidInputError {
  return new InvalidInputError('No draft was made', [{ source, path: '', expected, found, todo }]);
}
