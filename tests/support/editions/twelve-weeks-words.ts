import type { AmendmentFile } from '../../../core/articles/amendment-file.ts';
import type { Fact } from '../../../core/articles/article-file.ts';
import { type Publication, parseConfiguration } from '../../../core/publication/configuration.ts';
import type { Captured, Claim } from './captured.ts';

/** Words in both languages of the invented publications. */
export const both = (en: string, chinese: string) => ({ en, 'zh-Hans': chinese });

type Words = Fact['statement'];
type Rest = Partial<Claim> & Pick<Claim, 'kind' | 'attribution'>;

/** A claim whose evidence is how its statement begins: an invented article says what we say of it. */
export function claim(statement: Words, rest: Rest): Claim {
  const [text = ''] = Object.values(statement);
  const evidence = text
    .split(' ')
    .slice(0, 10)
    .join(' ')
    .replace(/[.。]$/u, '');
  return { statement, evidence, topics: ['controls'], importance: 2, ...rest };
}

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

/** The article's own account. */
export const itself: Fact['attribution'] = { who: both('the article', '该文'), how: 'the article itself' };

/** Nobody by name, in the words of the article. */
export const unnamed = (en: string, chinese: string): Fact['attribution'] => ({
  who: both(en, chinese),
  how: 'unnamed',
});

/** A fact of a filed article. */
export function factOf({ file }: Captured, number: number): Fact {
  const fact = file.facts[number - 1];
  if (!fact) throw new Error(`${file.article.id} has no fact ${number}`);
  return fact;
}

/** Puts a fact right in some of its fields. */
export function corrected(fact: Fact, reason: AmendmentFile['reason'], right: Partial<Fact>): AmendmentFile {
  return { fact: fact.id, reason, corrected: { ...fact, ...right } };
}

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
