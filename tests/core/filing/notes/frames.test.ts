import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../core/articles/article-file.ts';
import { evidenceOf, notesOn } from './of-one-fact.ts';

const noted = (fact: Partial<Fact>, capture: string) =>
  evidenceOf(notesOn({ kind: 'event', ...fact }, capture), 'certainty').length;
const evidence = 'the port sold its tools to a rival';
const told = { statement: { en: 'The port sold its tools to a rival.' }, evidence };
const toldInChinese = {
  statement: { en: 'The port sold its tools to a rival.' },
  evidence: '港口向对手出售设备',
};
const language = { language: 'zh-Hans' };
const inChinese = (capture: string, fact: Partial<Fact> = {}) =>
  evidenceOf(notesOn({ kind: 'event', ...toldInChinese, ...fact }, capture, language), 'certainty').length;

/** Frames with the evidence in them, and what a statement says of each that tells it. */
const claims = [
  'Critics claim that @.',
  'Critics claim @.',
  'Rivals alleged last week that @.',
  'Some analysts believe that @.',
  'It was rumoured that @.',
  'Allegedly, @.',
  'There are unconfirmed reports that @.',
];
const conditions = [
  'If they agree, @.',
  'Unless it rains, @.',
  'It was asked whether @.',
  'Should they agree, @.',
  '@ if they agree.',
  '@, unless it rains.',
];
const denials = [
  'The mayor denied that @.',
  'The mayor denied claims that @.',
  'The mayor rejected reports that @.',
  'There is no evidence that @.',
  'It is not true that @.',
  'The mayor did not say that @.',
  'Reports that @ are false.',
  'The claim that @ was baseless.',
  'They say that @, which the mayor denies.',
];
const withEvidence = (frame: string, words = evidence) => frame.replace('@', words);
const plain = fc.constantFrom(
  'The mayor said that @.',
  'On Friday @.',
  'As expected, @.',
  'Last year, @, and left.',
  'It was announced that @.',
);

describe('a frame before the evidence, or behind it', () => {
  it('is noted where the fact says nothing of it, and not where each statement does', () => {
    const frames = [
      ...claims.map(frame => [frame, 'Some claim that the port sold its tools.'] as const),
      ...conditions.map(frame => [frame, 'If they agree, the port sells its tools.'] as const),
      ...denials.map(frame => [frame, 'The mayor denied that the port sold its tools.'] as const),
    ];
    const text = fc.tuple(
      fc.constantFrom(...frames),
      fc.constantFrom('', 'It rained. '),
      fc.constantFrom('', ' It rained.'),
    );
    fc.assert(
      fc.property(text, ([[frame, honest], before, after]) => {
        const capture = `${before}${withEvidence(frame)}${after}`;
        expect(noted(told, capture), capture).toBeGreaterThan(0);
        expect(noted({ ...told, statement: { en: honest } }, capture), honest).toBe(0);
        expect(
          noted({ ...told, statement: { en: honest, 'zh-Hans': '港口出售设备。' } }, capture),
          capture,
        ).toBeGreaterThan(0);
      }),
    );
  });

  it('is none where the passage says it plainly', () => {
    fc.assert(
      fc.property(plain, frame => {
        expect(noted(told, withEvidence(frame)), frame).toBe(0);
      }),
    );
  });

  it.each([
    'Critics claim that the town is poor, but @.',
    'While critics claim that the town is poor, @.',
    'Critics claim that the town is poor; @.',
    'The mayor denied that the town is poor, and @.',
    'The mayor, who denied that the town is poor, said that @.',
    'As the mayor denied any loss, @.',
    'Even if they object, @.',
    'The firms asked whether it rains; @.',
    '@ and asked if it rains.',
    'The town has no money, but @.',
    'Under no pressure of its own @.',
    'Firms that do not pay were told that @.',
  ])('reaches no other clause: %s', frame => {
    expect(noted(told, withEvidence(frame))).toBe(0);
  });

  it.each([
    '批评者声称@。',
    '据称@。',
    '有人认为，@。',
    '如果双方同意，@。',
    '一旦获批，@。',
    '市长否认@。',
    '市长驳斥有关@的说法。',
    '没有证据表明@。',
    '关于@的报道纯属谣言。',
    '@的说法毫无根据。',
  ])('is noted in Chinese: %s', frame => {
    const capture = withEvidence(frame, toldInChinese.evidence);
    expect(inChinese(capture)).toBeGreaterThan(0);
    expect(
      inChinese(capture, { statement: { en: 'It is not claimed that it would sell if they agree.' } }),
    ).toBe(0);
  });

  it.each([
    '市长表示，@。',
    '去年@。',
    '市长否认城市贫困，但@。',
    '未经许可出口的企业受罚后，@。',
    '若干企业称，@。',
  ])('is none in Chinese where the passage says it plainly: %s', frame => {
    expect(inChinese(withEvidence(frame, toldInChinese.evidence))).toBe(0);
  });
});

describe('a claim', () => {
  const capture = withEvidence('Critics claim that @.');

  it('is told as one where that is who says so', () => {
    expect(noted({ ...told, attribution: { who: 'critics of the port', how: 'unnamed' } }, capture)).toBe(0);
    expect(noted({ ...told, attribution: { who: 'the mayor', how: 'named' } }, capture)).toBeGreaterThan(0);
    expect(noted({ ...told, attribution: { who: 'critics', how: 'the article itself' } }, capture)).toBe(1);
    expect(
      inChinese('有专家认为，港口向对手出售设备。', { attribution: { who: '专家', how: 'unnamed' } }),
    ).toBe(0);
  });

  it('of nobody is told as one where nobody is named', () => {
    const heard = 'The port is said to have sold its tools to a rival.';
    const fact = { ...told, evidence: 'have sold its tools to a rival' };
    expect(noted(fact, heard)).toBe(1);
    expect(noted({ ...fact, attribution: { who: 'the port', how: 'unclear' } }, heard)).toBe(0);
  });

  it.each(['statement', 'opinion', 'expectation', 'plan'] as const)(
    'is none beside a fact that is a %s',
    kind => {
      const attribution = { who: 'Critics', how: 'named' } as const;
      for (const frame of [...claims, ...conditions])
        expect(noted({ ...told, kind, attribution }, withEvidence(frame))).toBe(0);
    },
  );

  it('is noted of a measure in force, which a condition is not', () => {
    const measure = { ...told, kind: 'measure', status: 'in force' } as const;
    expect(noted(measure, capture)).toBe(1);
    expect(noted({ ...measure, status: 'not stated' }, capture)).toBe(0);
    expect(noted(measure, withEvidence('If they agree, @.'))).toBe(0);
  });
});

describe('a frame within the evidence', () => {
  it.each([
    ['Rivals allege that the port sold its tools', 'event'],
    ['the mayor rejected concerns that the port sold its tools', 'statement'],
    ['it is unclear how many tools the port sold', 'event'],
    ['the port is still awaiting a word on its tools', 'event'],
    ['the port typically sold its tools to a rival', 'event'],
    ['the port expects sales of tools to rise', 'event'],
  ] as const)('is noted: %s', (words, kind) => {
    const honest = 'It is unclear, as most claim, whether it was expected or denied; all wait.';
    expect(noted({ ...told, kind, evidence: words }, `It rained. ${words}.`)).toBe(1);
    expect(noted({ kind, evidence: words, statement: { en: honest } }, `It rained. ${words}.`)).toBe(0);
  });
});

describe('a direction', () => {
  const ups = ['rose', 'grew', 'increased', 'climbed'] as const;
  const downs = ['fell', 'declined', 'decreased', 'dropped'] as const;

  it('that the statement turns round is noted, one that it keeps is not', () => {
    const pair = fc.tuple(fc.constantFrom(ups, downs), fc.boolean()).chain(([own, isKept]) => {
      const told = isKept ? own : own === ups ? downs : ups;
      return fc.record({
        says: fc.constantFrom(...own),
        tells: fc.constantFrom(...told),
        isKept: fc.constant(isKept),
      });
    });
    fc.assert(
      fc.property(pair, ({ says, tells, isKept }) => {
        const fact = { kind: 'figure', statement: { en: `Profit ${tells} by 28%.` } } as const;
        const words = `net profit ${says} by 28% in the year`;
        expect(noted({ ...fact, evidence: words }, `The ${words}.`)).toBe(isKept ? 0 : 1);
      }),
    );
    expect(
      inChinese('净利润为626亿元，同比下降28%。', {
        evidence: '同比下降28%',
        statement: { 'zh-Hans': '净利润增长28%。' },
      }),
    ).toBe(1);
  });
});

describe('a bill', () => {
  it('is no measure in force', () => {
    const fact = {
      kind: 'measure',
      statement: { en: 'Ports may not sell tools.' },
      evidence: 'bans all ports from selling tools',
    } as const;
    const capture = 'The bill bans all ports from selling tools.';
    expect(noted({ ...fact, status: 'in force' }, capture)).toBe(1);
    expect(noted({ ...fact, status: 'proposed' }, capture)).toBe(0);
    expect(noted({ ...fact, status: 'in force' }, capture.replace('bill', 'rule'))).toBe(0);
  });
});

describe('a denial further before the evidence', () => {
  const of = (capture: string, words: string, statement = 'The port sold its tools.') =>
    noted({ kind: 'statement', evidence: words, statement: { en: statement } }, capture);

  it.each([
    ['The port has not so far formally sold its tools to a rival.', 'sold its tools to a rival'],
    ['No port in the country has sold its tools to a rival.', 'has sold its tools to a rival'],
    ['The port failed to sell its tools to a rival.', 'sell its tools to a rival'],
    ['The port has yet to sell its tools to a rival.', 'sell its tools to a rival'],
    ['The port never once sold its tools to a rival.', 'sold its tools to a rival'],
    ['港口没有按计划对外出售该类设备。', '对外出售该类设备'],
  ])('is noted: %s', (capture, words) => {
    expect(of(capture, words)).toBe(1);
    expect(of(capture, words, 'The port has not sold its tools.')).toBe(0);
  });

  it.each([
    ['Ports that do not pay must sell their tools to a rival.', 'must sell their tools to a rival'],
    ['They did not pay and sold their tools to a rival.', 'sold their tools to a rival'],
    ['With no money left it sold its tools to a rival.', 'sold its tools to a rival'],
    ['未经许可出口设备的企业将被列入清单。', '企业将被列入清单'],
    ['不符合条件的企业出售设备给对手。', '企业出售设备给对手'],
  ])('is none of another predicate: %s', (capture, words) => {
    expect(of(capture, words)).toBe(0);
  });
});

describe('the auxiliary of a verb, cut off before the evidence of an event', () => {
  it.each([
    ['The port will soon sell its tools to a rival.', 'sell its tools to a rival'],
    ['The port plans to sell its tools to a rival.', 'sell its tools to a rival'],
    ['港口将于明日向对手出售设备。', '向对手出售设备'],
  ])('is noted: %s', (capture, words) => {
    const fact = { statement: told.statement, evidence: words };
    expect(noted(fact, capture)).toBe(1);
    expect(noted({ ...fact, statement: { en: 'The port will sell its tools.' } }, capture)).toBe(0);
    expect(noted({ ...fact, kind: 'plan' }, capture)).toBe(0);
  });

  it('is none of another verb', () => {
    expect(
      noted(
        { ...told, evidence: 'its tools were sold to a rival' },
        'The port will move, as its tools were sold to a rival.',
      ),
    ).toBe(0);
  });
});
