import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ArticleFile } from '../../../core/articles/article-file.ts';
import { fileArticle } from '../../../core/filing/file-article.ts';
import { aMemoryWorld } from '../memory-world.ts';
import { articleFolder } from '../written-articles.ts';

const articles = articleFolder();

describe('courant facts add, of what is filed already', () => {
  it('changes nothing when the same is filed again', async () => {
    const { press, courant } = aMemoryWorld();
    const line = ['facts', 'add', await articles.write('one'), '--captures', join(articles.folder, 'texts')];
    await courant(...line);
    const records = [...press.log.records];
    const again = await courant(...line);
    expect(again).toMatchObject({
      code: 0,
      out: expect.stringContaining('filed before  2026-11-20T00:00:00Z'),
    });
    expect(again.out).toContain('Nothing is new');
    expect([...press.log.records]).toEqual(records);
  });

  it('reads nothing of the log but the articles themselves when the same is filed again', async () => {
    const { press, courant } = aMemoryWorld();
    const line = ['facts', 'add', await articles.write('one'), '--captures', join(articles.folder, 'texts')];
    await courant(...line);
    const [own] = press.log.records.keys();
    const filed = await articles.write('two');
    await courant('facts', 'add', filed, '--captures', join(articles.folder, 'texts'));
    const read: string[] = [];
    const { read: readRecord, stored, keys } = press.log;
    const noting = (what: string) => {
      read.push(what);
    };
    press.log.read = async key => {
      noting(key);
      return readRecord.call(press.log, key);
    };
    press.log.stored = async key => {
      noting(key);
      return stored.call(press.log, key);
    };
    press.log.keys = async (from, to) => {
      noting('a list');
      return keys.call(press.log, from, to);
    };
    const { code, out } = await courant(...line);
    expect(code).toBe(0);
    expect(out).toMatch(/^filed before /);
    expect(new Set(read)).toEqual(new Set([own]));
  });

  it('refuses of several articles those alone that are not filed, by rules that have become stricter since', async () => {
    const { press, courant, installation } = aMemoryWorld();
    const cut = (file: ArticleFile) => {
      for (const fact of file.facts) Object.assign(fact, { evidence: 'ublished words 1', topics: ['golf'] });
    };
    const before = await articles.write('one', cut);
    await fileArticle(installation, JSON.parse(await readFile(before, 'utf8')) as ArticleFile, null);
    const add = (...paths: string[]) =>
      courant('facts', 'add', ...paths, '--captures', join(articles.folder, 'texts'));
    const refused = await add(before, await articles.write('two', cut));
    expect(refused.err).toMatch(/^Nothing was filed: 2 mistakes\n/);
    expect(refused.err).not.toContain(before);
    expect([...press.log.names.keys()]).toEqual(['articles/one']);
    const { code, out } = await add(before, await articles.write('three'));
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^filed before .*one\.json\nfiled {9}.*three\.json$/m),
    ]);
  });
});
