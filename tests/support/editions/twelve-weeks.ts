import { type Publication, parseConfiguration } from '../../../core/publication/configuration.ts';
import type { Series } from './build.ts';
import { both, corrected, factOf } from './captured.ts';
import { cleanRooms, fiveRules, inTheDaily, talentSpeech } from './twelve-weeks-autumn.ts';
import { finalOrder, mergerTalks, octoberFigures, partsDraft, suspension } from './twelve-weeks-winter.ts';

const topics = {
  en: ['Export controls', 'Industry', 'Cities', 'Talent'],
  'zh-Hans': ['出口管制', '产业', '城市', '人才'],
};
const names = { en: 'Meridian Chip Notes', 'zh-Hans': '子午芯片简报' };
const about = {
  en: 'Chip policy of an invented country, every week, with its sources.',
  'zh-Hans': '一个虚构国家的芯片政策，每周一期，附出处。',
};

/** A publication that nobody has: what it tells of is invented. In Shanghai it comes at the same moment all year round. */
function invented(language: 'en' | 'zh-Hans'): Publication {
  const { publications } = parseConfiguration(
    {
      publications: [
        {
          id: language === 'en' ? 'meridian-chip-notes' : 'meridian-chip-notes-zh',
          title: names[language],
          description: about[language],
          language,
          from: { name: names[language], address: 'notes@meridian.example' },
          replyTo: 'editors@meridian.example',
          postalAddress: 'Meridian Chip Notes, 3 Quay Street, Port Meridian',
          schedule: { every: 'week', on: 'monday', at: '14:00', timeZone: 'Asia/Shanghai' },
          topics: ['controls', 'industry', 'regions', 'talent'].map((id, index) => ({
            id,
            title: topics[language][index],
          })),
        },
      ],
      operator: 'operator@meridian.example',
    },
    'the invented publications',
  );
  const [publication] = publications;
  if (!publication) throw new Error('no publication');
  return publication;
}

const quiet = async () => {};

/** A headline, a statement and what depends on them: the share was wrong. */
const aQuarter = corrected(
  factOf(cleanRooms, 1),
  both(
    'The article says a quarter; we had read the share of another city.',
    '文章所述为四分之一，我们误读了另一城市的比例。',
  ),
  {
    statement: both(
      'Port Meridian plans to pay a quarter of the cost of new clean rooms.',
      '子午港市计划承担新建洁净室四分之一的费用。',
    ),
    short: both('Port Meridian plans to pay a quarter of clean rooms', '子午港市计划承担洁净室四分之一费用'),
  },
);

/** A slip in the Chinese alone: readers of English are told of no correction. */
const inChineseAlone = corrected(
  factOf(cleanRooms, 2),
  { 'zh-Hans': '中文漏译了“据该市统计”。' },
  { statement: both('The city counts 214 chip companies.', '据该市统计，当地有214家芯片企业。') },
);

const notNineInTen = {
  fact: factOf(talentSpeech, 2).id,
  reason: both('The article took the figure back; no count exists.', '文章已撤回该数字，并无此统计。'),
};

/** A figure that its ministry put right. */
const notTwelve = corrected(
  factOf(octoberFigures, 2),
  both('The ministry revised the figure.', '工业部修订了该数字。'),
  { statement: both('Imports of wafers rose by 6 per cent.', '晶圆进口增长6%。') },
);

/** What is filed before each of twelve editions, the first of 7 September 2026 and the last of 23 November 2026. */
const weeks: Series['weeks'] = [
  desk => desk.file(fiveRules),
  async desk => {
    await desk.file(cleanRooms);
    await desk.file(inTheDaily);
  },
  quiet,
  // The day on which the five rules take effect falls before the next edition.
  quiet,
  desk => desk.file(talentSpeech),
  desk => desk.amend(aQuarter),
  desk => desk.file(partsDraft),
  desk => desk.file(suspension),
  async desk => {
    await desk.amend(notNineInTen);
    await desk.amend(inChineseAlone);
  },
  desk => desk.file(mergerTalks),
  desk => desk.file(octoberFigures),
  async desk => {
    await desk.file(finalOrder);
    await desk.amend(notTwelve);
  },
];

/** Twelve weeks of an invented publication, in each of its languages. */
export const twelveWeeks: Record<'en' | 'zh-Hans', Series> = {
  en: { publication: invented('en'), weeks },
  'zh-Hans': { publication: invented('zh-Hans'), weeks },
};
