import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../core/foundation/errors.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { NoArticleError, OtherCaptureError, openArticleStore } from '../../../local/desk/article-store.ts';
import { ChangedElsewhereError } from '../../../local/desk/filing/filing-task.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

const text = 'A text\r\nthat somebody captured.';
const draft = (statement: string) => ({
  article: { id: 'a' },
  facts: [{ id: 'a.1', statement: { en: statement } }],
});

async function aStore() {
  const root = await emptyDirectory();
  const folders = { drafts: join(root, 'drafts'), facts: join(root, 'facts') };
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  return { root, folders, read, store: openArticleStore(folders) };
}

describe('the articles of a desk', () => {
  it('keep each change in drafts/, with the same bytes for the same content, and say on which version it rests', async () => {
    const { store, read } = await aStore();
    await store.begin('a', draft('one'), text);
    const { version, capture } = await store.open('a');
    expect(capture).toBe(text);
    const next = await store.keep('a', version, { facts: draft('two').facts, article: { id: 'a' } });
    const written = read('drafts/a.json');
    expect(JSON.parse(written)).toEqual(draft('two'));
    expect(next).toBe(sha256(written));
    // An answer was lost, and the page sends the same once more.
    expect(await store.keep('a', version, draft('two'))).toBe(next);
    expect(read('drafts/a.json')).toBe(written);
    await expect(store.keep('a', version, draft('three'))).rejects.toThrow(ChangedElsewhereError);
    expect(read('drafts/a.json')).toBe(written);
  });

  it('keep one of two changes that rest on the same version, when both come at once', async () => {
    const { store, read } = await aStore();
    await store.begin('a', draft('one'), text);
    const { version } = await store.open('a');
    const all = await Promise.allSettled(
      ['two', 'three'].map(words => store.keep('a', version, draft(words))),
    );
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(JSON.parse(read('drafts/a.json'))).toEqual(draft('two'));
  });

  it('are whole, with every change that was confirmed, when the process is killed while it writes', async () => {
    const { store, folders, read } = await aStore();
    await store.begin('long', { facts: [] }, text);
    const child = fork(join(import.meta.dirname, 'keeping-process.ts'), [folders.drafts, folders.facts]);
    let confirmed = 0;
    child.on('message', number => {
      confirmed = number as number;
      if (confirmed === 20) child.kill('SIGKILL');
    });
    const closed = once(child, 'close');
    // Whoever looks meanwhile, at any moment, sees one version or the next.
    while (child.exitCode === null && child.signalCode === null) {
      expect(JSON.parse(read('drafts/long.json'))).toHaveProperty('facts');
      await setImmediate();
    }
    await closed;
    expect(confirmed).toBeGreaterThanOrEqual(20);
    expect(JSON.parse(read('drafts/long.json')).number).toBeGreaterThanOrEqual(confirmed);
    const { version } = await store.open('long');
    await store.keep('long', version, draft('goes on'));
    expect(JSON.parse(read('drafts/long.json'))).toEqual(draft('goes on'));
  });

  it('leave facts/ as it is until somebody says so, and go there under its schema, without their text', async () => {
    const { store, read, folders } = await aStore();
    await mkdir(folders.facts);
    await writeFile(join(folders.facts, 'a.json'), JSON.stringify(draft('of git')));
    const { version, inFacts } = await store.open('a');
    const kept = await store.keep('a', version, draft('at work'));
    expect(read('facts/a.json')).toBe(JSON.stringify(draft('of git')));
    expect(await store.open('a')).toMatchObject({ isDraft: true, inFacts, version: kept });
    await expect(store.moveToFacts('a', version, inFacts)).rejects.toThrow(ChangedElsewhereError);
    await expect(store.moveToFacts('a', kept, null)).rejects.toThrow(ChangedElsewhereError);
    await store.moveToFacts('a', kept, inFacts);
    expect(JSON.parse(read('facts/a.json'))).toEqual({
      $schema: './article.schema.json',
      ...draft('at work'),
    });
    expect(existsSync(join(folders.drafts, 'a.json'))).toBe(false);
    expect((await store.list()).map(({ slug, isDraft }) => [slug, isDraft])).toEqual([['a', false]]);
  });

  it('find their text under any name and in any form of line ends, and take it only where it is the one that they name', async () => {
    const { store, folders } = await aStore();
    const named = { article: { capture: { sha256: sha256('A text\nthat somebody captured.') } }, facts: [] };
    await mkdir(folders.facts);
    await writeFile(join(folders.facts, 'a.json'), JSON.stringify(named));
    expect((await store.open('a')).capture).toBeNull();
    await expect(store.takeCapture('a', 'Another text')).rejects.toThrow(OtherCaptureError);
    expect((await store.open('a')).capture).toBeNull();
    await mkdir(folders.drafts, { recursive: true });
    await writeFile(join(folders.drafts, 'some-name.txt'), text);
    expect((await store.open('a')).capture).toBe('A text\nthat somebody captured.');
    await store.takeCapture('a', text);
    expect(readFileSync(join(folders.drafts, 'a.txt'), 'utf8')).toBe('A text\nthat somebody captured.');
  });

  it('write over no text of another article, which may be the only one', async () => {
    const { store, read, folders } = await aStore();
    await store.begin('a', draft('one'), text);
    await expect(store.begin('a', draft('two'), text)).rejects.toThrow(InvalidInputError);
    await store.discard('a');
    await expect(store.begin('a', draft('two'), 'Another text')).rejects.toThrow(InvalidInputError);
    expect([read('drafts/a.txt'), existsSync(join(folders.drafts, 'a.json'))]).toEqual([text, false]);
    const other = 'The text of b';
    await store.begin('a', { article: { capture: { sha256: sha256(other) } } }, text);
    await store.takeCapture('a', other);
    expect([read('drafts/a.txt'), (await store.open('a')).capture]).toEqual([text, other]);
  });

  it('have names that lead nowhere else: nothing is read or written under any other', async () => {
    const { root, store } = await aStore();
    await writeFile(join(root, 'secret.json'), '{}');
    const names = fc.oneof(
      fc.constantFrom(
        '../secret',
        '..',
        '.',
        '',
        'a/../../secret',
        '/etc/passwd',
        'a\0',
        'a.json',
        'A',
        '%2e%2e',
      ),
      fc.string({ maxLength: 70 }).filter(name => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || name.length > 60),
    );
    await fc.assert(
      fc.asyncProperty(names, async name => {
        for (const attempt of [
          () => store.open(name),
          () => store.begin(name, draft('x'), text),
          () => store.keep(name, sha256('{}'), draft('x')),
          () => store.takeCapture(name, text),
          () => store.moveToFacts(name, sha256('{}'), null),
          () => store.discard(name),
        ])
          await expect(attempt()).rejects.toThrow(NoArticleError);
        expect(() => store.has(name)).toThrow(NoArticleError);
        expect(() => store.filesOf(name)).toThrow(NoArticleError);
      }),
      { numRuns: 50 },
    );
    expect(readdirSync(root)).toEqual(['secret.json']);
  });

  it.each(['{ "facts": [', 'null', '[]', '"text"'])(
    'say what is wrong with a file that holds %s',
    async content => {
      const { store, folders } = await aStore();
      await mkdir(folders.drafts);
      await writeFile(join(folders.drafts, 'a.json'), content);
      await expect(store.open('a')).rejects.toThrow(InvalidInputError);
      expect((await store.list()).map(({ slug }) => slug)).toEqual(['a']);
    },
  );
});
