import { captured } from './captured.ts';

/** An invented article that tells again what the notice tells, with other words for who says so, and one thing more. */
export const echo = captured(
  'harbour-news-etching-tools',
  [
    {
      statement: {
        en: 'Tools that etch circuits finer than 14 nanometres may be exported with a licence only.',
        'zh-Hans': '用于蚀刻14纳米以下电路的工具，凭许可证方可出口。',
      },
      kind: 'measure',
      status: 'final',
      attribution: {
        who: { en: 'a spokesman of the Trade Licensing Board', 'zh-Hans': '贸易许可局发言人' },
        how: 'named',
      },
      evidence: 'such tools leave the country with a licence only',
      sameAs: 'etching-tools-order.1',
      dates: [
        {
          date: '2026-12-15',
          what: { en: 'The Etching Tools Order takes effect', 'zh-Hans': '《蚀刻工具令》生效' },
        },
      ],
      topics: ['controls'],
      importance: 2,
    },
    {
      statement: {
        en: 'The port’s customs office trains forty inspectors for the new licences.',
        'zh-Hans': '港口海关为新的许可证培训四十名查验人员。',
      },
      kind: 'event',
      attribution: { who: { en: 'the article', 'zh-Hans': '该文' }, how: 'unclear' },
      evidence: 'forty inspectors are being trained',
      topics: ['talent'],
      jurisdictions: ['CN'],
      importance: 1,
    },
  ],
  {
    title: 'Licences for etching tools: what the port expects',
    publisher: 'Harbour News',
    url: 'https://harbour.example/etching-tools',
    type: 'commentary',
    published: { date: '2026-11-20', basis: 'stated' },
  },
);
