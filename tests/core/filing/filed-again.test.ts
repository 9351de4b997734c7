import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../core/articles/article-file.ts';
import type { LogRecord } from '../../../core/articles/log-record.ts';
import { recordName } from '../../../core/articles/record-key.ts';
import { addFacts } from '../../../core/filing/add-facts.ts';
import { amendFact } from '../../../core/filing/amend-fact.ts';
import { correctArticle } from '../../../core/filing/correct-article.ts';
import { fileArticle } from '../../../core/filing/file-article.ts';
import { toInstant } from '../../../core/foundation/instant.ts';
import { MemoryFactLog } from '../../support/memory/memory-fact-log.ts';
import { sampleCapture, sampleFact, sampleFile } from './sample-article.ts';

const now = toInstant('2026-11-23T05:59:58Z');
/** What rules of today refuse, each for itself: words that tell a time by the day of writing, and evidence that is not whole. */
const strict: [string, Partial<Fact>][] = [
  ['a word about time', { statement: { en: 'The director said it last week.' } }],
  ['evidence that is cut out of a word', { evidence: 'a Example, said on Tuesday that "quiet cran' }],
  ['a quote that is cut out of a word', { quote: "uiet cranes are the port's futur" }],
];

/** A store that holds records which were filed when rules were other ones. */
async function storeWith(...records: LogRecord[]) {
  const log = new MemoryFactLog(() => now);
  for (const record of records) await log.nameRecord(recordName(record), await log.append(record));
  return { log, desk: { filing: log, clock: { now: () => now } } };
}

function articleRecord(facts = [sampleFact()]): LogRecord {
  return { type: 'article', recordedAt: now, article: sampleFile().article, facts };
}

describe('what is filed, when rules have become stricter since', () => {
  it.each(strict)('%s: an article is said to be filed, and is refused where it is not', async (_, more) => {
    const file = sampleFile([sampleFact(more)]);
    const { log, desk } = await storeWith(articleRecord(file.facts));
    const stored = [...log.records];
    expect(await fileArticle(desk, file, sampleCapture)).toMatchObject({ result: 'unchanged' });
    expect([...log.records]).toEqual(stored);
    const fresh = await storeWith();
    await expect(fileArticle(fresh.desk, file, sampleCapture)).rejects.toThrow('The article file and its');
    expect(fresh.log.records.size).toBe(0);
  });

  it('of an article is compared with its own text only', async () => {
    const { desk } = await storeWith(articleRecord());
    await expect(fileArticle(desk, sampleFile(), `${sampleCapture} `)).rejects.toThrow('sha256');
  });

  it.each(strict)('%s: an addition is said to be filed, and is refused where it is not', async (_, more) => {
    const facts = [sampleFact({ id: 'quiet-cranes.2', ...more })];
    const file = { article: 'quiet-cranes', facts };
    const common = { recordedAt: now, articleId: file.article, sequence: 1 };
    const { desk } = await storeWith(articleRecord(), { type: 'addition', ...common, facts });
    expect(await addFacts(desk, file, sampleCapture)).toMatchObject({ result: 'unchanged' });
    const fresh = await storeWith(articleRecord());
    await expect(addFacts(fresh.desk, file, sampleCapture)).rejects.toThrow('The addition');
    expect(fresh.log.records.size).toBe(1);
  });

  it.each(strict)('%s: a correction is said to be filed, and is refused where it is not', async (_, more) => {
    const file = { fact: 'quiet-cranes.1', reason: 'So.', corrected: sampleFact(more) };
    const { fact, reason, corrected } = file;
    const common = { recordedAt: now, sequence: 1 };
    const { desk } = await storeWith(articleRecord(), {
      type: 'correction',
      ...common,
      fact,
      reason,
      corrected,
    });
    expect(await amendFact(desk, file, sampleCapture)).toMatchObject({ result: 'unchanged' });
    const fresh = await storeWith(articleRecord());
    await expect(amendFact(fresh.desk, file, sampleCapture)).rejects.toThrow('The correction');
    expect(fresh.log.records.size).toBe(1);
  });

  it('is said of a correction of an article too, whose reason tells a time by the day of writing', async () => {
    const file = { article: 'quiet-cranes', reason: 'It moved last week.', corrected: { publisher: 'Post' } };
    const corrected = { ...sampleFile().article, ...file.corrected };
    const common = { recordedAt: now, articleId: file.article, sequence: 1, reason: file.reason };
    const { desk } = await storeWith(articleRecord(), { type: 'article correction', ...common, corrected });
    expect(await correctArticle(desk, file)).toMatchObject({ result: 'unchanged' });
    const fresh = await storeWith(articleRecord());
    await expect(correctArticle(fresh.desk, file)).rejects.toThrow('The correction of an article');
    expect(fresh.log.records.size).toBe(1);
  });

  it('lets what the caller found count only where the same is not filed', async () => {
    const found = [
      { source: 'a.json', path: 'facts[0].topics[0]', expected: 'a topic', found: 'none', todo: 'see' },
    ];
    const file = { article: 'quiet-cranes', facts: [sampleFact({ id: 'quiet-cranes.2' })] };
    const { desk } = await storeWith(articleRecord());
    await expect(addFacts(desk, file, sampleCapture, found)).rejects.toThrow('a.json');
    await addFacts(desk, file, sampleCapture);
    expect(await addFacts(desk, file, sampleCapture, found)).toMatchObject({ result: 'unchanged' });
  });
});
