import type { AmendmentFile } from '../articles/amendment-file.ts';
import { factMistakes } from '../articles/cross-mistakes.ts';
import type { FactFiling } from '../articles/fact-log.ts';
import type { ArticleRecord } from '../articles/log-record.ts';
import { InvalidInputError, type Mistake } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import { mistakeAt } from '../foundation/mistakes.ts';
import { checkFactAgainstCapture } from './check-capture.ts';
import { NoCaptureError } from './filing-errors.ts';
import { unknownReferences } from './references.ts';

/**
 * Checks a correction against the fact log: its article, the article's capture, the facts that it names. A retraction claims
 * nothing, so there is nothing to check.
 *
 * @param capture see `amendFact`; in the form that the article names.
 * @throws InvalidInputError with every mistake at once; NoCaptureError.
 */
export async function checkAmendment(
  filing: FactFiling,
  filed: ArticleRecord,
  file: AmendmentFile,
  capture: string | null | undefined,
): Promise<void> {
  const { corrected } = file;
  if (!corrected) return;
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
}

async function captureFor(
  filing: FactFiling,
  filed: ArticleRecord,
  given: string | null | undefined,
  source: string,
): Promise<string | null> {
  const { sha256: wanted } = filed.article.capture;
  if (typeof given === 'string') {
    if (sha256(given) !== wanted)
      throw new InvalidInputError('The capture', [otherCapture(given, wanted, source)]);
    return given;
  }
  const kept = await filing.readCapture(wanted);
  if (kept === undefined && given !== null) throw new NoCaptureError(filed);
  return kept ?? null;
}

function otherCapture(given: string, wanted: string, source: string): Mistake {
  return {
    source,
    path: 'capture',
    expected: `the text that the article was filed with, whose SHA-256 is ${wanted}`,
    found: `a text with the SHA-256 ${sha256(given)}`,
    todo: 'give the captured text, unchanged, or none if the store keeps it',
  };
}
