import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../core/articles/article-file.ts';
import { amendmentName } from '../../../core/articles/record-key.ts';
import { addFacts } from '../../../core/filing/add-facts.ts';
import { amendFact } from '../../../core/filing/amend-fact.ts';
import { correctArticle } from '../../../core/filing/correct-article.ts';
import { currentArticle } from '../../../core/filing/filed-article.ts';
import { UnacceptedNotesError } from '../../../core/filing/notes/accepted.ts';
import { endingAt, ProcessEnded } from './ending-process.ts';
import { deskWithArticle } from './sample-amendment.ts';
import { sampleCapture, sampleFact } from './sample-article.ts';

const another = (number = 2, more: Partial<Fact> = {}) =>
  sampleFact({ id: `quiet-cranes.${number}`, entities: ['Port'], ...more });
const addition = (...facts: Fact[]) => ({
  article: 'quiet-cranes',
  facts: facts.length > 0 ? facts : [another()],
});
const correction = (corrected: object = { publisher: 'Harbour Courier' }, reason = 'It was reprinted.') => ({
  article: 'quiet-cranes',
  reason,
  corrected,
});

async function aDesk(capture?: string | null) {
  const { log, clock } = await deskWithArticle(capture);
  const desk = { filing: log, clock };
  return { log, desk, article: async () => (await currentArticle(log, 'quiet-cranes'))?.record };
}

describe('adding facts to a filed article', () => {
  it('files them as a record of their own, under the next name of the article', async () => {
    const { log, desk, article } = await aDesk();
    const { result, record } = await addFacts(desk, addition());
    expect(result).toBe('filed');
    expect(record).toMatchObject({ type: 'addition', articleId: 'quiet-cranes', sequence: 1 });
    expect([...log.names.keys()]).toEqual(['articles/quiet-cranes', 'amendments/quiet-cranes/0001']);
    expect((await article())?.facts.map(({ id }) => id)).toEqual(['quiet-cranes.1', 'quiet-cranes.2']);
  });

  it('changes nothing when all of it is filed', async () => {
    const { log, desk } = await aDesk();
    const first = await addFacts(desk, addition());
    const names = [...log.names.keys()];
    expect(await addFacts(desk, addition())).toEqual({ result: 'unchanged', record: first.record });
    expect(await addFacts(desk, addition(sampleFact()))).toEqual({ result: 'unchanged', record: null });
    expect([...log.names.keys()]).toEqual(names);
  });

  it.each([
    [
      'an id in use, with other content',
      addition(another(1)),
      /already: quiet-cranes\.1, with other content/,
    ],
    ['one fact that is filed beside a new one', addition(sampleFact(), another()), /next free number is 2\b/],
    ['a fact of another article', addition({ ...another(), id: 'loud-cranes.2' }), /facts\[0\]\.id/],
    [
      'evidence that the capture lacks',
      addition(another(2, { evidence: 'nowhere' })),
      /facts\[0\]\.evidence/,
    ],
    [
      'a fact that follows none that is filed',
      addition(another(2, { follows: 'quiet-cranes.9' })),
      /follows/,
    ],
    ['an article that is not filed', { article: 'none', facts: [another()] }, /begins with "none\."/],
  ])('refuses %s, and files nothing', async (_, file, says) => {
    const { log, desk } = await aDesk();
    await expect(addFacts(desk, file)).rejects.toThrow(says);
    expect(log.names.size).toBe(1);
  });

  it('lets a fact be corrected, followed and named like any other', async () => {
    const { desk } = await aDesk();
    await addFacts(
      desk,
      addition(another(2, { follows: 'quiet-cranes.1' }), another(3, { follows: 'quiet-cranes.2' })),
    );
    await addFacts(desk, addition(another(4, { follows: 'quiet-cranes.3' })));
    const corrected = another(4, { importance: 3 });
    const { record } = await amendFact(desk, {
      fact: 'quiet-cranes.4',
      reason: 'It matters more.',
      corrected,
    });
    expect(record).toMatchObject({ type: 'correction', fact: 'quiet-cranes.4', sequence: 1 });
  });

  it('needs the capture where the store keeps none, and keeps it then', async () => {
    const { log, desk } = await aDesk(null);
    await expect(addFacts(desk, addition())).rejects.toThrow('Give the captured text');
    await expect(addFacts(desk, addition(), 'Another text.')).rejects.toThrow('SHA-256');
    await addFacts(desk, addition(), sampleCapture);
    expect([...log.captures.values()]).toEqual([sampleCapture]);
  });
});

describe('adding facts that have notes', () => {
  const wrong = another(2, { statement: { en: 'The trials would begin in March 2027.' } });
  const acceptance = {
    fact: wrong.id,
    note: 'date' as const,
    words: 'March 2027',
    because: 'So.',
    by: 'B. Editor',
  };

  it('is refused until the file accepts them, by the kept text or the one that is given, and nothing is written', async () => {
    const { log, desk } = await aDesk();
    for (const capture of [undefined, sampleCapture]) {
      const refused = await addFacts(desk, addition(wrong), capture).catch((reason: unknown) => reason);
      expect(refused).toBeInstanceOf(UnacceptedNotesError);
      expect(String(refused)).toContain('addition to quiet-cranes:\nnote: quiet-cranes.2 statement.en: ');
      expect(String(refused)).toContain('"note": "date", "words": "March 2027"');
    }
    const other = { ...addition(wrong), accepted: [{ ...acceptance, words: 'March 2028' }] };
    await expect(addFacts(desk, other)).rejects.toThrow(UnacceptedNotesError);
    expect([log.records.size, log.names.size]).toEqual([1, 1]);
  });

  it('keeps in the record what the file accepts, and asks nothing when it is filed again', async () => {
    const { log, desk } = await aDesk();
    const { record } = await addFacts(desk, { ...addition(wrong), accepted: [acceptance] });
    expect(await log.read(log.names.get('amendments/quiet-cranes/0001') ?? '')).toEqual(record);
    expect(record).toMatchObject({ facts: [wrong], accepted: [acceptance] });
    expect(await addFacts(desk, addition(wrong))).toEqual({ result: 'unchanged', record });
    expect(log.records.size).toBe(2);
  });

  it('takes no word on what the file does not hold, such as the article', async () => {
    const { desk } = await aDesk();
    for (const fact of ['quiet-cranes', 'quiet-cranes.1'])
      await expect(addFacts(desk, { ...addition(), accepted: [{ ...acceptance, fact }] })).rejects.toThrow(
        /accepted\[0\]\.fact\n.*where:.*\n.*the id of what this file holds|accepted\[0\]\.fact/,
      );
  });

  it('reads the dates by those of the article, as filing the article does', async () => {
    const { desk } = await aDesk();
    const known = another(2, { statement: { en: 'In February 2026 the director spoke of quiet cranes.' } });
    expect((await addFacts(desk, addition(known))).result).toBe('filed');
  });

  it('raises none without a capture', async () => {
    const { desk } = await aDesk(null);
    expect((await addFacts(desk, addition(wrong), null)).result).toBe('filed');
  });
});

describe('correcting a filed article', () => {
  it('puts the named fields right, takes away what is null, and leaves the others and the facts', async () => {
    const { desk, article } = await aDesk();
    const filed = await article();
    const { result, before } = await correctArticle(
      desk,
      correction({ publisher: 'Harbour Courier', url: null }),
    );
    expect([result, before]).toEqual(['filed', filed?.article]);
    const { url: _, ...rest } = filed?.article ?? {};
    expect(await article()).toEqual({ ...filed, article: { ...rest, publisher: 'Harbour Courier' } });
  });

  it('changes nothing when the same is filed again, and refuses what is right already for another reason', async () => {
    const { log, desk } = await aDesk();
    await correctArticle(desk, correction());
    expect((await correctArticle(desk, correction())).result).toBe('unchanged');
    await expect(correctArticle(desk, correction(undefined, 'We say so.'))).rejects.toThrow('already, since');
    expect(log.names.size).toBe(2);
  });

  it.each([
    ['the capture', { capture: { sha256: 'a'.repeat(64), characters: 1 } }, /corrected\.capture/],
    ['the id', { id: 'loud-cranes' }, /corrected\.id/],
    ['nothing', {}, /at least one field/],
    ['a title away', { title: null }, /corrected\.title/],
    [
      'a date after the article was read',
      { published: { date: '2026-04', basis: 'stated' } },
      /published\.date/,
    ],
    ['an address that is no https', { url: 'http://courier.example' }, /corrected\.url/],
  ])('refuses to change %s', async (_, corrected, says) => {
    const { log, desk } = await aDesk();
    await expect(correctArticle(desk, correction(corrected) as never)).rejects.toThrow(says);
    expect(log.names.size).toBe(1);
  });
});

describe('correcting when an article says that it was published', () => {
  const published = { date: '2026-02-25', basis: 'stated' as const };
  const dated = (more: object = {}) => ({ ...correction({ published }), ...more });
  const acceptance = {
    fact: 'quiet-cranes',
    note: 'date' as const,
    words: '2026-02-25',
    because: 'It stands in the picture.',
    by: 'B. Editor',
  };

  it('is refused where the kept text does not have the date, until the file accepts that', async () => {
    const { log, desk } = await aDesk();
    const refused = await correctArticle(desk, dated()).catch((reason: unknown) => reason);
    expect(refused).toBeInstanceOf(UnacceptedNotesError);
    expect(String(refused)).toContain(
      'correction of the article quiet-cranes:\nnote: quiet-cranes published.date: ',
    );
    const other = dated({ accepted: [{ ...acceptance, words: '2026-02-26' }] });
    await expect(correctArticle(desk, other)).rejects.toThrow(UnacceptedNotesError);
    expect([log.records.size, log.names.size]).toEqual([1, 1]);
    const { record } = await correctArticle(desk, dated({ accepted: [acceptance] }));
    expect(record).toMatchObject({ corrected: { published }, accepted: [acceptance] });
    expect(await log.read(log.names.get('amendments/quiet-cranes/0001') ?? '')).toEqual(record);
    expect(await correctArticle(desk, dated())).toEqual({
      result: 'unchanged',
      record,
      before: record.corrected,
    });
  });

  it('asks nothing of a date that follows from something else, that the text has, or that was filed as stated', async () => {
    const { desk } = await aDesk();
    const inferred = { ...published, basis: 'inferred', because: 'The week of the fair.' };
    const stated = { date: '2026-03', basis: 'stated' };
    expect((await correctArticle(desk, dated({ corrected: { published: inferred } }) as never)).result).toBe(
      'filed',
    );
    expect((await correctArticle(desk, dated({ corrected: { published: stated } }) as never)).result).toBe(
      'filed',
    );
    await correctArticle(desk, dated({ accepted: [acceptance] }));
    const more = dated({ corrected: { published, publisher: 'Harbour Courier' } });
    expect((await correctArticle(desk, more)).result).toBe('filed');
  });

  it('needs the text only then, and keeps the one that is given', async () => {
    const { log, desk } = await aDesk(null);
    await expect(correctArticle(desk, dated())).rejects.toThrow('Give the captured text');
    await expect(correctArticle(desk, dated(), 'Another text.')).rejects.toThrow('SHA-256');
    await expect(correctArticle(desk, dated(), sampleCapture)).rejects.toThrow(UnacceptedNotesError);
    expect(log.captures.size).toBe(0);
    expect((await correctArticle(desk, correction())).result).toBe('filed');
    await correctArticle(desk, dated({ accepted: [acceptance] }), `\ufeff${sampleCapture}`);
    expect([...log.captures.values()]).toEqual([sampleCapture]);
  });

  it('takes no word on a fact, which it does not hold', async () => {
    const { desk } = await aDesk();
    const file = dated({ accepted: [{ ...acceptance, fact: 'quiet-cranes.1' }] });
    await expect(correctArticle(desk, file)).rejects.toThrow('accepted[0].fact');
  });
});

describe('amending an article by several at once, or by a process that ends', () => {
  it('counts each in order, whoever comes first', async () => {
    const { log, desk, article } = await aDesk();
    await Promise.all([
      addFacts(desk, addition(another(2))),
      correctArticle(desk, correction()),
      addFacts(desk, addition(another(3))),
      addFacts(desk, addition(another(3))),
    ]);
    expect((await article())?.facts.map(({ id }) => id).sort()).toEqual(
      [1, 2, 3].map(n => `quiet-cranes.${n}`),
    );
    expect((await article())?.article.publisher).toBe('Harbour Courier');
    expect([1, 2, 3, 4].map(n => log.names.has(amendmentName('quiet-cranes', n)))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('is completed by filing again, and counts once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(7),
        fc.constantFrom('before' as const, 'after' as const),
        async (call, when) => {
          const { log, desk, article } = await aDesk();
          const ending = { ...desk, filing: endingAt(log, call, when) };
          await addFacts(ending, addition()).catch(error => expect(error).toBeInstanceOf(ProcessEnded));
          await addFacts(desk, addition());
          expect((await article())?.facts).toHaveLength(2);
          expect(log.names.size).toBe(2);
        },
      ),
      { numRuns: 16 },
    );
  });
});
