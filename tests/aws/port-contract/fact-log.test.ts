import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LogRecord } from '../../../core/articles/log-record.ts';
import { amendmentName } from '../../../core/articles/record-key.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { type Instant, instantOf } from '../../../core/foundation/instant.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { describeInBothPlaces, hours, storeTime } from './both-places.ts';

const recordOf = (recordedAt: Instant, id: string): LogRecord =>
  aRecord(recordedAt, anArticleFile(id)).record;

describeInBothPlaces('FactLog', ports => {
  it('gives back a record as it was appended, under the key that append named', async () => {
    const record = recordOf(storeTime, 'an-article');
    const key = await ports.log.append(record);
    expect(await ports.log.read(key)).toEqual(record);
    expect(await ports.log.keys(null, hours(1))).toEqual([key]);
  });

  it('changes nothing when the same record is appended again', async () => {
    const record = recordOf(storeTime, 'an-article');
    const key = await ports.log.append(record);
    expect(await ports.log.append(record)).toBe(key);
    expect(await ports.log.keys(null, hours(1))).toEqual([key]);
  });

  it('refuses to read a record that is not there', async () => {
    const { key } = aRecord(storeTime, anArticleFile('an-article'));
    await expect(ports.log.read(key)).rejects.toThrow(key);
  });

  it('lists keys from the first instant to before the last, oldest first', async () => {
    const times = [hours(-400 * 24), hours(-48), hours(-1), storeTime, hours(20)];
    const keys = new Map<Instant, string>();
    for (const time of times.toReversed()) keys.set(time, await ports.log.append(recordOf(time, 'a')));
    const all = times.map(time => keys.get(time));
    expect(await ports.log.keys(null, hours(21))).toEqual(all);
    expect(await ports.log.keys(null, hours(20))).toEqual(all.slice(0, 4));
    expect(await ports.log.keys(hours(-48), storeTime)).toEqual(all.slice(1, 3));
    expect(await ports.log.keys(storeTime, storeTime)).toEqual([]);
    expect(await ports.log.keys(hours(21), hours(30))).toEqual([]);
  });

  it('never loses or repeats a record where windows touch, whatever the instants', async () => {
    const second = fc.integer({ min: -3 * 86_400, max: 3 * 86_400 });
    const instant = second.map(seconds => instantOf(new Date(Date.parse(storeTime) + seconds * 1000)));
    const filed = new Map<string, Instant>();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(instant, { maxLength: 4 }),
        fc.tuple(instant, instant, instant),
        async (times, cuts) => {
          for (const time of times) {
            count += 1;
            filed.set(await ports.log.append(recordOf(time, `article-${count}`)), time);
          }
          const [from, middle, to] = cuts.toSorted() as [Instant, Instant, Instant];
          const windows = [...(await ports.log.keys(from, middle)), ...(await ports.log.keys(middle, to))];
          const wanted = [...filed].filter(([, time]) => time >= from && time < to).map(([key]) => key);
          expect(windows).toEqual(wanted.sort());
        },
      ),
      {
        numRuns: 20,
        examples: [
          [[storeTime], [storeTime, storeTime, hours(1)]],
          [[], [hours(-1), storeTime, storeTime]],
        ],
      },
    );
  });

  it('names the record of an article once, and tells everybody the same', async () => {
    expect(await ports.log.recordNamed('articles/an-article')).toBeUndefined();
    const names = ['log/one.json', 'log/two.json', 'log/three.json'];
    const answers = await Promise.all(names.map(name => ports.log.nameRecord('articles/an-article', name)));
    expect(new Set(answers).size).toBe(1);
    expect(names).toContain(answers[0]);
    expect(await ports.log.nameRecord('articles/an-article', 'log/later.json')).toBe(answers[0]);
    expect(await ports.log.recordNamed('articles/an-article')).toBe(answers[0]);
    expect(await ports.log.recordNamed('articles/another')).toBeUndefined();
  });

  it('names the corrections and retractions of a fact by their number, each once', async () => {
    const amendment = { recordedAt: storeTime, fact: 'an-article.1', reason: 'It was wrong.' };
    const corrected = aFact('an-article', 1, { importance: 3 });
    const records: LogRecord[] = [
      { type: 'correction', ...amendment, sequence: 1, corrected },
      { type: 'retraction', ...amendment, sequence: 2 },
      { type: 'retraction', ...amendment, sequence: 2, reason: { en: 'It is wrong.', de: 'Es ist falsch.' } },
    ];
    const keys = [];
    for (const record of records) {
      const key = await ports.log.append(record);
      expect(await ports.log.read(key)).toEqual(record);
      keys.push(key);
    }
    expect(new Set(await ports.log.keys(storeTime, hours(1)))).toEqual(new Set(keys));
    const [first = '', second = '', third = ''] = keys;
    const name = (sequence: number) => amendmentName('an-article.1', sequence);
    expect(await ports.log.nameRecord(name(1), first)).toBe(first);
    expect(await ports.log.nameRecord(name(2), third)).toBe(third);
    expect(await ports.log.nameRecord(name(2), second)).toBe(third);
    expect(await ports.log.look(name(1))).toEqual({ now: storeTime, filedAs: first });
    expect(await ports.log.recordNamed(name(2))).toBe(third);
    expect(await ports.log.look(name(3))).toEqual({ now: storeTime, filedAs: undefined });
    expect(await ports.log.recordNamed(amendmentName('an-article.10', 1))).toBeUndefined();
    expect(await ports.log.recordNamed('articles/an-article')).toBeUndefined();
  });

  it('says what time the store has and what is filed, before and after filing', async () => {
    expect(await ports.log.now()).toBe(storeTime);
    expect(await ports.log.look('articles/an-article')).toEqual({ now: storeTime, filedAs: undefined });
    await ports.log.nameRecord('articles/an-article', 'log/one.json');
    expect(await ports.log.look('articles/an-article')).toEqual({ now: storeTime, filedAs: 'log/one.json' });
  });

  it('keeps a capture twice without complaint', async () => {
    const text = '文本 and text\n';
    await ports.log.keepCapture(sha256(text), text);
    await ports.log.keepCapture(sha256(text), text);
    expect(await ports.log.keys(null, hours(1))).toEqual([]);
  });

  it('gives a capture back to the last character, and knows none that was not kept', async () => {
    const texts = ['文本 “and” text\r\n\n', '\ufeffwith a byte order mark', '𝒬\u0000'];
    for (const text of texts) await ports.log.keepCapture(sha256(text), text);
    for (const text of texts) expect(await ports.log.readCapture(sha256(text))).toBe(text);
    expect(await ports.log.readCapture(sha256('another text'))).toBeUndefined();
  });
});
