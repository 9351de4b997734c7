import type { AmendmentFile } from '../../../core/articles/amendment-file.ts';
import type { Fact } from '../../../core/articles/article-file.ts';
import { type Claim, captured } from './captured.ts';

const itself: Fact['attribution'] = {
  who: { en: 'the article', 'zh-Hans': '该文' },
  how: 'the article itself',
};

const freeRooms: Claim = {
  statement: {
    en: 'Port Meridian lends clean rooms to young companies free of charge.',
    'zh-Hans': '子午港市向初创企业免费出借洁净室。',
  },
  kind: 'measure',
  status: 'in force',
  attribution: itself,
  evidence: 'young companies may borrow clean rooms free of charge',
  dates: [{ date: '2026-12-20', what: { en: 'The first rooms are lent', 'zh-Hans': '首批洁净室出借' } }],
  topics: ['regions'],
  jurisdictions: ['CN'],
  importance: 2,
};

/** An invented article that an edition carries before the one that is looked at: later facts refer to it, or put it right. */
export const earlier = captured(
  'licensing-plans',
  [
    {
      statement: {
        en: 'A draft order would put etching tools under licence.',
        'zh-Hans': '一项命令草案拟将蚀刻工具纳入许可管理。',
      },
      kind: 'measure',
      status: 'proposed',
      attribution: itself,
      evidence: 'the draft order puts etching tools under licence',
      topics: ['controls'],
      importance: 3,
    },
    {
      statement: {
        en: 'Port Meridian has 214 chip companies.',
        'zh-Hans': '子午港市有214家芯片企业。',
      },
      kind: 'figure',
      attribution: itself,
      evidence: 'the city has 214 chip companies',
      topics: ['regions'],
      importance: 1,
    },
    freeRooms,
    {
      statement: {
        en: 'Nine in ten of the city’s engineers were trained abroad.',
        'zh-Hans': '该市九成工程师在国外受过培训。',
      },
      kind: 'figure',
      attribution: { who: 'people in the trade', how: 'unnamed' },
      evidence: 'nine in ten engineers were trained abroad',
      topics: ['talent'],
      importance: 1,
    },
  ],
  {
    title: 'What the licensing board has in mind',
    publisher: 'Meridian Gazette',
    url: 'https://gazette.example/news/2026-11-06/licensing-plans',
    retrieved: '2026-11-08',
    published: { date: '2026-11', basis: 'inferred', because: 'it speaks of the trade fair of that month.' },
  },
);

/** Puts right that the city lends its rooms already: with all that a correction can carry. */
export const correction: AmendmentFile = {
  fact: 'licensing-plans.3',
  reason: {
    en: 'The article tells of a draft, which we had taken for the rule itself.',
    'zh-Hans': '该文所述为草案，我们误以为是正式规定。',
  },
  corrected: {
    ...(earlier.file.facts[2] as Fact),
    statement: {
      en: 'Port Meridian would lend clean rooms to young companies free of charge.',
      'zh-Hans': '子午港市拟向初创企业免费出借洁净室。',
    },
    status: 'proposed',
    instrument: 'Clean Rooms Draft',
    citation: 'PM Notices 2026/12',
    primarySource: 'https://port-meridian.example/drafts/12?lang=en',
    follows: 'licensing-plans.1',
    dates: [{ date: '2027-01-10', what: 'Comments on the Clean Rooms Draft close' }],
    why: { remark: 'Nobody can apply for a room yet.', by: 'A. Editor' },
  },
};

/** Puts the correction right in its turn. */
export const correctionOfCorrection: AmendmentFile = {
  fact: 'licensing-plans.3',
  reason: 'The draft has been withdrawn since; the article said so in its second edition.',
  corrected: { ...(correction.corrected as Fact), status: 'revoked', dates: [] },
};

/** Takes a count back. */
export const retraction: AmendmentFile = {
  fact: 'licensing-plans.4',
  reason: {
    en: 'The article names no source for this count, and has taken it out.',
    'zh-Hans': '该文未注明这一数字的出处，并已将其删去。',
  },
};
