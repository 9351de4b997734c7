import { isFactAmendment } from '../../../core/articles/amendments.ts';
import type { Fact } from '../../../core/articles/article-file.ts';
import type { AmendmentRecord, LogRecord } from '../../../core/articles/log-record.ts';
import { type OwnWords, wordsIn } from '../../../core/articles/own-words.ts';
import { amendmentName, articleIdOf } from '../../../core/articles/record-key.ts';
import { currentArticle, type LogNames } from '../../../core/filing/filed-article.ts';
import { NoSuchFactError } from '../../../core/filing/filing-errors.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { labelled, paragraph } from '../../program/layout.ts';

/** A record of the log that is about a fact or its article: what it did, when, and why, if it says so. */
export type FactRecord = {
  type: LogRecord['type'];
  recordedAt: Instant;
  key: string;
  /** Its number among those of the fact, or of the article; null of the article itself. */
  sequence: number | null;
  reason: OwnWords | null;
};

/** A fact as it was filed, when that was, and every record about it in the order of time. */
export type FiledFact = {
  asFiled: Fact;
  filedAt: Instant;
  /** As it is by now; null when it is retracted. */
  fact: Fact | null;
  newest: AmendmentRecord | undefined;
  records: FactRecord[];
};

/** Reads all that the log has about a fact. @throws NoSuchFactError */
export async function filedFact(filing: LogNames, id: string): Promise<FiledFact> {
  const current = await currentArticle(filing, articleIdOf(id));
  const filers = [current?.filed ?? [], current?.since ?? []].flat();
  const filer = filers.find(({ record }) => 'facts' in record && record.facts.some(fact => fact.id === id));
  const asFiled = current?.record.facts.find(fact => fact.id === id);
  if (!current || !filer || !asFiled) throw new NoSuchFactError(id, current?.record);
  const amendments = await amendmentsOf(filing, id);
  const corrections = current.since.filter(({ record }) => record.type === 'article correction');
  const newest = amendments.at(-1)?.record;
  return {
    ...{ asFiled, filedAt: filer.record.recordedAt, newest },
    fact: newest ? (newest.type === 'correction' ? newest.corrected : null) : asFiled,
    records: [filer, ...corrections, ...amendments]
      .map(recordOf)
      .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : Number(a.recordedAt > b.recordedAt))),
  };
}

async function amendmentsOf(filing: LogNames, id: string) {
  const found: { key: string; record: AmendmentRecord }[] = [];
  for (;;) {
    const { filedAs: key } = await filing.look(amendmentName(id, found.length + 1));
    if (key === undefined) return found;
    const record = await filing.read(key);
    if (!isFactAmendment(record)) return found;
    found.push({ key, record });
  }
}

function recordOf({ key, record }: { key: string; record: LogRecord }): FactRecord {
  return {
    ...{ type: record.type, recordedAt: record.recordedAt, key },
    sequence: 'sequence' in record ? record.sequence : null,
    reason: 'reason' in record ? record.reason : null,
  };
}

/** Every record about a fact, on so many columns. */
export function recordLines(records: readonly FactRecord[], columns: number | undefined): string[] {
  return records.flatMap((record, index) => {
    const label = index === 0 ? 'Records' : '';
    const why = record.reason === null ? '' : `: ${wordsIn(record.reason, 'en').text}`;
    return [
      ...paragraph(label, `${record.recordedAt}  ${whatItDid(record)}${why}`, columns),
      labelled('', record.key),
    ];
  });
}

function whatItDid({ type, sequence }: FactRecord): string {
  const what: Record<LogRecord['type'], string> = {
    article: 'filed with its article',
    addition: 'added to its article',
    'article correction': 'article put right',
    correction: `correction ${sequence}`,
    retraction: `retraction ${sequence}`,
  };
  return what[type];
}
