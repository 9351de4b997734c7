import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ArticleFile } from '../../../core/articles/article-file.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { aFact, anArticleFile } from '../../support/builders/an-article.ts';
import { aMemoryWorld } from '../memory-world.ts';

const text = '20 November 2026. The Ministry of Examples published words 1 about one.\n';
const article: ArticleFile = anArticleFile(
  'one',
  [aFact('one', 1, { evidence: 'published words 1 about one' })],
  {
    capture: { sha256: sha256(text), characters: text.length },
  },
);
let folder = '';
let files: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-paths-'));
  files = [join(folder, 'article.schema.json'), join(folder, 'one.json')];
  await writeFile(files[0] ?? '', '{}');
  await writeFile(files[1] ?? '', JSON.stringify(article));
  await writeFile(join(folder, 'one.txt'), text);
});
afterEach(() => rm(folder, { recursive: true }));

it('courant facts check passes over the schema that stands among the articles, and says so', async () => {
  const { code, out } = await aMemoryWorld().courant(
    'facts',
    'check',
    ...files,
    '--capture',
    join(folder, 'one.txt'),
  );
  expect(out).toMatch(
    /article\.schema\.json: a schema for editor programs, passed over\n.*one\.json: OK, 1 fact/,
  );
  expect(code).toBe(0);
});

it('courant facts add passes over it too, and files the articles', async () => {
  const { press, courant } = aMemoryWorld();
  const { code, out } = await courant('facts', 'add', ...files, '--capture', join(folder, 'one.txt'));
  expect(out).toContain('article.schema.json: a schema for editor programs, passed over\n');
  expect(code).toBe(0);
  expect([...press.log.names.keys()]).toEqual(['articles/one']);
});

it.each([
  [['check', 'a.schema.json'], 'found:    a.schema.json\n'],
  [['add', 'a.schema.json', '--captures', 'd'], 'found:    a.schema.json\n'],
  [['check', 'a.json', 'b.json', '--capture', 'c'], 'found:    --capture with 2 files\n'],
])('courant facts %j is refused as it was typed', async (words, found) => {
  const { code, out, err } = await aMemoryWorld().courant('facts', ...words);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(found);
});
