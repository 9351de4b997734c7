import type { FactFiling } from '../articles/fact-log.ts';
import type { ArticleRecord } from '../articles/log-record.ts';
import { InvalidInputError, type Mistake } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import { NoCaptureError } from './filing-errors.ts';

/**
 * The captured text of a filed article: the one that is given, if it is that, or the one that the store keeps.
 * @param given in the form that the article names; null where neither need be there.
 * @throws InvalidInputError if another text is given; NoCaptureError if there is none.
 */
export async function captureFor(
  filing: Pick<FactFiling, 'readCapture'>,
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
