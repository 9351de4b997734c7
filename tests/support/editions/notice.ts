import type { Fact } from '../../../core/articles/article-file.ts';
import { type Claim, captured } from './captured.ts';

const board = 'the Trade Licensing Board';
const city = 'the City of Port Meridian';
const minister = 'Minister Lin Qiao';
const inChinese: Record<string, string> = {
  [board]: '贸易许可局',
  [city]: '子午港市政府',
  [minister]: '林樵部长',
  'the article': '该文',
};
const named = (name: string): Fact['attribution'] => ({
  who: { en: name, 'zh-Hans': inChinese[name] ?? name },
  how: 'named',
});
const itself: Fact['attribution'] = { ...named('the article'), how: 'the article itself' };

/** An invented claim of each kind and status, with everything that a fact can carry somewhere among them. */
const claims: Claim[] = [
  {
    statement: {
      en: 'The Trade Licensing Board requires a licence for the export of tools that etch circuits finer than 14 nanometres.',
      'zh-Hans': '贸易许可局规定，出口用于蚀刻14纳米以下电路的工具须申领许可证。',
    },
    kind: 'measure',
    status: 'final',
    attribution: named(board),
    follows: 'licensing-plans.1',
    evidence: 'a licence is required for etching tools below 14 nanometres',
    instrument: { en: 'Etching Tools Order', 'zh-Hans': '《蚀刻工具令》' },
    citation: 'TLB Gazette 2026/114',
    primarySource: 'https://gazette.example/orders/2026/114?lang=en&view=full',
    occurred: { date: '2026-11-18', basis: 'stated' },
    dates: [
      {
        date: '2026-12-15',
        what: { en: 'The Etching Tools Order takes effect', 'zh-Hans': '《蚀刻工具令》生效' },
      },
      {
        date: '2027-01-31',
        what: { en: 'Licences for tools ordered earlier run out', 'zh-Hans': '此前订购的工具的许可证到期' },
      },
      {
        date: '2027-03-31',
        what: { en: 'The board reports on the licences', 'zh-Hans': '许可局就许可证作出报告' },
      },
    ],
    topics: ['controls'],
    jurisdictions: ['CN'],
    entities: ['Trade Licensing Board'],
    importance: 3,
    why: {
      remark: {
        en: 'The order reaches servicing, not only new tools.',
        'zh-Hans': '该命令不仅适用于新工具，也涉及维护。',
      },
      by: 'A. Editor',
    },
  },
  {
    statement: {
      en: 'A draft rule would extend the licence to spare parts.',
      'zh-Hans': '一项规则草案拟将许可要求扩大到备件。',
    },
    kind: 'measure',
    status: 'proposed',
    attribution: named(board),
    evidence: 'the draft extends the requirement to spare parts',
    dates: [
      {
        date: '2026-12-04',
        what: {
          en: 'Comments on the draft rule on spare parts close',
          'zh-Hans': '备件规则草案征求意见截止',
        },
      },
    ],
    topics: ['controls'],
    importance: 2,
  },
  {
    statement: {
      en: 'Servicing of tools that were sold earlier needs a licence as well.',
      'zh-Hans': '维护此前售出的工具同样需要许可证。',
    },
    kind: 'measure',
    status: 'in force',
    attribution: named(board),
    evidence: 'servicing of tools sold earlier falls under the requirement',
    topics: ['controls', 'talent'],
    importance: 2,
  },
  {
    statement: {
      en: 'An exemption for repairs on site no longer applies for the time being.',
      'zh-Hans': '现场维修的豁免暂停适用。',
    },
    kind: 'measure',
    status: 'suspended',
    attribution: itself,
    evidence: 'the exemption for repairs on site is suspended',
    topics: ['controls'],
    importance: 1,
  },
  {
    statement: {
      en: 'The older list of etching chemicals was revoked.',
      'zh-Hans': '旧的蚀刻化学品清单已被废止。',
    },
    kind: 'measure',
    status: 'revoked',
    attribution: named(board),
    evidence: 'the older list of etching chemicals was revoked',
    topics: ['controls'],
    importance: 1,
  },
  {
    statement: {
      en: 'Minister Lin Qiao said that talent and research come before subsidies.',
      'zh-Hans': '林樵部长表示，人才和研究先于补贴。',
    },
    kind: 'statement',
    attribution: named(minister),
    evidence: 'the minister put talent and research before subsidies',
    quote: 'people first, laboratories second, subsidies last',
    occurred: { date: '2026-11-19', basis: 'stated' },
    topics: ['strategy', 'talent'],
    entities: [minister],
    importance: 3,
  },
  {
    statement: {
      en: 'Port Meridian plans to pay a third of the cost of new clean rooms.',
      'zh-Hans': '子午港市计划承担新建洁净室费用的三分之一。',
    },
    kind: 'plan',
    attribution: named(city),
    evidence: 'the city plans to bear a third of the cost',
    dates: [
      {
        date: '2026-12-01',
        what: {
          en: 'Applications for clean-room subsidies open in Port Meridian',
          'zh-Hans': '子午港市开始受理洁净室补贴申请',
        },
      },
    ],
    topics: ['regions', 'industry'],
    jurisdictions: ['CN'],
    entities: ['City of Port Meridian'],
    importance: 3,
  },
  {
    statement: {
      en: 'Port Meridian counted 214 chip companies at the end of 2025.',
      'zh-Hans': '截至2025年底，子午港市共有214家芯片企业。',
    },
    kind: 'figure',
    attribution: named(city),
    evidence: '214 chip companies at the end of 2025',
    sameAs: 'licensing-plans.2',
    occurred: {
      date: '2026-11',
      basis: 'inferred',
      because: {
        en: 'the city presents the count with its budget.',
        'zh-Hans': '该市在公布预算时一并公布了这一数字。',
      },
    },
    topics: ['regions'],
    importance: 2,
  },
  {
    statement: {
      en: 'Two makers of etching tools closed their offices in the city.',
      'zh-Hans': '两家蚀刻工具制造商关闭了在该市的办事处。',
    },
    kind: 'event',
    attribution: itself,
    evidence: 'two makers of etching tools closed their offices there',
    topics: ['industry'],
    importance: 2,
  },
  {
    statement: {
      en: 'The licensing of tools has been the work of one board since 2019.',
      'zh-Hans': '自2019年起，工具许可由一个局统一负责。',
    },
    kind: 'background',
    attribution: itself,
    evidence: 'since 2019 a single board has licensed tools',
    topics: ['strategy'],
    importance: 1,
  },
  {
    statement: {
      en: 'Makers of older tools may gain orders in the course of 2027.',
      'zh-Hans': '旧型工具制造商可能在2027年内获得更多订单。',
    },
    kind: 'expectation',
    attribution: itself,
    evidence: 'makers of older tools may gain orders in 2027',
    topics: ['industry'],
    importance: 2,
  },
  {
    statement: {
      en: 'The order does more harm to those who write it than to those whom it is meant for.',
      'zh-Hans': '该命令对制定者的伤害大于对其目标的伤害。',
    },
    kind: 'opinion',
    attribution: { who: { en: 'some in the trade', 'zh-Hans': '业内一些人' }, how: 'unnamed' },
    evidence: 'some in the trade think it harms its authors most',
    topics: ['controls'],
    importance: 1,
  },
];

/** An invented article of the week, in English: all labels, days ahead, a quote, a primary source and an editor's remark. */
export const notice = captured('etching-tools-order', claims, {
  title: 'Board puts etching tools under licence',
  titles: { 'zh-Hans': '许可局将蚀刻工具纳入许可管理' },
  publisher: 'Meridian Gazette',
  author: 'Foreign trade desk',
  url: 'https://gazette.example/news/2026-11-19/etching-tools?from=front&lang=en',
  published: { date: '2026-11-19', basis: 'stated' },
  note: {
    en: 'Invented for this project’s examples: nothing of what it tells has happened.',
    'zh-Hans': '为本项目的示例而虚构：文中所述均未发生。',
  },
});
