import type { Article, Fact } from '../core/articles/article-file.ts';
import type { StoredRecord } from '../core/articles/fact-log.ts';
import { recordKey } from '../core/articles/record-key.ts';
import { sha256 } from '../core/foundation/hash.ts';
import type { Instant } from '../core/foundation/instant.ts';

/** Facts that each article makes. */
const factsOfAnArticle = 22;
/** One fact in eight is in Chinese only, as when nobody has translated it yet. */
const chineseEvery = 8;
const who = [
  'Ministry of Examples',
  'Bureau of Made-up Statistics',
  'Commission for Trials',
  'Chamber of Samples',
];
const did = [
  'publishes a draft on',
  'narrows the licences for',
  'reports output of',
  'postpones the plan for',
];
const what = [
  'lithography parts',
  'memory for training clusters',
  'gallium and germanium',
  'machine tools',
  'power chips',
];
const whither = [
  'sold to one province',
  'made in pilot zones',
  'bought by laboratories',
  'shipped through ports',
];

/** The records of a made-up week: the same on every machine, and like nothing that happened. */
export function madeUpRecords(articles: number, topics: readonly string[], to: Instant): StoredRecord[] {
  return Array.from({ length: articles }, (_, index) => {
    const article = anArticle(index);
    const facts = Array.from({ length: factsOfAnArticle }, (_, number) =>
      aFact(article.id, index * factsOfAnArticle + number, number, topics),
    );
    const recordedAt = new Date(Date.parse(to) - (index + 1) * 3_600_000)
      .toISOString()
      .replace('.000', '') as Instant;
    const record = { type: 'article' as const, recordedAt, article, facts };
    return { key: recordKey(record), record };
  });
}

function anArticle(index: number): Article {
  const id = `made-up-${index + 1}`;
  return {
    id,
    title: `${taken(who, index)} ${taken(did, index, 4)} ${taken(what, index)}, number ${index + 1}`,
    publisher: index % 2 === 0 ? 'The Example Post' : 'Harbour Sample Review',
    url: `https://post.example/2026/11/${id}`,
    type: 'news',
    published: { date: '2026-11-20', basis: 'stated' },
    retrieved: '2026-11-21',
    language: 'en',
    capture: { sha256: sha256(id), characters: 1_000 + index },
  };
}

function aFact(article: string, index: number, number: number, topics: readonly string[]): Fact {
  const statement: Fact['statement'] = isChinese(index)
    ? {
        'zh-Hans': `样本部公布第${index + 1}号征求意见稿，拟对试点地区生产的存储芯片和机床零部件实行许可管理。`,
      }
    : {
        en: `${taken(who, index)} ${taken(did, index, 4)} ${taken(what, index)} ${taken(whither, index, 3)}, number ${index + 1} of its kind.`,
      };
  return {
    id: `${article}.${number + 1}`,
    statement,
    kind: index % 5 === 4 ? 'expectation' : 'event',
    attribution: { who: taken(who, index), how: 'named' },
    evidence: `words ${index + 1} of the article`,
    topics: [taken(topics, index)],
    jurisdictions: ['CN'],
    entities: [],
    importance: index % 14 === 0 ? 3 : 1,
  };
}

function isChinese(index: number): boolean {
  return index % chineseEvery === chineseEvery - 1;
}

/** An entry for each index, in turn; `step` lets lists of the same length run out of step. */
function taken(list: readonly string[], index: number, step = 1): string {
  return list[Math.floor(index / step) % list.length] ?? '';
}
