import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../core/articles/article-file.ts';
import { notesOn } from './of-one-fact.ts';

/** Facts that tell in other words what their text says, with a no, a doubt or a condition of its own: text, evidence, statement, what else. */
const honest: [text: string, evidence: string, statement: string, more?: Partial<Fact>][] = [
  [
    'She added that no customer had cancelled so far.',
    'no customer had cancelled so far',
    'All customers keep to their orders.',
  ],
  [
    'The rule does not apply to spare parts.',
    'The rule does not apply to spare parts',
    'Spare parts are left out.',
  ],
  [
    'Exports did not recover until August.',
    'Exports did not recover until August',
    'Exports recovered in August.',
  ],
  ['No permit is needed for repairs.', 'No permit is needed for repairs', 'Repairs are free of permits.'],
  [
    'The court found no evidence that the firm had lied.',
    'found no evidence that the firm had lied',
    'The court cleared the firm.',
  ],
  [
    'The index never fell below 40 points.',
    'The index never fell below 40 points',
    'The index held at 40 points.',
  ],
  [
    'The council has not yet decided whether to extend the rule.',
    'has not yet decided whether to extend the rule',
    'An extension is still open.',
  ],
  [
    'The firm left the fair in March, and is not expected to return.',
    'The firm left the fair in March',
    'The firm left the fair in March.',
    { kind: 'event' },
  ],
  [
    'The union fears that 300 jobs could go, and asked for talks on Monday.',
    'and asked for talks on Monday',
    'The union wants to sit down with the firm.',
    { kind: 'event' },
  ],
  [
    'It voted against the subsidy, which would have cost a lot.',
    'voted against the subsidy, which would have cost',
    'The council turned the subsidy down.',
    { kind: 'event' },
  ],
  [
    'Violators could be fined up to 2 percent of sales.',
    'Violators could be fined up to 2 percent',
    'Fines reach up to 2 percent.',
    { kind: 'measure', status: 'in force' },
  ],
  ['We lose a tenth of our orders by it.', 'We lose a tenth of our orders', '一成订单因此流失。'],
  ['理事会否决了补贴方案。', '理事会否决了补贴方案', '补贴方案遭到拒绝。', { kind: 'event' }],
  ['工会询问公司是否计划关闭工厂。', '询问公司是否计划关闭工厂', '工会询问工厂的去留。', { kind: 'event' }],
  ['許可證不得轉讓，違者受罰。', '許可證不得轉讓，違者', '许可证限本人使用。'],
];
/** The same ground, told as it is not. */
const lies: [text: string, evidence: string, statement: string, more?: Partial<Fact>][] = [
  [
    'The court found no evidence that the firm had lied.',
    'the firm had lied.',
    'The firm lied.',
    { kind: 'event' },
  ],
  [
    'The council has not yet decided whether to extend the rule.',
    'decided whether to extend the rule',
    'The rule goes on.',
  ],
  [
    'Exports may not recover until August.',
    'Exports may not recover until August',
    'Exports recovered.',
    { kind: 'event' },
  ],
  [
    'The union says that it could strike in May if talks fail.',
    'it could strike in May if talks',
    'The union strikes.',
    { kind: 'event' },
  ],
  ['她问理事会会否通过补贴方案。', '会否通过补贴方案', '补贴方案获得通过。', { kind: 'event' }],
];

const of = ([text, evidence, statement, more]: (typeof honest)[number]) =>
  notesOn(
    { statement: { [/\p{Script=Han}/u.test(statement) ? 'zh-Hans' : 'en']: statement }, evidence, ...more },
    text,
    { language: /\p{Script=Han}/u.test(text) ? 'zh-Hans' : 'en' },
  ).filter(({ note }) => note === 'certainty' || note === 'figure');

describe('what says the same in other words', () => {
  it.each(honest)('raises no note: %s', (...fact) => {
    expect(of(fact).map(({ says }) => says)).toEqual([]);
  });

  it.each(lies)('and what does not raises some: %s', (...fact) => {
    expect(of(fact)).not.toHaveLength(0);
  });
});
