import type { AmendmentFile } from '../articles/amendment-file.ts';
import type { FactFiling } from '../articles/fact-log.ts';
import type { ArticleRecord } from '../articles/log-record.ts';
import { factMistakes } from '../articles/mistakes/cross-mistakes.ts';
import { InvalidInputError } from '../foundation/errors.ts';
import { mistakeAt } from '../foundation/mistakes.ts';
import { captureFor } from './capture-for.ts';
import { checkFactAgainstCapture } from './check-capture.ts';
import { unknownReferences } from './references.ts';

/**
 * Checks a correction against the fact log: its article, the article's capture, the facts that it names. A retraction claims
 * nothing, so there is nothing to check.
 *
 * @param capture see `amendFact`; in the form that the article names.
 * @returns the capture that it was compared with; null where there is none, or nothing to compare.
 * @throws InvalidInputError with every mistake at once; NoCaptureError.
 */
export async function checkAmendment(
  filing: FactFiling,
  filed: ArticleRecord,
  file: AmendmentFile,
  capture: string | null | undefined,
): Promise<string | null> {
  const { corrected } = file;
  if (!corrected) return null;
  const source = `correction of ${file.fact}`;
  const text = await captureFor(filing, filed, capture, source);
  const found = [
    ...factMistakes(corrected, ['corrected'], filed.article),
    ...(await unknownReferences(filing, corrected, ['corrected'])),
  ];
  const mistakes = [
    ...found.map(mistake => mistakeAt(mistake, file, source)),
    ...(text === null ? [] : checkFactAgainstCapture(filed.article, corrected, text, source, 'corrected')),
  ];
  if (mistakes.length > 0) throw new InvalidInputError('The correction and what is filed', mistakes);
  return text;
}
