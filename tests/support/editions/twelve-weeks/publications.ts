import { type Publication, parseConfiguration } from '../../../../core/publication/configuration.ts';

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

/** The same facts for readers of English and of Chinese. */
export const inventedPublications = { en: invented('en'), 'zh-Hans': invented('zh-Hans') };
