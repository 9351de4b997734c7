import type { Article, Fact } from '../../../core/articles/article-file.ts';
import type { StoredRecord } from '../../../core/articles/fact-log.ts';
import type { AmendmentRecord, ArticleAmendmentRecord } from '../../../core/articles/log-record.ts';
import { recordKey } from '../../../core/articles/record-key.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aFact, anArticleFile } from './an-article.ts';

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

/** Facts that were added to an article, as the log holds them. */
export function anAddition(recordedAt: string, articleId: string, facts: Fact[], sequence = 1): StoredRecord {
  return stored({ type: 'addition', recordedAt: recordedAt as Instant, articleId, sequence, facts });
}

/** A correction of what is known of an article; only what a test changes matters to it. */
export function anArticleCorrection(
  recordedAt: string,
  articleId: string,
  changes: Partial<Article>,
  sequence = 1,
): StoredRecord {
  return stored({
    type: 'article correction',
    recordedAt: recordedAt as Instant,
    ...{ articleId, sequence, reason: 'we misread it' },
    corrected: anArticleFile(articleId, [], changes).article,
  });
}

function stored(record: AmendmentRecord | ArticleAmendmentRecord): StoredRecord {
  return { key: recordKey(record), record };
}
