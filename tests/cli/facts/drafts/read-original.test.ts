import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOriginal } from '../../../../cli/facts/drafts/read-original.ts';
import { sha256 } from '../../../../core/foundation/hash.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-drafts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const paragraph = (n: number) =>
  `<p>The ministry published rule number ${n} on Monday,<br>which bans exports of <b>machine</b> tools &amp; parts to several countries, and said that more would follow.</p>`;
const page = (head: string, attributes = 'lang="en-US"') =>
  `<!doctype html><html ${attributes}><head><meta charset="utf-8">${head}</head><body><nav><a href="/">Home</a> <a href="/x">Markets</a></nav>` +
  `<article><h1>A rule on tools</h1>${[1, 2, 3, 4, 5, 6].map(paragraph).join('')}</article><footer>Cookies and terms</footer><script>ignored()</script></body></html>`;

describe('a saved page', () => {
  it('gives the text of its article, paragraph by paragraph, with its heading', async () => {
    const { text, madeFrom } = await read('a.html', page('<title>A rule on tools | News</title>'));
    expect(text).toMatch(
      /^A rule on tools\n\nThe ministry published rule number 1 on Monday,\nwhich bans exports of machine tools & parts/,
    );
    expect(text.split('\n\n')).toHaveLength(7);
    expect(text).not.toMatch(/Cookies|Markets|ignored/);
    expect(madeFrom.by).toMatch(/^courant \d\S*, @mozilla\/readability \d\S*, linkedom \d\S*$/);
  });

  it('is known by its beginning where its name says nothing', async () => {
    const { text } = await readOriginal('-', bytesOf(page('')));
    expect(text).toContain('machine tools & parts');
  });

  it('gives the head that it states, JSON-LD before meta elements, with where', async () => {
    const data = {
      '@graph': [
        { '@type': 'Organization', name: 'Another' },
        {
          '@type': ['NewsArticle'],
          headline: 'A rule on tools',
          datePublished: '2026-11-03',
          author: [{ name: 'A. Writer' }, { name: 'B. Writer' }],
          publisher: { '@type': 'Organization', name: 'Example News' },
        },
      ],
    };
    const { head, language } = await read(
      'b.html',
      page(
        `<meta property="og:title" content="Another title"><meta name="date" content="2020-01-01"><link rel="canonical" href="https://news.example/rule">` +
          `<script type="application/ld+json">not json</script><script type="application/ld+json">${JSON.stringify(data)}</script>`,
      ),
    );
    expect(language).toBe('en-US');
    expect(head).toEqual({
      title: { value: 'A rule on tools', from: 'headline in JSON-LD' },
      publisher: { value: 'Example News', from: 'publisher in JSON-LD' },
      author: { value: 'A. Writer, B. Writer', from: 'author in JSON-LD' },
      published: { value: '2026-11-03', from: 'datePublished in JSON-LD' },
      url: { value: 'https://news.example/rule', from: 'the canonical link' },
      type: { value: 'news', from: 'the JSON-LD type NewsArticle' },
    });
  });

  it('gives what its meta elements state where there is no JSON-LD', async () => {
    const { head } = await read(
      'c.html',
      page(
        '<meta property="og:site_name" content="Example News"><meta property="article:published_time" content="2026-11-03T01:00:00Z"><title>T</title>',
      ),
    );
    expect(head).toEqual({
      publisher: { value: 'Example News', from: 'the meta element og:site_name' },
      published: { value: '2026-11-03T01:00:00Z', from: 'the meta element article:published_time' },
      title: { value: 'T', from: 'the title of the page' },
      titleIsGuess: true,
    });
  });

  it('is read in the encoding that it states', async () => {
    const beginning = '<html><head><meta charset="gb2312"></head><body><p>';
    // 商务部 in GB 2312.
    const bytes = Buffer.concat([
      Buffer.from(beginning),
      Buffer.from([0xc9, 0xcc, 0xce, 0xf1, 0xb2, 0xbf]),
      Buffer.from('</p></body></html>'),
    ]);
    expect((await read('d.html', bytes)).text).toBe('商务部');
  });

  it('with elements nested by the ten thousand is refused, or read', async () => {
    const deep = `<html><body>${'<div>'.repeat(60_000)}words</body></html>`;
    await read('deep.html', deep).then(
      ({ text }) => expect(text).toContain('words'),
      error => expect(error.message).toContain('nested too deeply'),
    );
  });
});

describe('Markdown and text', () => {
  it('give the words of Markdown without its marks, and the head at its top', async () => {
    const { text, head, language } = await read(
      'a.md',
      '---\ntitle: "A rule"\nsource: Example News\nlang: en\n---\n# A rule\n\nThe **new** rule [bans](https://x.example) `tools`.\n\n- one\n- two\n',
    );
    expect(text).toBe('A rule\n\nThe new rule bans tools.\n\none\n\ntwo');
    expect(head).toEqual({
      title: { value: 'A rule', from: 'title at the top' },
      publisher: { value: 'Example News', from: 'source at the top' },
    });
    expect(language).toBe('en');
  });

  it('has the date that a notice gives on a line of its own', async () => {
    const published = async (text: string) => (await read('notice.txt', text)).head.published;
    expect(await published('A rule\n\n【发文日期】2026年11月3日\n\nIt bans tools.')).toEqual({
      value: '2026-11-03',
      from: 'the line “发文日期”',
    });
    expect(await published('A rule\nDate: 2026-11-20\n\nIt bans tools.')).toMatchObject({
      value: '2026-11-20',
    });
    expect(await published('A rule\n\nIt was published on 2026-11-20.')).toBeUndefined();
  });

  it('leave a text as it is; its first line may be its title', async () => {
    const content = '\ufeffA rule\r\n\r\nThe rule is *new*.\r\n';
    const { text, head, madeFrom } = await read('a.txt', content);
    expect(text).toBe('A rule\n\nThe rule is *new*.\n');
    expect(head).toEqual({ title: { value: 'A rule', from: 'the first line' }, titleIsGuess: true });
    expect(madeFrom.sha256).toBe(sha256(content));
  });
});

describe('what cannot be drafted from', () => {
  it.each<[string, string | Buffer, string[]]>([
    [
      'empty.txt',
      '',
      ['expected: a text with words in it', 'found:    an empty file', 'save the article again'],
    ],
    ['blank.html', '<html><body><p> </p></body></html>', ['found:    no words']],
    ['some.pdf', '%PDF-1.7 …', ['found:    a PDF', 'pdftotext']],
    ['some.docx', 'PK\u0003\u0004…', ['found:    a packed file']],
    ['some.bin', Buffer.from([1, 0, 2]), ['found:    a file that is no text']],
    ['latin.txt', Buffer.from([0x41, 0xe9, 0x41]), ['text in UTF-8', 'line 1, column 2']],
    ['large.txt', 'a word '.repeat(800_000), ['expected: at most 5 MB']],
  ])('%s is refused with what is wrong and what to do', async (name, content, words) => {
    const error = await read(name, content).catch(reason => reason);
    expect(error.message).toContain(name);
    for (const each of words) expect(error.message).toContain(each);
  });

  it('a file that is missing, and a folder, are named', async () => {
    await expect(readOriginal(join(folder, 'nowhere.txt'))).rejects.toThrow('no such file');
    await expect(readOriginal(folder)).rejects.toThrow('a folder');
  });

  it('standard input without an end is not read to its end', async () => {
    async function* endless() {
      for (;;) yield Buffer.from('a word '.repeat(10_000));
    }
    await expect(readOriginal('-', endless())).rejects.toThrow('standard input');
  });
});

async function read(name: string, content: string | Buffer) {
  const path = join(folder, name);
  await writeFile(path, content);
  return readOriginal(path);
}

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}
