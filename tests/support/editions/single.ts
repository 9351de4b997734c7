import { captured } from './captured.ts';

/** An article with one claim, and with nothing that may be left out: no link, no author, no date but a year. */
export const aSingleFact = captured(
  'single',
  [
    {
      statement: {
        en: 'A museum of computing opened in Port Meridian.',
        'zh-Hans': '子午港市开设了一座计算机博物馆。',
      },
      kind: 'event',
      attribution: { who: 'the article', how: 'the article itself' },
      evidence: 'a museum of computing has opened',
      topics: ['regions'],
      importance: 1,
    },
  ],
  { title: 'A museum opens', publisher: 'Meridian Gazette', published: { date: '2026', basis: 'stated' } },
);
