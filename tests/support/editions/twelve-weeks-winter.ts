import { both, captured, claim, itself, unnamed } from './captured.ts';
import { saidBy } from './twelve-weeks-autumn.ts';

/** A draft that leads without a headline of an editor's: inboxes show label and statement. */
export const partsDraft = captured(
  'spare-parts-draft',
  [
    claim(
      both(
        'A draft order would put spare parts of chip tools under licence.',
        '一项命令草案拟将芯片工具备件纳入许可管理。',
      ),
      {
        kind: 'measure',
        status: 'proposed',
        attribution: saidBy('board'),
        importance: 3,
        dates: [
          {
            date: '2026-11-02',
            what: both('Comments on the spare-parts draft close', '备件命令草案征求意见截止'),
          },
        ],
      },
    ),
    claim(
      both(
        'Two makers of tools hold back orders until the draft is settled.',
        '两家设备制造商在草案定案前暂缓订单。',
      ),
      { kind: 'event', attribution: itself, topics: ['industry'] },
    ),
  ],
  {
    title: 'Spare parts next',
    titles: { 'zh-Hans': '下一个是备件' },
    publisher: both('Meridian Gazette', '《子午公报》'),
    url: 'https://gazette.example/2026/10/15/spare-parts',
    published: { date: '2026-10-15', basis: 'stated' },
    retrieved: '2026-10-16',
  },
);

/** One suspension of five measures. */
export const suspension = captured(
  'package-suspended',
  [
    claim(
      both(
        'The Trade Licensing Board suspends all five rules of the Chip Tools Package until 1 March 2027.',
        '贸易许可局暂停实施《芯片工具一揽子规定》的全部五项规定，至2027年3月1日止。',
      ),
      {
        kind: 'measure',
        status: 'suspended',
        attribution: saidBy('board'),
        follows: [1, 2, 3, 4, 5].map(n => `chip-tools-package.${n}`),
        instrument: both('Chip Tools Package', '《芯片工具一揽子规定》'),
        occurred: { date: '2026-10-22', basis: 'stated' },
        importance: 3,
        short: both(
          'All five chip tool rules suspended until March 2027',
          '五项芯片工具新规暂停实施至2027年3月',
        ),
        dates: [
          {
            date: '2027-03-01',
            what: both('The suspension of the five tool rules ends', '五项工具新规的暂停期届满'),
          },
        ],
      },
    ),
    claim(both('Exporters are expected to clear their backlog of orders.', '预计出口商将消化积压订单。'), {
      kind: 'expectation',
      attribution: unnamed('are expected', '预计'),
      topics: ['industry'],
    }),
    claim(
      both('The pause helps the board more than exporters.', '暂停实施对许可局的帮助大于对出口商的帮助。'),
      {
        kind: 'opinion',
        attribution: saidBy('university'),
        importance: 1,
      },
    ),
  ],
  {
    title: 'Notice 2026/52: suspension of the Chip Tools Package',
    titles: { 'zh-Hans': '2026年第52号公告：暂停实施芯片工具一揽子规定' },
    publisher: both('Institute for Trade Law', '贸易法研究所'),
    url: 'https://trade-law.example/notes/2026/52',
    type: 'research',
    published: { date: '2026-10-22', basis: 'stated' },
    retrieved: '2026-10-23',
  },
);

/** An edition of which nobody is named for anything. */
export const mergerTalks = captured(
  'merger-talks',
  [
    claim(
      both(
        'Two tool makers in Port Meridian are in talks about a merger.',
        '子午港市两家设备制造商商谈合并。',
      ),
      {
        kind: 'event',
        attribution: unnamed('people close to the talks', '接近谈判的人士'),
        topics: ['industry'],
      },
    ),
  ],
  {
    title: 'Tool makers in talks',
    titles: { 'zh-Hans': '设备制造商洽谈合并' },
    publisher: both('Meridian Gazette', '《子午公报》'),
    published: {
      date: '2026-11',
      basis: 'inferred',
      because: both('It speaks of the autumn fair.', '文中提到秋季展会。'),
    },
    retrieved: '2026-11-06',
  },
);

/** Figures of one day from one official source, and a plan. */
export const octoberFigures = captured(
  'october-figures',
  [
    claim(
      both('Exports of chip tools fell by 12 per cent in October 2026.', '2026年10月，芯片工具出口下降12%。'),
      {
        kind: 'figure',
        attribution: saidBy('ministry'),
        occurred: { date: '2026-10', basis: 'stated' },
        topics: ['industry'],
        importance: 3,
        short: both('Chip tool exports fell 12% in October', '10月芯片工具出口下降12%'),
      },
    ),
    claim(both('Imports of wafers rose by 4 per cent.', '晶圆进口增长4%。'), {
      kind: 'figure',
      attribution: saidBy('ministry'),
      occurred: { date: '2026-10', basis: 'stated' },
      topics: ['industry'],
    }),
    claim(
      both(
        'The ministry plans to publish a list of trusted buyers by the end of the year 2026.',
        '工业部计划在2026年底前公布可信买家名单。',
      ),
      {
        kind: 'plan',
        attribution: saidBy('ministry'),
        importance: 3,
        short: both('Ministry plans a list of trusted buyers', '工业部计划公布可信买家名单'),
      },
    ),
  ],
  {
    title: 'Trade in chips, October 2026',
    titles: { 'zh-Hans': '2026年10月芯片贸易' },
    publisher: both('Ministry of Industry', '工业部'),
    url: 'https://industry.example/figures/2026-10',
    type: 'official',
    published: { date: '2026-11-12', basis: 'stated' },
    retrieved: '2026-11-13',
  },
);

/** What became of the draft and of two of the five rules, with a claim that has no Chinese statement. */
export const finalOrder = captured(
  'spare-parts-order',
  [
    claim(
      both(
        'The Trade Licensing Board requires a licence for spare parts of chip tools.',
        '贸易许可局规定，芯片工具备件须申领许可证。',
      ),
      {
        kind: 'measure',
        status: 'final',
        attribution: saidBy('board'),
        follows: 'spare-parts-draft.1',
        instrument: both('Spare Parts Order', '《备件令》'),
        citation: 'TLB Gazette 2026/131',
        primarySource: 'https://board.example/orders/2026/131',
        occurred: { date: '2026-11-19', basis: 'stated' },
        importance: 3,
        short: both('Final: spare parts of chip tools need a licence', '定案：芯片工具备件出口须许可'),
        dates: [{ date: '2026-12-15', what: both('The Spare Parts Order takes effect', '《备件令》生效') }],
      },
    ),
    claim(
      both(
        'The board revoked the rules on masks and on used lithography tools.',
        '许可局废止了关于光掩模和二手光刻设备的规定。',
      ),
      {
        kind: 'measure',
        status: 'revoked',
        attribution: saidBy('board'),
        follows: ['chip-tools-package.3', 'chip-tools-package.4'],
        occurred: { date: '2026-11-19', basis: 'stated' },
        importance: 3,
        short: both('Two of the five suspended tool rules revoked', '五项暂停的工具新规中两项废止'),
      },
    ),
    claim(
      { en: 'Small repair shops are exempt from the order for a year.' },
      { kind: 'measure', status: 'in force', attribution: itself, topics: ['industry'] },
    ),
  ],
  {
    title: 'Spare parts need a licence from 15 December',
    titles: { 'zh-Hans': '备件自12月15日起须许可' },
    publisher: both('Meridian Gazette', '《子午公报》'),
    url: 'https://gazette.example/2026/11/20/spare-parts-order',
    published: { date: '2026-11-20', basis: 'stated' },
    retrieved: '2026-11-21',
  },
);
