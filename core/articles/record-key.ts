import { canonicalJson } from '../foundation/canonical-json.ts';
import { CourantError } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import { type Instant, toInstant } from '../foundation/instant.ts';
import type { LogRecord } from './log-record.ts';

/** An object in the fact log has a key that no record of ours has. */
export class RecordKeyError extends CourantError {
  constructor(key: string) {
    super(
      `fact log: "${key}" is not the key of a record; expected log/YYYY/MM/DD/YYYYMMDDTHHMMSSZ-<article id>-<8 hexadecimal ` +
        'digits>.json. Another program wrote into the fact log: find out which, and take its permission to write there.',
    );
  }
}

const keyPattern =
  /^log\/(\d{4})\/(\d{2})\/(\d{2})\/(\1\2\3T\d{6}Z)-([a-z0-9]+(?:-[a-z0-9]+)*)-[0-9a-f]{8}\.json$/;

/**
 * The key of a record: UTC day, time, article and content. Keys in alphabetical order are in the order of time. The same record
 * always has the same key, so writing it again changes nothing.
 */
export function recordKey(record: LogRecord): string {
  const hash = sha256(canonicalJson(record)).slice(0, 8);
  return `${dayPrefix(record.recordedAt)}${compact(record.recordedAt)}-${nameIn(record)}-${hash}.json`;
}

/** What a record is about, as a slug: an article, or a fact of one. */
function nameIn(record: LogRecord): string {
  if (record.type === 'article') return record.article.id;
  return 'fact' in record ? record.fact.replace('.', '-') : record.articleId;
}

/** Whether the record of a key may be about an article or a fact of it, without reading it; another article's whose id goes on with a hyphen may be too. */
export function isOfArticle(key: string, articleId: string): boolean {
  const name = keyPattern.exec(key)?.[5] ?? '';
  return name === articleId || name.startsWith(`${articleId}-`);
}

/** Sorts before the key of every record of the instant or later, and after every key of a record before it. */
export function recordKeyBound(instant: Instant): string {
  return `${dayPrefix(instant)}${compact(instant)}`;
}

/** What the keys of all records of an instant's UTC day begin with, such as `log/2026/11/23/`. */
export function dayPrefix(instant: Instant): string {
  return `log/${instant.slice(0, 10).replaceAll('-', '/')}/`;
}

/** When the record of a key was recorded, without reading it. @throws RecordKeyError */
export function recordedAtOfKey(key: string): Instant {
  const time = keyPattern.exec(key)?.[4];
  if (time === undefined) throw new RecordKeyError(key);
  try {
    return toInstant(time);
  } catch {
    throw new RecordKeyError(key);
  }
}

/**
 * The name under which a record counts. A name is given once: of two records that want the same name, the first one named
 * counts, and compile passes over the other. An article has one name; an amendment's name is its place in the fact's sequence, or in
 * that of the article which it puts right or adds to.
 */
export function recordName(record: LogRecord): string {
  if (record.type === 'article') return articleName(record.article.id);
  return amendmentName('fact' in record ? record.fact : record.articleId, record.sequence);
}

/** The name of the record under which an article is filed. */
export function articleName(articleId: string): string {
  return `articles/${articleId}`;
}

/**
 * The name of the nth correction or retraction of a fact, or of the nth correction of an article or addition to it, counted from 1. The id
 * of a fact has a full stop, and that of an article has none.
 */
export function amendmentName(id: string, sequence: number): string {
  return `amendments/${id}/${String(sequence).padStart(4, '0')}`;
}

/** The id of a fact's article: the part of the fact's id before its last full stop. */
export function articleIdOf(factId: string): string {
  return factId.slice(0, factId.lastIndexOf('.'));
}

function compact(instant: Instant): string {
  return instant.replace(/[-:]/g, '');
}
