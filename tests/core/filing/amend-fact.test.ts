import { describe, expect, it } from 'vitest';
import type { AmendmentFile } from '../../../core/articles/amendment-file.ts';
import { amendmentName, recordKey } from '../../../core/articles/record-key.ts';
import { amendFact } from '../../../core/filing/amend-fact.ts';
import {
  ClockOffError,
  NoAmendmentRecordError,
  NoCaptureError,
  NoSuchFactError,
  NothingToCorrectError,
} from '../../../core/filing/filing-errors.ts';
import { UnacceptedNotesError } from '../../../core/filing/notes/accepted.ts';
import { InvalidInputError } from '../../../core/foundation/errors.ts';
import { plusHours } from '../../../core/foundation/instant.ts';
import { amendments, deskWithArticle, sampleCorrection, sampleRetraction } from './sample-amendment.ts';
import { sampleCapture, sampleFact } from './sample-article.ts';

/** How it was refused; fails when it was not. */
async function refusal(call: Promise<unknown>): Promise<Error> {
  return call.then(
    () => expect.fail('it was filed'),
    (error: Error) => error,
  );
}

describe('a correction that has notes', () => {
  const more = { statement: { en: 'The council gave 5 million for cranes that make little noise.' } };
  const acceptance = {
    fact: 'quiet-cranes.1',
    note: 'figure' as const,
    words: '5 million',
    because: 'The council put the sum right.',
    by: 'B. Editor',
  };

  it('is refused until it accepts them, and nothing is written', async () => {
    const desk = await deskWithArticle();
    const ports = { filing: desk.log, clock: desk.clock };
    const records = desk.log.records.size;
    const error = await refusal(amendFact(ports, sampleCorrection(more)));
    expect(error).toBeInstanceOf(UnacceptedNotesError);
    expect(error.message).toContain('"note": "figure", "words": "5 million"');
    expect(desk.log.records.size).toBe(records);
  });

  it('keeps in the record what it accepts, and asks nothing when it is filed again', async () => {
    const desk = await deskWithArticle();
    const ports = { filing: desk.log, clock: desk.clock };
    const file = sampleCorrection(more);
    const { record } = await amendFact(ports, { ...file, accepted: [acceptance] });
    expect(record).toMatchObject({ type: 'correction', accepted: [acceptance] });
    expect(await amendments(desk.log)).toEqual([record]);
    expect(await amendFact(ports, file)).toMatchObject({ result: 'unchanged', record });
  });
});

describe('amending a fact', () => {
  it("files a correction under the store's time, as the first of its fact", async () => {
    const desk = await deskWithArticle();
    const { log, clock } = desk;
    const file = sampleCorrection();
    const amended = await amendFact({ filing: log, clock }, { ...file, $schema: './correction.schema.json' });
    const { record, key } = amended;
    expect(record).toEqual({
      type: 'correction',
      recordedAt: expect.any(String),
      fact: 'quiet-cranes.1',
      sequence: 1,
      reason: file.reason,
      corrected: file.corrected,
    });
    expect(amended).toEqual({ result: 'filed', key: recordKey(record), record, before: sampleFact() });
    expect(log.names.get('amendments/quiet-cranes.1/0001')).toBe(key);
    expect(await log.read(key)).toEqual(record);
    expect(record.recordedAt > desk.start).toBe(true);
  });

  it('numbers what follows, and says what stood before each: a correction, nothing, a fact brought back', async () => {
    const desk = await deskWithArticle();
    const ports = { filing: desk.log, clock: desk.clock };
    const files = [sampleCorrection(), sampleRetraction(), sampleCorrection(), sampleCorrection({})];
    const results = [];
    for (const file of files) results.push(await amendFact(ports, file));
    expect(results.map(({ result, record }) => [result, record.type, record.sequence])).toEqual([
      ['filed', 'correction', 1],
      ['filed', 'retraction', 2],
      ['filed', 'correction', 3],
      ['filed', 'correction', 4],
    ]);
    const [first] = files;
    expect(results.map(({ before }) => before)).toEqual([
      sampleFact(),
      first?.corrected,
      null,
      first?.corrected,
    ]);
    expect(await amendments(desk.log)).toEqual(results.map(({ record }) => record));
  });

  it.each([
    ['the same correction', sampleCorrection(), sampleCorrection()],
    ['the same retraction', sampleRetraction(), sampleRetraction()],
    ['a retraction of what is retracted', sampleRetraction(), sampleRetraction('Another reason.')],
  ])('changes nothing for %s again', async (_, file, again) => {
    const { log, clock } = await deskWithArticle();
    const first = await amendFact({ filing: log, clock }, file);
    const records = [...log.records];
    const second = await amendFact({ filing: log, clock }, again);
    expect(second).toEqual({ ...first, result: 'unchanged', before: file.corrected ?? null });
    expect([...log.records]).toEqual(records);
    expect(log.names.size).toBe(2);
  });

  it('refuses to correct a fact into what stands: as it was filed, or as it was corrected', async () => {
    const { log, clock } = await deskWithArticle();
    const ports = { filing: log, clock };
    const asFiled = await refusal(amendFact(ports, sampleCorrection({})));
    expect(asFiled).toBeInstanceOf(NothingToCorrectError);
    expect(asFiled.message).toContain('the same as in its article, filed at 2026-11-23T05:59:58Z');
    const { record } = await amendFact(ports, sampleCorrection());
    const otherReason: AmendmentFile = { ...sampleCorrection(), reason: 'Said otherwise.' };
    const asCorrected = await refusal(amendFact(ports, otherReason));
    expect(asCorrected.message).toContain(`the same as in correction 1 of ${record.recordedAt}`);
    expect(await amendments(log)).toEqual([record]);
  });

  it('refuses a fact that is not filed, with those that are', async () => {
    const { log, clock } = await deskWithArticle();
    const amend = (fact: string) =>
      refusal(amendFact({ filing: log, clock }, { ...sampleRetraction(), fact }));
    const [noFact, noArticle] = [await amend('quiet-cranes.2'), await amend('loud-cranes.1')];
    expect(noFact).toBeInstanceOf(NoSuchFactError);
    expect(noFact.message).toContain('filed at 2026-11-23T05:59:58Z with quiet-cranes.1.');
    expect(noArticle).toBeInstanceOf(NoSuchFactError);
    expect(noArticle.message).toMatch(/no article is filed under .*digest\.json/);
    expect(log.records.size).toBe(1);
  });

  it.each([301, -301])('is refused when the clock is %d seconds off', async off => {
    const { log, clock } = await deskWithArticle();
    const wrong = { now: () => plusHours(clock.now(), off / 3600) };
    const error = await refusal(amendFact({ filing: log, clock: wrong }, sampleRetraction()));
    expect(error).toBeInstanceOf(ClockOffError);
    expect(log.records.size).toBe(1);
  });

  it('goes no further where something else has the name of a correction', async () => {
    const { log, clock } = await deskWithArticle();
    const { key } = await amendFact({ filing: log, clock }, sampleRetraction());
    log.names.set(amendmentName('quiet-cranes.1', 2), key);
    const error = await refusal(amendFact({ filing: log, clock }, sampleCorrection()));
    expect(error).toBeInstanceOf(NoAmendmentRecordError);
  });
});

describe('the evidence of a corrected fact', () => {
  const wrong = { evidence: 'words that nobody wrote', quote: 'nor said' };

  it('is looked up in the capture that the store keeps', async () => {
    const { log, clock } = await deskWithArticle();
    const error = await refusal(amendFact({ filing: log, clock }, sampleCorrection(wrong)));
    expect(error).toBeInstanceOf(InvalidInputError);
    const paths = (error as InvalidInputError).mistakes.map(({ path }) => path);
    expect(paths).toEqual(['corrected.evidence', 'corrected.quote']);
    expect(log.records.size).toBe(1);
  });

  it('is looked up in the capture that is given where the store keeps none, which keeps it from then on', async () => {
    const { log, clock } = await deskWithArticle(null);
    const ports = { filing: log, clock };
    const without = await refusal(amendFact(ports, sampleCorrection()));
    expect(without).toBeInstanceOf(NoCaptureError);
    expect(without.message).toContain('--capture');
    expect(await refusal(amendFact(ports, sampleCorrection(wrong), sampleCapture))).toBeInstanceOf(
      InvalidInputError,
    );
    expect([log.records.size, log.captures.size]).toEqual([1, 0]);
    await amendFact(ports, sampleCorrection(), sampleCapture);
    expect([...log.captures.values()]).toEqual([sampleCapture]);
    expect((await amendFact(ports, sampleCorrection({ importance: 1 }))).record.sequence).toBe(2);
  });

  it('is looked up in that capture however a program saved it, and kept as the article names it', async () => {
    const { log, clock } = await deskWithArticle(null);
    const windows = `\ufeff${sampleCapture.replaceAll('\n', '\r\n')}`;
    await amendFact({ filing: log, clock }, sampleCorrection(), windows);
    expect([...log.captures.values()]).toEqual([sampleCapture]);
  });

  it('is not looked up in another text than the article was filed with', async () => {
    const { log, clock } = await deskWithArticle();
    const call = amendFact({ filing: log, clock }, sampleCorrection(), `${sampleCapture} `);
    expect((await refusal(call)).message).toContain('the text that the article was filed with');
    expect([log.records.size, log.captures.size]).toEqual([1, 1]);
  });

  it('is taken for what ships with the project, but not if the store can tell that it is wrong', async () => {
    const shipped = await deskWithArticle(null);
    const amended = await amendFact({ filing: shipped.log, clock: shipped.clock }, sampleCorrection(), null);
    expect(amended.result).toBe('filed');
    const filed = await deskWithArticle();
    const call = amendFact({ filing: filed.log, clock: filed.clock }, sampleCorrection(wrong), null);
    expect(await refusal(call)).toBeInstanceOf(InvalidInputError);
  });

  it('is one of the mistakes that are named at once, with what the article and the log say of the fact', async () => {
    const { log, clock } = await deskWithArticle();
    const occurred = { date: '2026-03-03', basis: 'stated' } as const;
    const more = { ...wrong, occurred, sameAs: 'quiet-cranes.7', follows: 'loud-cranes.1' };
    const error = await refusal(amendFact({ filing: log, clock }, sampleCorrection(more)));
    const mistakes = (error as InvalidInputError).mistakes;
    expect(mistakes.map(({ path, found }) => [path, found])).toEqual([
      ['corrected.occurred.date', '"2026-03-03"'],
      ['corrected.sameAs', '"quiet-cranes.7"'],
      ['corrected.follows', '"loud-cranes.1"'],
      ['corrected.evidence', '"words that nobody wrote"'],
      ['corrected.quote', '"nor said"'],
    ]);
    expect(mistakes[1]?.expected).toBe('the id of a filed fact; its article has quiet-cranes.1');
  });
});
