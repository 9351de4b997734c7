import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { characterCount } from '../../../core/filing/check-capture.ts';
import { fileArticle } from '../../../core/filing/file-article.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { aFact, anArticleFile } from '../../support/builders/an-article.ts';
import { aMemoryWorld } from '../memory-world.ts';

/** Bears out all that the files say, but where a test says otherwise. */
const text =
  '20 November 2026. The Ministry of Examples published words 1 about harbours and words 2 about ports.\n';
const first = aFact('harbour', 1, { evidence: 'published words 1 about harbours' });
const capture = { sha256: sha256(text), characters: characterCount(text) };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-article-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function aWorldWithAnArticle() {
  const world = aMemoryWorld();
  await fileArticle(world.installation, anArticleFile('harbour', [first], { capture }), text);
  return world;
}

async function write(name: string, content: object | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const addition = (article = 'harbour', more: object = {}) => ({
  article,
  facts: [aFact(article, 2, { evidence: 'words 2 about ports', ...more })],
});
const correction = (corrected: object = { publisher: 'Harbour Post', author: 'A. Example' }) => ({
  article: 'harbour',
  reason: 'It was reprinted.',
  corrected,
});

describe('courant facts add --to', () => {
  it('files the facts, says which and when, and when the next edition comes', async () => {
    const { courant, press } = await aWorldWithAnArticle();
    const line = ['facts', 'add', '--to', 'harbour', await write('missed.json', addition())];
    const { code, out, err } = await courant(...line);
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(
      [
        '1 fact added to harbour.',
        'Filed         2026-11-20T00:00:00Z, as record 1 about the article',
        'harbour.2     Statement 2 of harbour',
        'Next edition of Weekly: 2026-11-23T06:00:00Z',
        '',
      ].join('\n'),
    );
    expect([...press.log.names.keys()]).toEqual(['articles/harbour', 'amendments/harbour/0001']);
    expect((await courant(...line)).out).toMatch(
      /^Added to harbour before, at 2026-11-20T00:00:00Z\.\nNothing is new/,
    );
  });

  it.each([
    ['a file of another article', ['--to', 'port'], addition(), 1, '"port", as typed'],
    [
      'a topic that no publication has',
      ['--to', 'harbour'],
      addition('harbour', { topics: ['golf'] }),
      1,
      'topics[0]',
    ],
    ['an article that is not filed', ['--to', 'port'], addition('port'), 1, 'no article port'],
    ['a folder of texts', ['--to', 'harbour', '--captures', '.'], addition(), 2, 'no folder of texts'],
    ['what is no id', ['--to', 'Harbour!'], addition(), 2, "an article's id"],
  ])('refuses %s', async (_, options, file, code, says) => {
    const { courant, press } = await aWorldWithAnArticle();
    const ran = await courant('facts', 'add', ...options, await write('missed.json', file));
    expect(ran).toMatchObject({ code, err: expect.stringContaining(says) });
    expect(press.log.names.size).toBe(1);
  });
});

describe('courant facts add --to of what the text does not bear out', () => {
  const wrong = () => addition('harbour', { statement: { en: 'Ports spend 5 million.' } });
  const acceptance = {
    fact: 'harbour.2',
    note: 'figure',
    words: '5 million',
    because: 'So.',
    by: 'B. Editor',
  };

  it('files nothing until the file accepts the note, which the record keeps', async () => {
    const { courant, press } = await aWorldWithAnArticle();
    const refused = await courant('facts', 'add', '--to', 'harbour', await write('missed.json', wrong()));
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('1 note that no file accepts') });
    expect(refused.err).toContain(
      'note: harbour.2 statement.en: the capture has no figure such as "5 million".',
    );
    expect(press.log.names.size).toBe(1);
    const path = await write('missed.json', { ...wrong(), accepted: [acceptance] });
    expect((await courant('facts', 'add', '--to', 'harbour', path)).code).toBe(0);
    const key = press.log.names.get('amendments/harbour/0001') ?? '';
    expect(await press.log.read(key)).toMatchObject({ type: 'addition', accepted: [acceptance] });
  });

  it('names all mistakes at once, each with its fact and line, the words against a given text among them', async () => {
    const { courant } = await aWorldWithAnArticle();
    const file = addition('port', { evidence: 'made up', topics: ['golf'], kind: 'rumour' });
    const path = await write('missed.json', JSON.stringify(file, null, 2));
    const { code, err } = await courant(
      ...['facts', 'add', '--to', 'harbour', path, '--capture', await write('text.txt', text)],
    );
    expect(code).toBe(1);
    expect(
      [...err.matchAll(/missed\.json: (\S+)\n(?: +where: +(.*))?/g)].map(([, field, where]) => [
        field,
        where,
      ]),
    ).toEqual([
      ['article', 'line 2'],
      ['facts[0].kind', 'fact port.2, line 9'],
      ['facts[0].evidence', expect.stringMatching(/^fact port\.2, line \d+$/)],
      ['facts[0].topics[0]', expect.stringMatching(/^fact port\.2, line \d+$/)],
    ]);
  });

  it('notes one that says nearly the same as a fact of the article, however long ago that was filed', async () => {
    const { courant } = await aWorldWithAnArticle();
    const twin = addition('harbour', { statement: { en: 'Statement 1 of harbour' } });
    const { code, out } = await courant('facts', 'add', '--to', 'harbour', await write('missed.json', twin));
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^note: harbour\.2 says nearly the same as harbour\.1, which is filed/),
    ]);
    const again = await courant('facts', 'add', '--to', 'harbour', join(folder, 'missed.json'));
    expect(again.out).not.toContain('note: ');
  });

  it('facts check notes it too, and takes what the file accepts', async () => {
    const { courant } = await aWorldWithAnArticle();
    const captured = await write('text.txt', text);
    const check = async (file: object) =>
      courant('facts', 'check', await write('missed.json', file), '--capture', captured);
    const open = await check(wrong());
    expect([open.code, open.out]).toEqual([1, expect.stringContaining('no figure such as "5 million"')]);
    const accepted = await check({ ...wrong(), accepted: [acceptance] });
    expect([accepted.code, accepted.out]).toEqual([0, expect.stringContaining('accepted: harbour.2: ')]);
  });
});

describe('courant article correct', () => {
  it('looks for a date of publication in the kept text, and files it once the file accepts that it is not there', async () => {
    const { courant, press } = await aWorldWithAnArticle();
    const wrong = correction({ published: { date: '2026-11-18', basis: 'stated' } });
    const path = await write('right.json', wrong);
    const refused = await courant('article', 'correct', 'harbour', path);
    expect([refused.code, refused.err]).toEqual([
      1,
      expect.stringContaining('note: harbour published.date: '),
    ]);
    const checked = await courant('facts', 'check', path, '--capture', await write('text.txt', text));
    expect([checked.code, checked.out]).toEqual([
      1,
      expect.stringContaining('note: harbour published.date: '),
    ]);
    expect(press.log.names.size).toBe(1);
    const accepted = [
      { fact: 'harbour', note: 'date', words: '2026-11-18', because: 'So.', by: 'B. Editor' },
    ];
    const line = ['article', 'correct', 'harbour', await write('right.json', { ...wrong, accepted })];
    expect((await courant(...line)).code).toBe(0);
    const key = press.log.names.get('amendments/harbour/0001') ?? '';
    expect(await press.log.read(key)).toMatchObject({ type: 'article correction', accepted });
    await write('right.json', wrong);
    expect((await courant(...line)).out).toMatch(/^The article harbour was corrected before/);
  });

  it('takes the text where the store keeps none', async () => {
    const { courant, installation } = aMemoryWorld();
    await fileArticle(installation, anArticleFile('harbour', [first], { capture }), null);
    const right = correction({ published: { date: '2026-11', basis: 'stated' } });
    const line = ['article', 'correct', 'harbour', await write('right.json', right)];
    const refused = await courant(...line);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('--capture')]);
    expect((await courant(...line, '--capture', await write('text.txt', text))).code).toBe(0);
  });

  it('files the correction, and says what was and what is', async () => {
    const { courant } = await aWorldWithAnArticle();
    const line = ['article', 'correct', 'harbour', await write('right.json', correction())];
    const { code, out } = await courant(...line);
    expect(code).toBe(0);
    expect(out).toMatch(/^The article harbour is corrected\.\nFiled {9}2026-11-20T00:00:00Z, as record 1/);
    expect(out).toMatch(/Was +publisher: The Example Post\nIs now +publisher: Harbour Post\n/);
    expect(out).toMatch(/Was +author: nothing\nIs now +author: A\. Example\n/);
    expect((await courant(...line)).out).toMatch(/^The article harbour was corrected before, at 2026/);
  });

  it('refuses a file of another article, and fields that say which text it is', async () => {
    const { courant, press } = await aWorldWithAnArticle();
    const other = await courant('article', 'correct', 'port', await write('right.json', correction()));
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('"port", as typed') });
    const path = await write('right.json', correction({ retrieved: '2026-11-22' }));
    const retrieved = await courant('article', 'correct', 'harbour', path);
    expect(retrieved).toMatchObject({ code: 1, err: expect.stringContaining('corrected.retrieved') });
    expect(press.log.names.size).toBe(1);
  });
});

describe('what is told of these files elsewhere', () => {
  it('facts check takes them, and looks for the words of added facts in the capture', async () => {
    const { courant } = await aWorldWithAnArticle();
    const [missed, right] = [await write('missed.json', addition()), await write('right.json', correction())];
    const { code, out } = await courant('facts', 'check', missed, right);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/1 fact for the article harbour[\s\S]*publisher, author/),
    ]);
    const elsewhere = await write('other.txt', 'Nothing of it.\n');
    const wrong = await courant('facts', 'check', missed, '--capture', elsewhere);
    expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('facts[0].evidence')]);
  });

  it('facts add says by which command each is filed', async () => {
    const { courant } = await aWorldWithAnArticle();
    const captured = await write('text.txt', text);
    for (const [file, command] of [
      [addition(), 'courant facts add --to ID'],
      [correction(), 'courant article correct'],
    ] as const) {
      const { code, err } = await courant(
        'facts',
        'add',
        await write('file.json', file),
        '--capture',
        captured,
      );
      expect([code, err.replace(/\s+/g, ' ')]).toEqual([1, expect.stringContaining(command)]);
    }
  });
});

describe('courant facts add of a text that another article has', () => {
  const again = anArticleFile('harbour-again', [{ ...first, id: 'harbour-again.1' }], { capture });

  it('names the article of the log, and files all the same', async () => {
    const { courant, press } = await aWorldWithAnArticle();
    const [path, captured] = [await write('again.json', again), await write('text.txt', text)];
    const { code, out } = await courant('facts', 'add', path, '--capture', captured);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('its captured text is that of the article harbour.'),
    ]);
    expect(press.log.names.has('articles/harbour-again')).toBe(true);
  });

  it('names one of the same run, and says nothing of an article that is filed again', async () => {
    const { courant } = aMemoryWorld();
    await write('text.txt', text);
    const file = anArticleFile('harbour', [first], { capture });
    const paths = [await write('first.json', file), await write('second.json', again)];
    const both = await courant('facts', 'add', ...paths, '--captures', folder);
    expect(both.out.match(/its captured text is/g)).toHaveLength(1);
    const once = await courant('facts', 'add', paths[0] ?? '', '--captures', folder);
    expect(once.out).not.toContain('captured text');
  });
});
