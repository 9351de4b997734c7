import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../../core/articles/article-file.ts';
import { characterCount } from '../../../core/filing/check-capture.ts';
import { fileArticle } from '../../../core/filing/file-article.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { aFact, anArticleFile } from '../../support/builders/an-article.ts';
import { aMemoryWorld } from '../memory-world.ts';

const text = '20 November 2026. The Ministry of Examples published words 1 and words 2.\n';
const before = {
  statement: { en: 'The ministry published two words.' },
  evidence: 'published words 1 and words 2',
  topics: ['controls'],
};
const statement = { en: 'The ministry published many words.' };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-amend-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The command line where an article with one fact is filed, with its capture or without. */
async function aWorldWithAFact(capture: string | null = text) {
  const world = aMemoryWorld();
  const file = anArticleFile('harbour', [aFact('harbour', 1, before)], {
    capture: { sha256: sha256(text), characters: characterCount(text) },
  });
  await fileArticle(world.installation, file, capture);
  return world;
}

async function write(content: object | string): Promise<string> {
  const path = join(folder, typeof content === 'string' ? 'text.txt' : 'amendment.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const correction = (more: Partial<Fact> = { statement }) => ({
  fact: 'harbour.1',
  reason: 'It was more than two.',
  corrected: aFact('harbour', 1, { ...before, ...more }),
});

describe('courant facts correct', () => {
  it('files the correction, and says what readers were told, what is right, and what comes next', async () => {
    const { courant, press, seen } = await aWorldWithAFact();
    const { code, out } = await courant('facts', 'correct', 'harbour.1', await write(correction()));
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'harbour.1 is corrected.',
        'Filed         2026-11-20T00:00:00Z, as correction 1 of this fact',
        'Said          The ministry published two words.',
        'Says now      The ministry published many words.',
        'Reason        It was more than two.',
        'Editions      Those that are sealed stay as they are. If one has carried the fact, the next one says',
        '              what was wrong and what is right; if none has, the corrected fact takes its place.',
        'Next edition of Weekly: 2026-11-23T06:00:00Z',
        '',
      ].join('\n'),
    );
    expect([...press.log.names.keys()]).toEqual(['articles/harbour', 'amendments/harbour.1/0001']);
    expect(seen).toEqual({ opened: 1, closed: 1 });
  });

  it('says so when the same was filed before', async () => {
    const { courant, press } = await aWorldWithAFact();
    const line = ['facts', 'correct', 'harbour.1', await write(correction())];
    await courant(...line);
    const records = press.log.records.size;
    const { code, out } = await courant(...line);
    expect(code).toBe(0);
    expect(out).toMatch(/^harbour\.1 was corrected before, at 2026-11-20T00:00:00Z\.\n[\s\S]*Nothing is new/);
    expect(press.log.records.size).toBe(records);
  });

  it('takes the captured text from --capture where the store keeps none', async () => {
    const { courant, press } = await aWorldWithAFact(null);
    const line = ['facts', 'correct', 'harbour.1', await write(correction())];
    const without = await courant(...line);
    expect(without).toMatchObject({ code: 1, err: expect.stringContaining('Give the captured text with') });
    const none = await courant(...line, '--capture', join(folder, 'none.txt'));
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('no such file') });
    expect((await courant(...line, '--capture', await write(text))).code).toBe(0);
    expect([...press.log.captures.values()]).toEqual([text]);
  });

  it.each([
    ['another fact than was typed', { ...correction(), fact: 'harbour.2' }, 'corrected.id'],
    ['a retraction', { fact: 'harbour.1', reason: 'So.' }, 'courant facts retract harbour.1'],
    ['a topic that no publication has', correction({ topics: ['golf'] }), 'corrected.topics[0]'],
    ['evidence that is not in the capture', correction({ evidence: 'nowhere' }), 'corrected.evidence'],
    ['what stands', correction(before), 'expected something that differs'],
    ['the article file', anArticleFile('harbour'), 'no such field'],
  ])('refuses %s, and files nothing', async (_, content, says) => {
    const { courant, press } = await aWorldWithAFact();
    const { code, err } = await courant('facts', 'correct', 'harbour.1', await write(content));
    expect(code).toBe(1);
    expect(err).toContain(says);
    expect(press.log.names.size).toBe(1);
  });

  it('names every mistake of the file at once: whose it is, its form, its topics', async () => {
    const { courant, seen } = await aWorldWithAFact();
    const path = await write(correction({ topics: ['golf'] }));
    const wrongFact = await courant('facts', 'correct', 'harbour.2', path);
    expect(wrongFact.err).toMatch(/2 mistakes[\s\S]*: fact\n[\s\S]*: corrected\.topics\[0\]\n/);
    expect(seen.opened).toBe(0);
  });
});

describe('courant facts retract', () => {
  it('files the retraction, and says that no edition will say it any more', async () => {
    const { courant, press } = await aWorldWithAFact();
    const { code, out } = await courant('facts', 'retract', 'harbour.1', '--reason', 'Nobody said so.');
    expect(code).toBe(0);
    expect(out).toMatch(/^harbour\.1 is retracted\.\nFiled {9}2026-11-20T00:00:00Z, as retraction 1/);
    expect(out).toMatch(/Said {10}The ministry published two words\.\nReason {8}Nobody said so\.\nEditions/);
    expect(out).toMatch(/Next edition of Weekly: 2026-11-23T06:00:00Z\n$/);
    const [, record = ''] = press.log.records.values();
    expect(JSON.parse(record)).toMatchObject({ type: 'retraction', reason: 'Nobody said so.' });
  });

  it('takes a reason in several languages from a file', async () => {
    const { courant, press } = await aWorldWithAFact();
    const reason = { en: 'Nobody said so.', 'zh-Hans': '没有人这样说。' };
    const path = await write({ fact: 'harbour.1', reason });
    expect((await courant('facts', 'retract', 'harbour.1', path)).code).toBe(0);
    const [, record = ''] = press.log.records.values();
    expect(JSON.parse(record)).toMatchObject({ type: 'retraction', reason });
  });

  it('says so when the fact was retracted before, with the reason that stands', async () => {
    const { courant } = await aWorldWithAFact();
    await courant('facts', 'retract', 'harbour.1', '--reason', 'Nobody said so.');
    const { code, out } = await courant('facts', 'retract', 'harbour.1', '--reason', 'It is wrong.');
    expect(code).toBe(0);
    expect(out).toMatch(/was retracted before, at .*\nReason {8}Nobody said so\.\nNothing is new/);
  });

  it('is taken back by a correction, which says that nothing stood', async () => {
    const { courant } = await aWorldWithAFact();
    await courant('facts', 'retract', 'harbour.1', '--reason', 'Nobody said so.');
    const { out } = await courant('facts', 'correct', 'harbour.1', await write(correction()));
    expect(out).toMatch(/as correction 2 of this fact\nSaid {10}nothing: it was retracted\n/);
  });

  it('refuses a file with a corrected fact, and a fact that is not filed', async () => {
    const { courant, press } = await aWorldWithAFact();
    const withFact = await courant('facts', 'retract', 'harbour.1', await write(correction()));
    expect(withFact).toMatchObject({ code: 1, err: expect.stringContaining('facts correct harbour.1') });
    const unknown = await courant('facts', 'retract', 'harbour.2', '--reason', 'So.');
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('with harbour.1. Nothing was') });
    expect(press.log.names.size).toBe(1);
  });
});
