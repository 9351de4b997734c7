import type { Fact } from '../../../core/articles/article-file.ts';
import type { StoredRecord } from '../../../core/articles/fact-log.ts';
import type { AmendmentRecord } from '../../../core/articles/log-record.ts';
import { recordKey } from '../../../core/articles/record-key.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aFact } from './an-article.ts';

/** A correction of a fact such as `one.1`, as the log holds it; only what a test changes matters to it. */
export function aCorrection(
  recordedAt: string,
  id: string,
  changes: Partial<Fact> = {},
  sequence = 1,
): StoredRecord {
  const [article = '', number = ''] = id.split('.');
  const corrected = aFact(article, Number(number), {
    statement: { en: `Right ${sequence} of ${id}` },
    ...changes,
  });
  return stored({
    type: 'correction',
    recordedAt: recordedAt as Instant,
    fact: id,
    sequence,
    corrected,
    reason: 'we misread it',
  });
}

/** A retraction of a fact. */
export function aRetraction(recordedAt: string, id: string, sequence = 1): StoredRecord {
  return stored({
    type: 'retraction',
    recordedAt: recordedAt as Instant,
    fact: id,
    sequence,
    reason: 'the article does not say so',
  });
}

function stored(record: AmendmentRecord): StoredRecord {
  return { key: recordKey(record), record };
}
