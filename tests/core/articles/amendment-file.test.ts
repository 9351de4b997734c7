import { describe, expect, it } from 'vitest';
import { parseAmendmentFile } from '../../../core/articles/amendment-file.ts';
import { refusalOf } from '../filing/refusal.ts';
import { sampleCorrection, sampleRetraction } from '../filing/sample-amendment.ts';
import { sampleFact } from '../filing/sample-article.ts';

const inCorrected = (fields: object) => ({
  ...sampleCorrection(),
  corrected: { ...sampleFact(), ...fields },
});

describe('a correction or retraction, as it is written', () => {
  it.each([
    sampleCorrection(),
    sampleRetraction(),
    { ...sampleRetraction(), reason: { en: 'A.', de: 'B.' } },
  ])('is taken when all is right, as text and as a value', file => {
    expect(parseAmendmentFile(JSON.stringify(file), 'c.json')).toEqual(file);
    expect(parseAmendmentFile(file, 'c.json')).toEqual(file);
  });

  it.each<[object, string, string]>([
    [{ fact: undefined }, 'fact', 'string'],
    [{ fact: 'quiet-cranes', corrected: undefined }, 'fact', 'a full stop and a number'],
    [{ reason: undefined }, 'reason', 'text, or text by language tag'],
    [{ reason: '' }, 'reason', 'at least 1 char'],
    [{ reason: 'x'.repeat(401) }, 'reason', 'at most 400'],
    [{ reason: 'We said "this week".' }, 'reason', 'the day on which they are read'],
    [{ reason: { 'en-GB': 'It was yesterday.' } }, 'reason.en-GB', 'the day on which they are read'],
    [{ reason: { en_GB: 'It was.' } }, 'reason.en_GB', 'language tag'],
    [{ correct: {} }, 'correct', 'no such field'],
    [{ corrected: null }, 'corrected', 'object'],
    [inCorrected({ id: 'quiet-cranes.2' }), 'corrected.id', '"quiet-cranes.1", as "fact" says'],
    [inCorrected({ evidence: undefined }), 'corrected.evidence', 'string'],
    [inCorrected({ kind: 'measure' }), 'corrected.status', 'a status, for every measure'],
    [inCorrected({ sameAs: 'quiet-cranes.1' }), 'corrected.sameAs', 'the id of another fact'],
    [inCorrected({ follows: '3-07' }), 'corrected.follows', 'a full stop and a number'],
    [inCorrected({ statement: { en: 'It came today.' } }), 'corrected.statement.en', 'the day on which'],
    [
      inCorrected({ dates: [{ date: '2026-03-09', what: { 'zh-Hans': '明年生效' } }] }),
      'corrected.dates[0].what.zh-Hans',
      'the day on which',
    ],
    [
      inCorrected({ why: { remark: 'The port said so last week.', by: 'Ed' } }),
      'corrected.why.remark',
      'the day on which',
    ],
  ])('is refused for %j', (fields, path, expected) => {
    const mistakes = refusalOf(() => parseAmendmentFile({ ...sampleCorrection(), ...fields }, 'c.json'));
    expect(mistakes).toEqual([
      expect.objectContaining({
        source: 'c.json',
        path,
        expected: expect.stringContaining(expected) as string,
        found: expect.any(String) as string,
        todo: expect.stringMatching(/./) as string,
      }),
    ]);
  });

  it('is refused for all its mistakes at once, whatever hides behind others', () => {
    const file = {
      fact: 'quiet-cranes.1',
      reason: { en: 'Late last week.', de: 7 },
      corrected: { ...sampleFact({ id: 'other.1' }), kind: 'rumour', statement: { en: 'Today it rained.' } },
    };
    const paths = refusalOf(() => parseAmendmentFile(file, 'c.json')).map(({ path }) => path);
    expect(paths.toSorted()).toEqual([
      'corrected.id',
      'corrected.kind',
      'corrected.statement.en',
      'reason.de',
      'reason.en',
    ]);
  });

  it.each([[null], [[]], [7], ['"text"'], ['{'], [{ corrected: [] }]])(
    'is refused, not stumbled over, when it is %j instead',
    input => {
      expect(refusalOf(() => parseAmendmentFile(input, 'c.json')).length).toBeGreaterThan(0);
    },
  );
});
