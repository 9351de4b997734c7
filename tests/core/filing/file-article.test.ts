import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArticleFile } from '../../../core/articles/article-file.ts';
import { recordKey, recordName } from '../../../core/articles/record-key.ts';
import { readWindow } from '../../../core/edition/read-window.ts';
import { retrievedMistakes } from '../../../core/filing/check-article.ts';
import { fileArticle } from '../../../core/filing/file-article.ts';
import { AlreadyFiledError, ClockOffError } from '../../../core/filing/filing-errors.ts';
import { UnacceptedNotesError } from '../../../core/filing/notes/accepted.ts';
import { InvalidInputError } from '../../../core/foundation/errors.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { type Instant, plusHours, toInstant } from '../../../core/foundation/instant.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { MemorySeals } from '../../support/memory/memory-archive.ts';
import { MemoryFactLog } from '../../support/memory/memory-fact-log.ts';
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
    keys.map(async key => (await log.recordNamed(recordName(await log.read(key)))) === key),
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

  it('keeps a capture in the form that the article names, in whatever form it is given', async () => {
    const windows = `\ufeff${sampleCapture.replaceAll('\n', '\r\n')}`;
    const { log, file } = desk();
    await file(sampleFile(), windows);
    const named = { sha256: sha256(windows), characters: Array.from(windows).length };
    const { article, facts } = sampleFile([sampleFact({ id: 'loud-cranes.1' })]);
    await file({ article: { ...article, id: 'loud-cranes', capture: named }, facts }, sampleCapture);
    expect([...log.captures.entries()]).toEqual([
      [sha256(sampleCapture), sampleCapture],
      [sha256(windows), windows],
    ]);
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
    expect(String(error)).toContain('courant facts correct FACT FILE');
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
    expect([log.records.size, log.captures.size, log.names.size]).toEqual([0, 0, 0]);
  });

  it.each([301, -301])('is refused when the clock is %d seconds off, and nothing is written', async off => {
    const { log, clock, file } = desk(off);
    const error = await file().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ClockOffError);
    expect(String(error)).toContain(`says ${clock.now()}, the store's says ${start};`);
    expect([log.records.size, log.captures.size, log.names.size]).toEqual([0, 0, 0]);
  });

  it.each([300, -300])('is taken when the clock is %d seconds off', async off => {
    expect((await desk(off).file()).result).toBe('filed');
  });
});

describe('a day of capture', () => {
  /** The store's clock stands on 23 November 2026. */
  const capturedOn = (retrieved: string): ArticleFile => {
    const { article, facts } = sampleFile();
    return { article: { ...article, retrieved }, facts };
  };

  it('that has not come is refused by the store’s clock, and nothing is written', async () => {
    const { log, file } = desk();
    const refused = await file(capturedOn('2026-11-25')).catch((reason: unknown) => reason);
    expect(refused).toBeInstanceOf(InvalidInputError);
    expect((refused as InvalidInputError).mistakes).toEqual([
      expect.objectContaining({ path: 'article.retrieved', found: '"2026-11-25"' }),
    ]);
    expect([log.records.size, log.captures.size, log.names.size]).toEqual([0, 0, 0]);
  });

  it('is refused exactly where it is more than a day ahead, in any time zone’s view', () => {
    const days = fc.integer({ min: -400, max: 400 });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 23 }), (ahead, hour) => {
        const now = plusHours(toInstant('2026-11-23T00:00:00Z'), hour);
        const retrieved = plusHours(now, 24 * ahead).slice(0, 10);
        const found = retrievedMistakes(capturedOn(retrieved), now, 'a.json');
        expect(found.map(({ path }) => path)).toEqual(ahead > 1 ? ['article.retrieved'] : []);
      }),
    );
  });

  it('of what is filed asks nothing again, nor that of what ships without its text', async () => {
    const { log, clock, file } = desk();
    const ahead = capturedOn('2027-01-01');
    expect((await fileArticle({ filing: log, clock }, ahead, null)).result).toBe('filed');
    expect((await file(ahead)).result).toBe('unchanged');
  });
});

describe('filing what has notes', () => {
  const wrong = sampleFact({ statement: { en: 'The trials would begin in March 2027.' } });
  const acceptance = {
    fact: wrong.id,
    note: 'date' as const,
    words: 'March 2027',
    because: 'The port put the year right.',
    by: 'B. Editor',
  };

  it('is refused until the file accepts them, and nothing is written', async () => {
    const { log, file } = desk();
    const refused = await file(sampleFile([wrong])).catch((reason: unknown) => reason);
    expect(refused).toBeInstanceOf(UnacceptedNotesError);
    expect(String(refused)).toContain('"note": "date", "words": "March 2027"');
    await expect(
      file({ ...sampleFile([wrong]), accepted: [{ ...acceptance, words: 'March 2028' }] }),
    ).rejects.toThrow(UnacceptedNotesError);
    expect([log.records.size, log.captures.size, log.names.size]).toEqual([0, 0, 0]);
  });

  it('keeps in the record what the file accepts', async () => {
    const { log, file } = desk();
    const { key } = await file({ ...sampleFile([wrong]), accepted: [acceptance] });
    expect(await log.read(key)).toMatchObject({ facts: [wrong], accepted: [acceptance] });
  });

  it('asks nothing again: which notes a file accepts is no difference to what is filed', async () => {
    const { log, file } = desk();
    const first = await file({ ...sampleFile([wrong]), accepted: [acceptance] });
    expect(await file(sampleFile([wrong]))).toEqual({ ...first, result: 'unchanged' });
    expect(log.records.size).toBe(1);
  });

  it('without a capture raises none', async () => {
    const { log, clock } = desk();
    expect((await fileArticle({ filing: log, clock }, sampleFile([wrong]), null)).result).toBe('filed');
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
  const places = [0, 1, 2, 3, 4].flatMap(call => [
    { call, when: 'before' as const },
    { call, when: 'after' as const },
  ]);

  it.each(places)('$when call $call is completed by filing again, and the facts count once', async place => {
    const { log, clock, file } = desk();
    const filing = endingAt(log, place.call, place.when);
    await expect(fileArticle({ filing, clock }, sampleFile(), sampleCapture)).rejects.toThrow(ProcessEnded);
    const countedBefore = await counted(log);
    const named = place.call === 4 && place.when === 'after';
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

describe('filing by a process that sleeps', () => {
  const to = plusHours(start, 0.5);
  const weekly = { publication: 'weekly', edition: '2026-11-23', number: 1, previous: null };
  const methods = ['look', 'keepCapture', 'append', 'nameRecord'] as const;

  /** A store on which somebody files with a sleep of some hours after their n-th call (from 0). */
  async function filedWithSleep(call: number, hours: number, calls = 1) {
    let now = start;
    const log = new MemoryFactLog(() => now);
    let made = 0;
    const filing = new Proxy(log, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function' || !methods.some(known => known === name)) return method;
        return async (...input: unknown[]) => {
          const answer: unknown = await Reflect.apply(method, target, input);
          if (made >= call && made < call + calls) now = plusHours(now, hours);
          made += 1;
          return answer;
        };
      },
    });
    const result = await fileArticle({ filing, clock: { now: () => start } }, sampleFile(), sampleCapture);
    return { log, result, now };
  }

  /** What an edition takes up that is published after the one whose window ended while the process slept. */
  async function takenUp(log: MemoryFactLog, end: Instant): Promise<string[]> {
    const seals = new MemorySeals();
    const files = { 'manifest.json': '', 'message.eml': '' };
    const window = { from: null, to };
    await seals.write({ version: 1, plan: { ...weekly, window }, records: [], mailed: true, files });
    const next = { ...weekly, edition: '2026-12-30', number: 2, previous: weekly.edition };
    const records = await readWindow(
      { log, seals },
      { ...next, window: { from: to, to: end } },
      aPublication(),
    );
    return records.map(({ key }) => key);
  }

  it.each([0, 1, 2])(
    'for days after call %d loses nothing: the next edition has the facts, once',
    async call => {
      const { log, result, now } = await filedWithSleep(call, 24 * 30);
      expect(result).toMatchObject({ result: 'filed', recordedAt: plusHours(start, 24 * 30) });
      expect(await takenUp(log, plusHours(now, 1))).toEqual([result.key]);
      expect(log.records.size).toBe(2);
    },
  );

  it('again and again loses nothing either', async () => {
    const { log, result, now } = await filedWithSleep(1, 50, 5);
    expect(await takenUp(log, plusHours(now, 1))).toEqual([result.key]);
    expect(log.records.size).toBeGreaterThan(2);
  });

  it('for up to a day needs no second record, as the next edition looks back further', async () => {
    const { log, result, now } = await filedWithSleep(1, 24);
    expect(result.recordedAt).toBe(start);
    expect(log.records.size).toBe(1);
    expect(await takenUp(log, plusHours(now, 1))).toEqual([result.key]);
  });

  it('is told the record of somebody else who filed the same in the meantime', async () => {
    const other = await filedWithSleep(9, 0);
    const slow = new MemoryFactLog(() => plusHours(start, 100));
    const [key = ''] = other.log.records.keys();
    slow.records.set(key, other.log.records.get(key) ?? '');
    const naming = slow.append.bind(slow);
    slow.append = async record => {
      slow.names.set(recordName(record), key);
      return naming(record);
    };
    const clock = { now: () => plusHours(start, 100) };
    const result = await fileArticle({ filing: slow, clock }, sampleFile(), sampleCapture);
    expect(result).toEqual({ result: 'unchanged', key, recordedAt: start });
  });
});
