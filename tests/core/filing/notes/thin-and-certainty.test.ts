import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceOf, notesOn } from './of-one-fact.ts';

describe('thin evidence', () => {
  const thin = (evidence: string, capture: string) => evidenceOf(notesOn({ evidence }, capture), 'thin');

  it.each([
    ['the', 'On the first day the ministry spoke.'],
    ['the ministry spoke', 'On the first day the ministry spoke.'],
    ['商务部宣布', '商务部宣布暂停有关措施。'],
    ['it rained in the port', 'It is said that it rained in the port. Then it rained in the port.'],
  ])('is noted: %s | %s', (evidence, capture) => {
    expect(thin(evidence, capture)).toEqual([evidence]);
  });

  it.each([
    ['the ministry spoke first', 'On that day the ministry spoke first.'],
    ['商务部宣布暂停措施', '商务部宣布暂停措施。'],
    ['暂停对ASML的出口措施', '暂停对ASML的出口措施。'],
    ['that they sat in it', 'It is said that they sat in it, and that they sat in items.'],
  ])('is not: %s | %s', (evidence, capture) => {
    expect(thin(evidence, capture)).toEqual([]);
  });

  it('is whatever stands in the capture twice, and nothing that stands there once in four words or more', () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[b-z]{3,8}$/), { minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(words, parts => {
        const evidence = parts.join(' ');
        expect(thin(evidence, `A start, ${evidence}.`)).toEqual([]);
        expect(thin(evidence, `A start, ${evidence}. A start, ${evidence}.`)).toEqual([evidence]);
      }),
    );
  });
});

describe('certainty', () => {
  const certain = (fact: object, capture: string) =>
    evidenceOf(
      notesOn({ kind: 'event', evidence: 'lift the ban on these exports', ...fact }, capture),
      'certainty',
    );
  const measure = (status: string) => ({ kind: 'measure', status });

  it.each([
    'The ministry is expected to lift the ban on these exports.',
    'It rained. The ministry may lift the ban on these exports. It rained.',
    'A draft would lift the ban on these exports.',
    'They will likely lift the ban on these exports.',
  ])('that the passage does not have is noted: %s', capture => {
    expect(certain({}, capture)).toHaveLength(1);
    expect(certain(measure('in force'), capture)).toHaveLength(1);
    expect(certain(measure('final'), capture)).toHaveLength(1);
    expect(certain(measure('proposed'), capture)).toEqual([]);
    expect(certain({ kind: 'expectation' }, capture)).toEqual([]);
  });

  it.each([
    '商务部拟取消对该类物项的禁令。',
    '取消对该类物项的禁令有望实现。',
    '或将取消对该类物项的禁令。',
    '取消对该类物项的禁令正在征求意见。',
  ])('is noted in Chinese: %s', capture => {
    expect(certain({ evidence: '取消对该类物项的禁令' }, capture)).toHaveLength(1);
  });

  it('is noted in Chinese where a thing happened 可能, but not where that describes a thing', () => {
    const evidence = '对磁铁的出口减少';
    const said = { statement: { en: 'Exports of magnets fell.' }, evidence };
    expect(certain(said, '对磁铁的出口减少，可能因许可审批时间较长。')).toEqual([evidence]);
    expect(certain(said, '对磁铁的出口减少，禁止可能用于军事的出口。')).toEqual([]);
  });

  it.each([
    ['China has lifted the ban.', 'China will lift the ban on tools'],
    ['The chips are in weapons.', 'the chips can be found in weapons'],
    ['Supply was disrupted.', 'it raised concerns about supply being disrupted'],
    ['A ban was passed.', 'the bureau is considering a ban'],
    ['供应链已受扰乱。', '引发对供应链受扰乱的担忧'],
  ])('that only the evidence of an event lacks is noted: %s | %s', (statement, evidence) => {
    const fact = { statement: { en: statement }, evidence };
    expect(certain(fact, `It rained. On Friday ${evidence}.`)).toEqual([evidence]);
    expect(certain({ ...fact, ...measure('in force') }, `It rained. On Friday ${evidence}.`)).toEqual([]);
    expect(
      certain(
        { ...fact, statement: { en: 'It may be so, and they consider it.' } },
        `On Friday ${evidence}.`,
      ),
    ).toEqual([]);
  });

  it.each([
    'It may rain. They did lift the ban on these exports. It may rain.',
    'In May 2025 they did lift the ban on these exports.',
    'Older machines may be shipped until June; they did lift the ban on these exports.',
    'They did lift the ban on these exports, which may serve both ends.',
    'They did lift the ban on these exports, and firms may not be told.',
  ])('is not where the passage has it: %s', capture => {
    expect(certain({}, capture)).toEqual([]);
  });

  it('is noted where one language of the statement alone has the doubt', () => {
    const said = { evidence: 'they may lift the ban on these exports' };
    const [en, zh] = ['The ban may be lifted.', '禁令已经解除。'];
    expect(
      certain(
        { ...said, statement: { en, 'zh-Hans': zh } },
        'On Friday they may lift the ban on these exports.',
      ),
    ).toEqual([said.evidence]);
    expect(
      certain({ ...said, statement: { en } }, 'On Friday they may lift the ban on these exports.'),
    ).toEqual([]);
  });

  it.each(['figure', 'background'] as const)('is noted of a %s where its own evidence doubts it', kind => {
    const said = { kind, statement: { en: 'It costs them much.' } };
    const evidence = 'is expected to cost them much';
    expect(certain({ ...said, evidence }, `It ${evidence}.`)).toEqual([evidence]);
    expect(
      certain({ ...said, evidence: 'it costs them much money' }, 'They may go, as it costs them much money.'),
    ).toEqual([]);
  });

  it('is not where the statement says it with the same doubt', () => {
    const fact = { statement: { en: 'A draft that would lift the ban was published.' } };
    expect(certain(fact, 'It published a draft that would lift the ban on these exports.')).toEqual([]);
    expect(certain({ evidence: '虚拟货币模拟交易的禁令解除' }, '虚拟货币模拟交易的禁令解除。')).toEqual([]);
  });
});

describe('a denial', () => {
  const denied = (statement: string, evidence: string) =>
    evidenceOf(
      notesOn({ statement: { en: statement }, evidence }, `It rained. ${evidence}. It rained.`),
      'certainty',
    );

  it.each([
    ['The firm expects that the restrictions hurt it.', 'it does not expect the restrictions to hurt it'],
    ['The rule aims at the United States.', '该规则不针对任何特定国家'],
    ['The rule aims at one country.', '该规则不针对任何特定国家'],
    ['The firm was told of the rule.', 'the firm was never told of it'],
  ])('of the evidence that the statement does not have is noted: %s | %s', (statement, evidence) => {
    expect(denied(statement, evidence)).toEqual([evidence]);
  });

  it('is noted where it stands right before the evidence, which is cut off there', () => {
    const of = (capture: string, evidence: string, statement: string) =>
      evidenceOf(notesOn({ statement: { en: statement }, evidence }, capture), 'certainty');
    const evidence = 'lapse in all ports of the country';
    expect(of(`It will not ${evidence}.`, evidence, 'It lapses in all ports.')).toEqual([evidence]);
    expect(of(`It will not ${evidence}.`, evidence, 'It stays, and does not lapse.')).toEqual([]);
    expect(of(`It was not told; all will ${evidence}.`, evidence, 'It lapses in all ports.')).toEqual([]);
    expect(of('该规则不针对任何特定国家。', '针对任何特定国家', 'The rule aims at one country.')).toEqual([
      '针对任何特定国家',
    ]);
  });

  it('is noted where one language of the statement alone has it', () => {
    const evidence = 'it does not aim at any country';
    const statement = { en: 'It aims at no country.', 'zh-Hans': '该规则针对一国。' };
    expect(evidenceOf(notesOn({ statement, evidence }, `It rained. ${evidence}.`), 'certainty')).toEqual([
      evidence,
    ]);
  });

  it.each([
    ['The ministry left open which tools it will hold.', 'gave no list of the tools'],
    ['The ministry declined to name the tools.', 'it would not name the tools'],
    ['The firm sees no harm to itself.', 'it does not expect the restrictions to hurt it'],
    ['Exports are banned.', 'machines may not be exported from now on'],
    ['Exports need a licence.', 'machines can not be exported without a licence'],
    ['Exports need a licence.', '未经许可不得出口该类物项'],
    ['The ministry improves its procedure.', '不断优化许可流程和办法'],
    ['There is political will.', 'there is no shortage of political will'],
    ['It covers tools as well as chips.', 'it covers not only chips but also tools'],
    ['The list has drones.', '清单列入无人机和零部件'],
  ])('that the statement has too, or that is none, is not: %s | %s', (statement, evidence) => {
    expect(denied(statement, evidence)).toEqual([]);
  });
});
