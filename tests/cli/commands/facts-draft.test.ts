import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settle } from '../../core/filing/drafts/settle.ts';
import { aMemoryWorld } from '../memory-world.ts';

let folder: string;
let article: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-draft-'));
  article = join(folder, 'article.txt');
  await writeFile(
    article,
    'A rule on tools\n\nThe ministry said that the rule is “a lasting one”. It was published on Monday.\n',
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const { courant, seen } = aMemoryWorld();
const draftTo = (to: string, ...more: string[]) =>
  courant('facts', 'draft', article, '--id', 'tools', '--to', join(folder, to), ...more);
const content = (...path: string[]) => readFile(join(folder, ...path), 'utf8');

describe('courant facts draft', () => {
  it('writes a draft and its text, and says what it found and where; it needs no installation', async () => {
    const { code, out } = await draftTo('one', '--retrieved', '2026-11-23');
    expect(code).toBe(0);
    expect(out).toContain(`${join(folder, 'one', 'tools.json')}: 2 candidates, 1 with a quote\n`);
    expect(out).toContain('A rule on tools (the first line)');
    expect(out).toContain('courant facts check facts/tools.json --capture');
    expect(seen.opened).toBe(0);
    expect(await content('one', 'tools.txt')).toBe(await readFile(article, 'utf8'));
    expect(JSON.parse(await content('one', 'tools.json'))).toMatchObject({
      article: { id: 'tools', retrieved: '2026-11-23', language: 'en' },
      facts: [{ id: 'tools.1', statement: { en: '' }, quote: 'a lasting one' }, { id: 'tools.2' }],
    });
  });

  it('writes the same bytes for the same text', async () => {
    await draftTo('first', '--retrieved', '2026-11-23');
    await draftTo('second', '--retrieved', '2026-11-23');
    for (const name of ['tools.json', 'tools.txt'])
      expect(await content('first', name)).toBe(await content('second', name));
  });

  it('writes over no draft unless it is told to', async () => {
    await draftTo('kept');
    const written = join(folder, 'kept', 'tools.json');
    await writeFile(written, 'words of somebody');
    const refused = await draftTo('kept');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('--replace') });
    expect(await readFile(written, 'utf8')).toBe('words of somebody');
    expect((await draftTo('kept', '--replace')).code).toBe(0);
    expect(await readFile(written, 'utf8')).toContain('"tools.1"');
    expect((await readdir(join(folder, 'kept'))).sort()).toEqual(['tools.json', 'tools.txt']);
  });

  it('makes what facts check refuses with a sentence, and takes once it is written', async () => {
    await draftTo('checked', '--retrieved', '2026-11-23');
    const path = join(folder, 'checked', 'tools.json');
    const check = () => courant('facts', 'check', path, '--capture', join(folder, 'checked', 'tools.txt'));
    const refused = await check();
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('write "kind": "statement" if that is right, or what is right instead');
    expect(refused.out).toContain(
      'remove this language if it has no words, or the whole fact if it is no claim',
    );
    await writeFile(path, JSON.stringify(settle(JSON.parse(await readFile(path, 'utf8')))));
    expect(await check()).toMatchObject({ code: 0, out: expect.stringContaining('agrees with its capture') });
  });

  it('refuses a line without an id, with a wrong id, or with a wrong day', async () => {
    expect(await courant('facts', 'draft', article)).toMatchObject({
      code: 2,
      err: expect.stringContaining('--id SLUG'),
    });
    const wrong = await courant('facts', 'draft', article, '--id', '../x', '--retrieved', 'today');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('--id ../x');
    expect(wrong.err).toContain('--retrieved today');
  });

  it('names a file that is not there, and writes nothing', async () => {
    const { code, err } = await courant(
      'facts',
      'draft',
      join(folder, 'no.txt'),
      '--id',
      'no',
      '--to',
      join(folder, 'none'),
    );
    expect(code).toBe(1);
    expect(err).toContain('no such file');
    expect(await readdir(folder)).not.toContain('none');
  });
});
