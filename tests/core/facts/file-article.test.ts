import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../lambdas/core/errors.ts';
import type { ArticleFile } from '../../../lambdas/core/facts/article-file.ts';
import { fileArticle } from '../../../lambdas/core/facts/file-article.ts';
import { AlreadyFiledError, ClockOffError } from '../../../lambdas/core/facts/filing-errors.ts';
import { recordKey } from '../../../lambdas/core/facts/record-key.ts';
import { type Instant, plusHours, toInstant } from '../../../lambdas/core/instant.ts';
import { MemoryFactLog } from '../../support/memory-fact-log.ts';
import { endingAt, ProcessEnded } from './ending-process.ts';
import { sampleCapture, sampleFact, sampleFile } from './sample-article.ts';

const start = toInstant('2026-11-23T05:59:58Z');
const second = 1 / 3600;

/** A store whose clock moves on by a second each time it is asked, and a caller whose clock is right unless said otherwise. */
function desk(offSeconds = 0) {
  let asked = 0;
  const now = (): Instant => plusHours(start, second * asked++);
  const log = new MemoryFactLog(now);
  const clock = { now: () => plusHours(start, second * offSeconds) };
  const file = (input: ArticleFile = sampleFile(), capture = sampleCapture) =>
    fileArticle({ filing: log, clock }, input, capture);
  return { log, clock, file };
}

/** What an edition would take up: the records that their article names. */
async function counted(log: MemoryFactLog): Promise<string[]> {
  const keys = await log.keys(null, plusHours(start, 1));
  const named = await Promise.all(
    keys.map(async key => (await log.recordOfArticle((await log.read(key)).article.id)) === key),
  );
  return keys.filter((_, index) => named[index]);
}

function changed(): ArticleFile {
  const file = sampleFile();
  file.article.publisher = 'Another Courier';
  file.facts.push(sampleFact({ id: 'quiet-cranes.2', statement: { en: 'Another claim.' } }));
  return file;
}

describe('filing an article', () => {
  it("keeps the capture, and the facts under the store's time", async () => {
    const { log, file } = desk(-100);
    const { article, facts } = sampleFile();
    const record = { type: 'article' as const, recordedAt: start, article, facts };
    expect(await file()).toEqual({ result: 'filed', key: recordKey(record), recordedAt: start });
    expect(await counted(log)).toEqual([recordKey(record)]);
    expect(await log.read(recordKey(record))).toEqual(record);
    expect([...log.captures]).toEqual([[article.capture.sha256, sampleCapture]]);
  });

  it('changes nothing when the same is filed already, in whatever order its facts stand', async () => {
    const { log, file } = desk();
    const [a, b] = [sampleFact(), sampleFact({ id: 'quiet-cranes.2' })];
    const first = await file(sampleFile([a, b]));
    const again = await file({ ...sampleFile([b, a]), $schema: './article.schema.json' });
    expect(again).toEqual({ ...first, result: 'unchanged' });
    expect(log.records.size).toBe(1);
  });

  it('is refused when other content is filed under the id, with what differs and the way to correct it', async () => {
    const { log, file } = desk();
    const { key } = await file();
    const error = await file(changed()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AlreadyFiledError);
    expect(error).toMatchObject({ key });
    expect(String(error)).toContain('What differs: article.publisher, fact quiet-cranes.2.');
    expect(String(error)).toContain('file a correction');
    expect(log.records.size).toBe(1);
  });

  it.each([
    ['evidence that is not in the capture', sampleFile([sampleFact({ evidence: 'made up' })]), sampleCapture],
    ['a quote that is not in the capture', sampleFile([sampleFact({ quote: 'made up' })]), sampleCapture],
    ['another capture', sampleFile(), `${sampleCapture} `],
    ['a file that is not right', sampleFile([sampleFact({ id: 'other.1' })]), sampleCapture],
  ])('is refused for %s, and nothing is written', async (_, input, capture) => {
    const { log, file } = desk();
    await expect(file(input, capture)).rejects.toThrow(InvalidInputError);
    expect([log.records.size, log.captures.size, log.articles.size]).toEqual([0, 0, 0]);
  });

  it.each([301, -301])('is refused when the clock is %d seconds off, and nothing is written', async off => {
    const { log, clock, file } = desk(off);
    const error = await file().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ClockOffError);
    expect(String(error)).toContain(`says ${clock.now()}, the store's says ${start};`);
    expect([log.records.size, log.captures.size, log.articles.size]).toEqual([0, 0, 0]);
  });

  it.each([300, -300])('is taken when the clock is %d seconds off', async off => {
    expect((await desk(off).file()).result).toBe('filed');
  });
});

describe('filing by two at once', () => {
  it('files once when both have the same: the other is told that it is unchanged', async () => {
    const { log, file } = desk();
    const results = await Promise.all([file(), file()]);
    expect(results.map(({ result }) => result).toSorted()).toEqual(['filed', 'unchanged']);
    expect(results[0]?.key).toBe(results[1]?.key);
    expect(await counted(log)).toEqual([results[0]?.key]);
  });

  it('keeps one record when both have the same in the same second', async () => {
    const log = new MemoryFactLog(() => start);
    const filer = { filing: log, clock: { now: () => start } };
    const results = await Promise.all([1, 2].map(() => fileArticle(filer, sampleFile(), sampleCapture)));
    expect(log.records.size).toBe(1);
    expect(await counted(log)).toEqual([results[0]?.key]);
    expect(results[1]?.key).toBe(results[0]?.key);
  });

  it('files the one and refuses the other when they differ', async () => {
    const { log, file } = desk();
    const [one, other] = await Promise.allSettled([file(), file(changed())]);
    expect(one).toMatchObject({ status: 'fulfilled', value: { result: 'filed' } });
    expect(other).toMatchObject({ status: 'rejected', reason: expect.any(AlreadyFiledError) as Error });
    expect(await counted(log)).toHaveLength(1);
  });
});

describe('filing by a process that ends', () => {
  const places = [0, 1, 2, 3].flatMap(call => [
    { call, when: 'before' as const },
    { call, when: 'after' as const },
  ]);

  it.each(places)('$when call $call is completed by filing again, and the facts count once', async place => {
    const { log, clock, file } = desk();
    const filing = endingAt(log, place.call, place.when);
    await expect(fileArticle({ filing, clock }, sampleFile(), sampleCapture)).rejects.toThrow(ProcessEnded);
    const countedBefore = await counted(log);
    const named = place.call === 3 && place.when === 'after';
    expect(countedBefore).toHaveLength(named ? 1 : 0);

    const { result, key } = await file();
    expect(result).toBe(named ? 'unchanged' : 'filed');
    expect(await counted(log)).toEqual([key]);
    expect(log.captures.size).toBe(1);
  });

  it('leaves nothing that stands in the way of a file mended in the meantime', async () => {
    const { log, clock, file } = desk();
    const filing = endingAt(log, 2, 'after');
    await expect(fileArticle({ filing, clock }, sampleFile(), sampleCapture)).rejects.toThrow(ProcessEnded);
    const { result, key } = await file(changed());
    expect(result).toBe('filed');
    expect(log.records.size).toBe(2);
    expect(await counted(log)).toEqual([key]);
  });
});
