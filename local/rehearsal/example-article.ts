import { createHash } from 'node:crypto';
import type { ArticleFile } from '../../core/articles/article-file.ts';
import type { Publication } from '../../core/publication/configuration.ts';

/** An article that nobody published, with the text it is drawn from: the rehearsal needs a capture, and none is in the project. */
export const exampleCapture = [
  '20 November 2026. The Ministry of Examples said that the register of dual-use tools opens on 1 December 2026.',
  'A spokesperson called it "a small step" and gave no list of the tools.',
].join('\n');

/**
 * Two facts of that article, under the publication's first topic, so that an edition of any configuration takes them up.
 * @param id the article's: each edition needs one of its own.
 */
export function exampleArticle({ topics }: Publication, id: string): ArticleFile {
  const common = {
    topics: topics.slice(0, 1).map(topic => topic.id),
    jurisdictions: ['CN'],
    entities: ['Ministry of Examples'],
  };
  return {
    article: {
      id,
      title: 'A register opens',
      publisher: 'The Example Post',
      type: 'news',
      published: { date: '2026-11-20', basis: 'stated' },
      retrieved: '2026-11-21',
      language: 'en',
      capture: {
        sha256: createHash('sha256').update(exampleCapture).digest('hex'),
        characters: exampleCapture.length,
      },
    },
    facts: [
      {
        ...common,
        id: `${id}.1`,
        statement: { en: 'The register of dual-use tools opens on 1 December 2026.' },
        kind: 'measure',
        status: 'not stated',
        attribution: { who: 'Ministry of Examples', how: 'named' },
        evidence: 'the register of dual-use tools opens on 1 December 2026',
        importance: 3,
      },
      {
        ...common,
        id: `${id}.2`,
        statement: { en: 'The ministry played the register down and left open which tools it will hold.' },
        kind: 'statement',
        attribution: { who: 'a spokesperson of the Ministry of Examples', how: 'unnamed' },
        evidence: 'gave no list of the tools',
        quote: 'a small step',
        importance: 1,
      },
    ],
  };
}
