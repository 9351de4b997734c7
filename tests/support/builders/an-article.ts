import { createHash } from 'node:crypto';
import type { ArticleFile, Fact } from '../../../core/articles/article-file.ts';
import type { StoredRecord } from '../../../core/articles/fact-log.ts';
import type { ArticleRecord } from '../../../core/articles/log-record.ts';
import { recordKey } from '../../../core/articles/record-key.ts';
import type { Instant } from '../../../core/foundation/instant.ts';

/** A fact of an article; only what a test changes matters to it. */
export function aFact(article: string, number: number, changes: Partial<Fact> = {}): Fact {
  return {
    id: `${article}.${number}`,
    statement: { en: `Statement ${number} of ${article}` },
    kind: 'event',
    attribution: { who: 'Ministry of Examples', how: 'named' },
    evidence: `words ${number}`,
    topics: ['controls'],
    jurisdictions: ['CN'],
    entities: [],
    importance: 1,
    ...changes,
  };
}

/** An article with facts. */
export function anArticleFile(
  id: string,
  facts: Fact[] = [aFact(id, 1)],
  changes: Partial<ArticleFile['article']> = {},
): ArticleFile {
  return {
    article: {
      id,
      title: `Title of ${id}`,
      publisher: 'The Example Post',
      type: 'news',
      published: { date: '2026-11-20', basis: 'stated' },
      retrieved: '2026-11-21',
      language: 'en',
      capture: { sha256: createHash('sha256').update(id).digest('hex'), characters: 100 },
      ...changes,
    },
    facts,
  };
}

/** An article as the log holds it. */
export function aRecord(recordedAt: string, file: ArticleFile): StoredRecord {
  const record: ArticleRecord = {
    type: 'article',
    recordedAt: recordedAt as Instant,
    article: file.article,
    facts: file.facts,
  };
  return { key: recordKey(record), record };
}
