import { expect, it } from 'vitest';
import { repeatedArticles } from '../../../core/filing/repeated-articles.ts';
import { sampleFile } from './sample-article.ts';

it('names every file whose article id an earlier one has, and that one', () => {
  const withId = (path: string, id: string) => {
    const file = sampleFile();
    return { path, file: { ...file, article: { ...file.article, id } } };
  };
  const files = [withId('a', 'x'), withId('b', 'y'), withId('c', 'x'), withId('d', 'x')];
  const mistakes = repeatedArticles(files);
  expect(mistakes.map(({ source, path, found }) => [source, path, found])).toEqual([
    ['c', 'article.id', '"x"'],
    ['d', 'article.id', '"x"'],
  ]);
  for (const { expected } of mistakes) expect(expected).toContain('; a has this one');
});
