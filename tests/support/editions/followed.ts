import type { Article, ArticleFile, Fact } from '../../../core/articles/article-file.ts';
import { firstPage, pageWithContents } from '../documents/earlier-pages.ts';
import { buildSeries, type Series } from './build.ts';
import { type Claim, captured } from './captured.ts';
import { correction, earlier, retraction } from './earlier.ts';
import { chinesePublication, examplePublication } from './example.ts';

const suspended: Claim = {
  statement: {
    en: 'The draft order on etching tools became final, and was suspended the same week.',
    'zh-Hans': '有关刻蚀设备的命令草案定稿，并于同周暂停执行。',
  },
  kind: 'measure',
  status: 'suspended',
  attribution: { who: { en: 'Licensing Board', 'zh-Hans': '许可委员会' }, how: 'named' },
  evidence: 'the order on etching tools is suspended',
  topics: ['controls'],
  importance: 3,
  follows: 'licensing-plans.1',
};

const recount: Claim = {
  statement: { en: 'Port Meridian counts its chip companies anew.', 'zh-Hans': '子午港市重新统计芯片企业。' },
  kind: 'event',
  attribution: { who: { en: 'the article', 'zh-Hans': '该文' }, how: 'the article itself' },
  evidence: 'the city counts its chip companies anew',
  topics: ['regions'],
  importance: 1,
  follows: 'licensing-plans.2',
};

const about: Partial<Article> = {
  title: 'The order is suspended',
  publisher: 'Meridian Gazette',
  published: { date: '2026-11-13', basis: 'stated' },
  retrieved: '2026-11-15',
};
const later: { file: ArticleFile; capture: string } = captured(
  'order-suspended',
  [suspended, recount],
  about,
);

/** Whose four facts of the first edition became corrected, withdrawn, overtaken, and told further, in the second; a third came after it. */
const weeks: Series['weeks'] = [
  desk => desk.file(earlier),
  async desk => {
    await desk.amend({ ...correction, corrected: { ...(correction.corrected as Fact), follows: undefined } });
    await desk.amend(retraction);
    await desk.file(later);
  },
  async () => {},
];

/** As if an earlier version had sealed the first edition with this page. */
function sealedWith(page: string): Series['weeks'][number] {
  return async ({ press: { seals, archive } }) => {
    const [key, content] = [...seals.seals].find(([name]) => name.endsWith('/start')) ?? ['', '{}'];
    const seal = JSON.parse(content);
    seal.files['index.html'] = page;
    seals.seals.set(key, JSON.stringify(seal));
    archive.files.set(`${seal.plan.publication}/${seal.plan.edition}/index.html`, page);
  };
}

function weeksAfter(page: string): Series['weeks'] {
  const [first, second, ...others] = weeks;
  const replaced: Series['weeks'][number] = async desk => {
    await sealedWith(page)(desk);
    await second?.(desk);
  };
  return [...(first ? [first] : []), replaced, ...others];
}

/** Series at whose first page later editions have much to say; in two of them earlier versions sealed it. */
export const followed: Record<
  'in English' | 'in Chinese' | 'of the first version' | 'with contents',
  Series
> = {
  'in English': { publication: examplePublication, weeks },
  'in Chinese': { publication: chinesePublication, weeks },
  'of the first version': { publication: examplePublication, weeks: weeksAfter(firstPage) },
  'with contents': { publication: examplePublication, weeks: weeksAfter(pageWithContents) },
};

/** The first page of such a series, as it stands after the third edition. */
export async function followedPage(name: keyof typeof followed): Promise<string> {
  return (await buildSeries(name, followed[name], 'public')).pagesBefore[0] ?? '';
}
