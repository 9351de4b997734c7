import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ArticleFile } from '../../../core/articles/article-file.ts';
import { aMemoryWorld } from '../memory-world.ts';
import { articleFolder, textAbout } from '../written-articles.ts';

const articles = articleFolder();

describe('courant facts add', () => {
  it('files an article with its capture, and says when it appears', async () => {
    const { press, courant, seen } = aMemoryWorld();
    const path = await articles.write('one');
    const { code, out } = await courant(
      'facts',
      'add',
      path,
      '--capture',
      join(articles.folder, 'texts', 'text of one'),
    );
    expect(code).toBe(0);
    expect(out).toBe(
      `filed  2026-11-20T00:00:00Z  1 fact  ${path}\nNext edition of Weekly: 2026-11-23T06:00:00Z\n`,
    );
    expect([...press.log.names.keys()]).toEqual(['articles/one']);
    expect([...press.log.captures.values()]).toEqual([textAbout('one')]);
    expect(seen).toEqual({ opened: 1, closed: 1 });
  });

  it('finds the captures of several articles in a articles.folder by their hashes', async () => {
    const { press, courant } = aMemoryWorld();
    const paths = [await articles.write('one'), await articles.write('two')];
    expect((await courant('facts', 'add', ...paths, '--captures', join(articles.folder, 'texts'))).code).toBe(
      0,
    );
    expect([...press.log.names.keys()]).toEqual(['articles/one', 'articles/two']);
    expect(press.log.captures.size).toBe(2);
  });

  it('finds a capture that was saved with a byte order mark and CR LF, and keeps it without', async () => {
    const { press, courant } = aMemoryWorld();
    const path = await articles.write('one');
    const text = textAbout('one');
    await writeFile(join(articles.folder, 'texts', 'text of one'), `\ufeff${text.replace('\n', '\r\n')}`);
    expect((await courant('facts', 'add', path, '--captures', join(articles.folder, 'texts'))).code).toBe(0);
    expect([...press.log.captures.values()]).toEqual([text]);
  });

  it('notes a fact that says nearly the same as one that is filed, and files it all the same; once filed it says nothing', async () => {
    const { press, courant } = aMemoryWorld();
    const rain = { en: 'The ministry published a list of harbours.' };
    const say = (file: ArticleFile) => {
      for (const fact of file.facts) fact.statement = rain;
    };
    const texts = ['--captures', join(articles.folder, 'texts')];
    const [one, two] = [await articles.write('one', say), await articles.write('two', say)];
    expect((await courant('facts', 'add', one, ...texts)).out).not.toContain('note: ');
    const { code, out } = await courant('facts', 'add', two, ...texts);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(
        /^note: two\.1 says nearly the same as one\.1, which is filed: [\s\S]*"sameAs": "one\.1"/,
      ),
    ]);
    expect([...press.log.names.keys()]).toEqual(['articles/one', 'articles/two']);
    expect((await courant('facts', 'add', one, two, ...texts)).out).not.toContain('note: ');
  });

  it('files none of several articles while one was captured on a day that has not come', async () => {
    const { press, courant } = aMemoryWorld();
    const ahead = await articles.write('one', ({ article }) =>
      Object.assign(article, { retrieved: '2031-01-01' }),
    );
    const { code, err } = await courant(
      'facts',
      'add',
      await articles.write('two'),
      ahead,
      '--captures',
      join(articles.folder, 'texts'),
    );
    expect(code).toBe(1);
    expect(err).toContain(`${ahead}: article.retrieved`);
    expect(press.log.records.size).toBe(0);
  });

  it('files nothing when one of several files is wrong, and names every mistake of each', async () => {
    const { press, courant, seen } = aMemoryWorld();
    const good = await articles.write('one');
    const wrongEvidence = await articles.write(
      'two',
      ({ facts: [fact] }) => fact && Object.assign(fact, { evidence: 'nowhere' }),
    );
    const wrongTopic = await articles.write(
      'three',
      ({ facts: [fact] }) => fact && Object.assign(fact, { topics: ['golf'] }),
    );
    const noCapture = await articles.write('four', ({ article }) => {
      article.capture.sha256 = 'f'.repeat(64);
    });
    const paths = [good, wrongEvidence, wrongTopic, noCapture, join(articles.folder, 'nowhere.json'), good];
    const { code, err } = await courant(
      'facts',
      'add',
      ...paths,
      '--captures',
      join(articles.folder, 'texts'),
    );
    expect(code).toBe(1);
    expect(err).toMatch(/^Nothing was filed: 5 mistakes/);
    expect(err).toContain(`${wrongEvidence}: facts[0].evidence`);
    expect(err).toContain(`${wrongTopic}: facts[0].topics[0]`);
    expect(err).toContain(`${noCapture}: article.capture.sha256`);
    expect(err).toContain('no such file');
    expect(err).toContain(`an id of its own; ${good} has this one`);
    expect(seen.opened).toBe(0);
    expect(press.log.records.size).toBe(0);
  });

  it('files nothing when one of several is filed with other content', async () => {
    const { press, courant } = aMemoryWorld();
    await courant('facts', 'add', await articles.write('two'), '--captures', join(articles.folder, 'texts'));
    const changed = await articles.write('two', ({ article }) => {
      article.title = 'Another title';
    });
    const { code, err } = await courant(
      'facts',
      'add',
      await articles.write('one'),
      changed,
      '--captures',
      join(articles.folder, 'texts'),
    );
    expect(code).toBe(1);
    expect(err).toMatch(/^Nothing was filed\.\nThe article "two" was filed .*What differs: article\.title/);
    expect([...press.log.names.keys()]).toEqual(['articles/two']);
    expect(press.log.captures.size).toBe(1);
  });

  it('refuses names of facts that are neither filed nor filed together with it, and files nothing', async () => {
    const { press, courant } = aMemoryWorld();
    const naming = (id: string, names: object) =>
      articles.write(id, ({ facts: [fact] }) => fact && Object.assign(fact, names));
    const add = (...paths: string[]) =>
      courant('facts', 'add', ...paths, '--captures', join(articles.folder, 'texts'));
    await add(await articles.write('filed'));
    const wrong = await naming('one', { sameAs: 'filed.2', follows: ['filed.1', 'nowhere.1'] });
    const { code, err } = await add(wrong, await articles.write('two'));
    expect(code).toBe(1);
    expect(err).toMatch(/^Nothing was filed: 2 mistakes/);
    expect(err).toContain(
      `${wrong}: facts[0].sameAs\n  expected: the id of a filed fact; its article has filed.1`,
    );
    expect(err).toContain(`${wrong}: facts[0].follows[1]\n  expected: the id of a filed fact\n`);
    expect(press.log.records.size).toBe(1);

    const one = await naming('one', { sameAs: 'two.1', follows: 'filed.1' });
    expect((await add(one, await naming('two', { sameAs: 'one.1' }))).code).toBe(0);
    expect(press.log.records.size).toBe(3);
  });

  it('hints at what readers would miss, and files all the same', async () => {
    const { courant } = aMemoryWorld();
    const path = await articles.write(
      'one',
      ({ facts: [fact] }) => fact && Object.assign(fact, { importance: 3 }),
    );
    const { code, out } = await courant('facts', 'add', path, '--captures', join(articles.folder, 'texts'));
    expect(code).toBe(0);
    expect(out).toMatch(/^hint: .*one\.json: facts\[0\]\.short: no headline in en: .*\nfiled /);
  });

  it('says of a correction that it is no article, and how it is filed', async () => {
    const { courant } = aMemoryWorld();
    await writeFile(join(articles.folder, 'c.json'), JSON.stringify({ fact: 'one.1', reason: 'So.' }));
    const { code, err } = await courant(
      'facts',
      'add',
      join(articles.folder, 'c.json'),
      '--captures',
      articles.folder,
    );
    expect(code).toBe(1);
    expect(err).toMatch(/1 mistake\n.*c\.json\n.*an article file\n.*a correction.*\n.*facts correct/);
  });

  it('says what is filed when the store fails on the way, and completes it the next time', async () => {
    const { press, courant, seen } = aMemoryWorld();
    const append = press.log.append.bind(press.log);
    let calls = 0;
    press.log.append = async record => {
      calls += 1;
      if (calls === 2) throw new Error('the line is down');
      return append(record);
    };
    const [one, two] = [await articles.write('one'), await articles.write('two')];
    const line = ['facts', 'add', one, two, '--captures', join(articles.folder, 'texts')];
    const stopped = await courant(...line);
    expect(stopped.code).toBe(1);
    expect(stopped.err).toContain(`${two}: filing stopped: the line is down\nFiled before that: ${one}.`);
    expect(seen.closed).toBe(1);
    const { code, out } = await courant(...line);
    expect(code).toBe(0);
    expect(out).toMatch(/^filed before .*one\.json\nfiled {9}.*two\.json$/m);
  });

  it('says where captured texts are to whoever has an article file without one, as of those in facts/', async () => {
    const { courant } = aMemoryWorld();
    const path = await articles.write('one');
    const without = await courant('facts', 'add', path);
    const elsewhere = await courant('facts', 'add', path, '--captures', articles.folder);
    expect([without.code, elsewhere.code]).toEqual([2, 1]);
    for (const { err } of [without, elsewhere]) {
      expect(err).toMatch(/to do: .*not in the repository.*who wrote the article file has its text/);
      expect(err).toMatch(/to do: .*npm start, which needs no text/);
    }
  });

  it('files nothing while a file has a note that it does not accept, and shows each with what to write', async () => {
    const { press, courant } = aMemoryWorld();
    const statement = { en: 'The ministry published 40 words.' };
    const wrong = await articles.write(
      'one',
      ({ facts: [fact] }) => fact && Object.assign(fact, { statement }),
    );
    const line = [
      'facts',
      'add',
      await articles.write('two'),
      wrong,
      '--captures',
      join(articles.folder, 'texts'),
    ];
    const { code, err } = await courant(...line);
    expect(code).toBe(1);
    expect(err).toContain('Nothing was filed: 1 note that no file accepts.');
    expect(err).toContain(
      '  statement: The ministry published [40] words.\n' +
        '  capture:   The Ministry of Examples [published words 1 about one].\n',
    );
    expect(press.log.records.size).toBe(0);

    const found = /to accept: (\{.*\})/.exec(err)?.[1] ?? '';
    const accepted = [{ ...(JSON.parse(found) as object), because: 'The annex has 40.', by: 'A. Editor' }];
    await articles.write('one', file => {
      Object.assign(file.facts[0] ?? {}, { statement });
      Object.assign(file, { accepted });
    });
    expect((await courant(...line)).code).toBe(0);
    const records = [...press.log.records.values()].join('\n');
    expect(records).toContain('The annex has 40.');
  });

  it('refuses a folder of captures that is none', async () => {
    const { code, err } = await aMemoryWorld().courant(
      'facts',
      'add',
      await articles.write('one'),
      '--captures',
      join(articles.folder, 'x'),
    );
    expect(code).toBe(1);
    expect(err).toContain(`found:    --captures ${join(articles.folder, 'x')}: nothing there`);
  });
});

describe('courant facts check', () => {
  it('checks with the topics of the configuration, and opens no installation', async () => {
    const { courant, seen } = aMemoryWorld();
    const good = await courant(
      'facts',
      'check',
      await articles.write('one'),
      '--capture',
      join(articles.folder, 'texts', 'text of one'),
    );
    expect(good).toMatchObject({ code: 0, out: expect.stringContaining('agrees with its capture') });
    const wrong = await articles.write(
      'two',
      ({ facts: [fact] }) => fact && Object.assign(fact, { topics: ['golf'] }),
    );
    expect(await courant('facts', 'check', wrong)).toMatchObject({
      code: 1,
      out: expect.stringContaining('"golf"'),
    });
    expect(seen.opened).toBe(0);
  });
});
