import { describe, expect, it } from 'vitest';
import { hintsOnAmendment, hintsOnArticle, type Reader } from '../../../../core/filing/hints/hint.ts';
import { aFact, anArticleFile } from '../../../support/builders/an-article.ts';

const of = (language: Reader['language'], ...topics: string[]): Reader => ({
  title: `in ${language}`,
  language,
  topics: topics.map(id => ({ id, title: id })),
});
const both = [of('en', 'controls'), of('zh-Hans', 'controls')];
const words = { en: 'Words', 'zh-Hans': '这些话' };
const whole = aFact('a', 1, {
  statement: words,
  attribution: { who: words, how: 'named' },
  why: { remark: words, by: 'A. Editor' },
});
const titled = { titles: { 'zh-Hans': '标题' } };
const placesOf = (hints: { path: string; says: string }[]) =>
  hints.map(({ path, says }) => `${path} ${says.slice(0, 20)}`);

describe('hints', () => {
  it('are none where every publication has its words', () => {
    expect(hintsOnArticle(anArticleFile('a', [whole], titled), both)).toEqual([]);
    expect(hintsOnAmendment({ fact: 'a.1', reason: words, corrected: whole }, both)).toEqual([]);
  });

  it('are about every field that lacks a language of a publication which shows the fact', () => {
    const plain = aFact('a', 1, {
      statement: { 'zh-Hans': '这些话' },
      attribution: { who: 'A ministry', how: 'named' },
      instrument: 'The rule',
      occurred: { date: '2026', basis: 'inferred', because: 'It says so.' },
      dates: [{ date: '2027-01-01', what: { en: 'The rule ends' } }],
      quote: 'no more',
      why: { remark: { en: 'It matters.' }, by: { en: 'the editors' } },
    });
    const article = { publisher: { en: 'Xinhua' }, note: 'Undated.' };
    expect(placesOf(hintsOnArticle(anArticleFile('a', [plain], article), both))).toEqual(
      [
        'article.titles no words in zh-Hans',
        'article.publisher no words in zh-Hans',
        'article.note no words in zh-Hans',
        'facts[0].statement no words in en',
        'facts[0].attribution.who no words in zh-Hans',
        'facts[0].instrument no words in zh-Hans',
        'facts[0].occurred.because no words in zh-Hans',
        'facts[0].dates[0].what no words in zh-Hans',
        'facts[0].why.remark no words in zh-Hans',
        'facts[0].why.by no words in zh-Hans',
        'facts[0].quoteIn no words in zh-Hans',
      ].map(line => line.replace(/(no words in \S+)/, text => `${text}, the language of`.slice(0, 20))),
    );
    const elsewhere = [of('en', 'controls'), of('zh-Hans', 'talent')];
    expect(placesOf(hintsOnArticle(anArticleFile('a', [plain], article), elsewhere))).toEqual([
      'facts[0].statement no words in en, the ',
    ]);
  });

  it('are one, about the tag, where the words stand under another tag of the language', () => {
    const tagged = { ...whole, statement: { en: 'Words', 'zh-CN': '这些话' } };
    expect(hintsOnArticle(anArticleFile('a', [tagged], { ...titled, language: 'en-GB' }), both)).toEqual([
      { path: 'article.language', says: 'the tag "en-GB": write "en", for which editions look' },
      { path: 'facts[0].statement', says: 'the tag "zh-CN": write "zh-Hans", for which editions look' },
    ]);
  });

  it('are about texts that their tags hardly fit, in the article’s own words too', () => {
    const wrong = { ...whole, statement: { en: '这些话', 'zh-Hans': 'These words' } };
    const article = { title: '这是标题', ...titled };
    expect(hintsOnArticle(anArticleFile('a', [wrong], article), both).map(({ path }) => path)).toEqual([
      'article.title',
      'facts[0].statement.en',
      'facts[0].statement.zh-Hans',
    ]);
  });

  it('are about a headline that a lead lacks in a language of its statement, and about one that nobody sees', () => {
    const at = (changes: object) =>
      placesOf(hintsOnArticle(anArticleFile('a', [{ ...whole, ...changes }], titled), both));
    expect(at({ importance: 2 })).toEqual([]);
    expect(at({ importance: 3 })).toEqual([
      'facts[0].short no headline in en: i',
      'facts[0].short no headline in zh-Ha',
    ]);
    expect(at({ importance: 3, short: words })).toEqual([]);
    expect(at({ importance: 1, short: { en: 'Words' } })).toEqual(['facts[0].short no headline in zh-Ha']);
    expect(at({ importance: 1, short: { ...words, de: 'Worte' } })).toEqual([
      'facts[0].short.de a headline in de, in',
    ]);
  });

  it('are about a reason in one language only, for all publications where a fact is taken back', () => {
    const [hint, ...others] = hintsOnAmendment({ fact: 'a.1', reason: 'It is wrong.' }, both);
    expect(hint).toEqual({ path: 'reason', says: 'no words in zh-Hans, the language of “in zh-Hans”' });
    expect(others).toEqual([]);
  });
});
