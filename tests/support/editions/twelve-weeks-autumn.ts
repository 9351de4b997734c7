import type { Fact } from '../../../core/articles/article-file.ts';
import { both, type Claim, captured, claim, itself, unnamed } from './captured.ts';

const speakers = {
  board: both('the Trade Licensing Board', '贸易许可局'),
  ministry: both('the Ministry of Industry', '工业部'),
  city: both('the City of Port Meridian', '子午港市政府'),
  minister: both('Minister Lin Qiao', '林樵部长'),
  university: both('Harbour University', '海港大学'),
};

/** Somebody whom the articles name. */
export const saidBy = (who: keyof typeof speakers): Fact['attribution'] => ({
  who: speakers[who],
  how: 'named',
});

const inForce = {
  date: '2026-10-01',
  what: both('The five tool rules take effect', '五项工具新规生效'),
};
const ofThePackage: Pick<Claim, 'kind' | 'status' | 'attribution' | 'instrument' | 'occurred' | 'dates'> = {
  kind: 'measure',
  status: 'final',
  attribution: saidBy('board'),
  instrument: both('Chip Tools Package', '《芯片工具一揽子规定》'),
  occurred: { date: '2026-09-03', basis: 'stated' },
  dates: [inForce],
};

/** Five measures that are announced as one, and take effect on one day. */
export const fiveRules = captured(
  'chip-tools-package',
  [
    claim(
      both(
        'The Trade Licensing Board requires a licence for the export of etching tools.',
        '贸易许可局规定，出口蚀刻工具须申领许可证。',
      ),
      {
        ...ofThePackage,
        importance: 3,
        short: both('Etching tools need an export licence from 1 October', '10月1日起出口蚀刻工具须许可'),
        why: {
          remark: both('Licences for such tools were voluntary before.', '此前，这类工具的许可属自愿申请。'),
          by: both('the editors', '编者'),
        },
      },
    ),
    claim(
      both('Deposition tools may leave the country only under licence.', '沉积设备须获许可方可出境。'),
      ofThePackage,
    ),
    claim(
      both('Makers of masks have to register with the board.', '光掩模制造商须向许可局登记。'),
      ofThePackage,
    ),
    claim(
      both('The resale of used lithography tools is subject to approval.', '转售二手光刻设备须经批准。'),
      ofThePackage,
    ),
    claim(
      both('Service contracts abroad have to be reported within 30 days.', '境外维修合同须在30日内申报。'),
      { ...ofThePackage, topics: ['controls', 'industry'] },
    ),
  ],
  {
    title: 'Notice 2026/41: Chip Tools Package',
    titles: { 'zh-Hans': '2026年第41号公告：芯片工具一揽子规定' },
    publisher: both('Trade Licensing Board', '贸易许可局'),
    url: 'https://board.example/notices/2026/41',
    type: 'official',
    published: { date: '2026-09-03', basis: 'stated' },
    retrieved: '2026-09-04',
  },
);

/** A plan that leads, a count, and what nobody is named for. */
export const cleanRooms = captured(
  'clean-rooms',
  [
    claim(
      both(
        'Port Meridian plans to pay a third of the cost of new clean rooms.',
        '子午港市计划承担新建洁净室三分之一的费用。',
      ),
      {
        kind: 'plan',
        attribution: saidBy('city'),
        topics: ['regions'],
        importance: 3,
        short: both(
          'Port Meridian plans to pay a third of clean rooms',
          '子午港市计划承担洁净室三分之一费用',
        ),
        dates: [
          {
            date: '2026-11-30',
            what: both('Port Meridian opens applications for clean rooms', '子午港市开始受理洁净室申请'),
          },
        ],
      },
    ),
    claim(both('The city counts 214 chip companies.', '该市有214家芯片企业。'), {
      kind: 'figure',
      attribution: saidBy('city'),
      topics: ['regions'],
    }),
    claim(
      both(
        'Subsidies come too late for the smaller makers, as some in the trade see it.',
        '业内一些人认为，补贴对较小的制造商来说来得太晚。',
      ),
      {
        kind: 'opinion',
        attribution: unnamed('some in the trade', '业内一些人'),
        topics: ['industry'],
        importance: 1,
      },
    ),
  ],
  {
    title: 'City to share the cost of clean rooms',
    titles: { 'zh-Hans': '市政府将分担洁净室费用' },
    publisher: both('Meridian Gazette', '《子午公报》'),
    url: 'https://gazette.example/2026/09/10/clean-rooms',
    published: { date: '2026-09-10', basis: 'stated' },
    retrieved: '2026-09-11',
  },
);

/** In Chinese alone: one claim that the English article has too, and one that has no English statement. */
export const inTheDaily = captured(
  'daily-clean-rooms',
  [
    claim(both('Port Meridian has 214 chip companies.', '子午港市共有214家芯片企业。'), {
      kind: 'figure',
      attribution: itself,
      sameAs: 'clean-rooms.2',
      evidence: '全市共有214家芯片企业',
      topics: ['regions'],
    }),
    claim(
      { 'zh-Hans': '初创企业可免费借用洁净室六个月。' },
      {
        kind: 'measure',
        status: 'in force',
        attribution: saidBy('city'),
        evidence: '可免费借用洁净室六个月',
        quote: '先有企业，后有厂房',
        quoteIn: { en: 'companies first, plants later' },
        topics: ['regions'],
      },
    ),
  ],
  {
    title: '子午港市出台洁净室新办法',
    titles: { en: 'New terms for clean rooms in Port Meridian' },
    publisher: both('Port Meridian Daily', '《子午港日报》'),
    url: 'https://daily.example/2026/0911/3',
    published: { date: '2026-09-11', basis: 'stated' },
    retrieved: '2026-09-12',
    language: 'zh-Hans',
  },
);

/** What a minister said, what is expected, and a count that has to be withdrawn later. */
export const talentSpeech = captured(
  'talent-speech',
  [
    claim(
      both(
        'Minister Lin Qiao said that engineers matter more than subsidies.',
        '林樵部长表示，工程师比补贴更重要。',
      ),
      {
        kind: 'statement',
        attribution: saidBy('minister'),
        quote: 'people first, laboratories second, subsidies last',
        quoteIn: { 'zh-Hans': '人才第一，实验室第二，补贴最后' },
        occurred: { date: '2026-10-01', basis: 'stated' },
        topics: ['talent'],
        importance: 3,
        short: both('Lin Qiao puts engineers before subsidies', '林樵：工程师比补贴更重要'),
      },
    ),
    claim(both('Nine in ten of the city’s engineers were trained abroad.', '该市九成工程师曾在国外受训。'), {
      kind: 'figure',
      attribution: itself,
      topics: ['talent'],
      importance: 3,
      short: both('Nine in ten engineers in Meridian trained abroad', '子午港市九成工程师曾在国外受训'),
    }),
    claim(
      both(
        'The number of students of chip design may double by 2028.',
        '到2028年，芯片设计专业的学生人数可能翻一番。',
      ),
      { kind: 'expectation', attribution: saidBy('university'), topics: ['talent'] },
    ),
    claim(both('A second campus is to open near the port.', '港区附近将开设第二校区。'), {
      kind: 'plan',
      attribution: { who: both('"it"', '“it”（它）'), how: 'unclear' },
      topics: ['talent'],
      importance: 1,
    }),
  ],
  {
    title: 'Engineers before subsidies',
    titles: { 'zh-Hans': '工程师先于补贴' },
    publisher: both('Meridian Gazette', '《子午公报》'),
    author: 'Education desk',
    url: 'https://gazette.example/2026/10/02/engineers',
    published: { date: '2026-10-02', basis: 'stated' },
    retrieved: '2026-10-03',
  },
);
