import { captured } from './captured.ts';

/** An invented article in Chinese, one claim of which has no English statement. */
export const chineseNotice = captured(
  'port-meridian-subsidies',
  [
    {
      statement: { 'zh-Hans': '市政府对在本市经营的半导体企业给予一次性补贴。' },
      kind: 'measure',
      status: 'in force',
      attribution: { who: '子午港市发展和改革委员会', how: 'named' },
      evidence: '对在本市经营的半导体企业给予一次性补贴',
      quote: '对符合条件的企业给予一次性补贴',
      instrument: '集成电路产业补贴办法',
      topics: ['regions'],
      jurisdictions: ['CN'],
      importance: 2,
    },
  ],
  {
    title: '关于集成电路产业补贴的通知',
    titles: { en: 'Notice on subsidies for the integrated circuit industry' },
    publisher: 'Port Meridian Gazette',
    url: 'https://port-meridian.example/notices/2026/31',
    type: 'official',
    published: { date: '2026-11-12', basis: 'stated' },
    retrieved: '2026-11-15',
    language: 'zh-Hans',
    note: 'Invented for this project’s examples.',
  },
);
