import type { Article, Fact } from '../../core/articles/article-file.ts';
import type { LogRecord } from '../../core/articles/log-record.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import { type Instant, plusHours } from '../../core/foundation/instant.ts';

/** Facts of an edition. */
const factsEach = 8;
/** Editions of six years. */
const sixYears = 6 * 52;
const words = ['lithography parts', 'memory for training', 'gallium', 'machine tools', 'power chips'];

/**
 * What is filed for the nth edition, counted from 1: an article with its facts, of which one goes on with a series that every edition goes on with, one
 * follows a fact of six years ago (or, in a young archive, of nine weeks ago), and two have a day ahead; and corrections of a fact of three weeks ago and
 * of one of six years ago (or nine weeks).
 */
export function recordsFor(n: number, time: Instant, topics: readonly string[]): LogRecord[] {
  const facts = Array.from({ length: factsEach }, (_, index) => factOf(n, index + 1, time, topics));
  const article = {
    type: 'article' as const,
    recordedAt: plusHours(time, -50),
    article: articleOf(n),
    facts,
  };
  const correctionOf = (week: number, index: number, hours: number) => {
    const right = factOf(week, index, plusHours(time, (week - n) * 168), topics);
    return {
      type: 'correction',
      recordedAt: plusHours(time, hours),
      fact: right.id,
      sequence: 1,
      reason: 'The quantity was wrong in the source.',
      corrected: { ...right, statement: { en: `${right.statement.en} It is twice as much.` } },
    } as LogRecord;
  };
  return [
    article,
    ...(n > 3 ? [correctionOf(n - 3, 3, -40)] : []),
    // Another fact than nine weeks after its edition: it is corrected once.
    ...(longAgo(n) > 0 ? [correctionOf(longAgo(n), n > sixYears ? 6 : 4, -30)] : []),
  ];
}

/** The edition of which an edition's second fact speaks, and its second correction: never the first one, which carries only what was filed since it was seen. */
function longAgo(n: number): number {
  return n > sixYears ? n - sixYears : n - 9;
}

function articleOf(n: number): Article {
  const id = `week-${n}`;
  return {
    id,
    title: `What happened in week ${n}`,
    publisher: n % 2 === 0 ? 'The Example Post' : 'Harbour Sample Review',
    url: `https://post.example/${id}`,
    type: 'news',
    published: { date: '2026-11-20', basis: 'stated' },
    retrieved: '2026-11-21',
    language: 'en',
    capture: { sha256: sha256(id), characters: 1_000 },
  };
}

function factOf(n: number, index: number, time: Instant, topics: readonly string[]): Fact {
  const follows =
    index === 1 && n > 1 ? `week-${n - 1}.1` : index === 2 && longAgo(n) > 0 ? `week-${longAgo(n)}.5` : null;
  const day = plusHours(time, 24 * (14 + index)).slice(0, 10);
  return {
    id: `week-${n}.${index}`,
    statement: {
      en: `The Ministry of Examples narrows the licences for ${words[(n + index) % words.length]}, number ${index} of week ${n}.`,
    },
    kind: 'measure',
    status: 'final',
    attribution: { who: 'Ministry of Examples', how: 'named' },
    evidence: `words ${index} of the article`,
    topics: [topics[(n + index) % topics.length] ?? ''],
    jurisdictions: ['CN'],
    entities: [],
    importance: index === 1 ? 3 : 1,
    ...(follows !== null && { follows }),
    ...(index > factsEach - 2 && { dates: [{ date: day, what: 'It takes effect.' }] }),
  } as Fact;
}
