import { expect, it } from 'vitest';
import { describeInBothPlaces } from './both-places.ts';

const edition = ['weekly', '2026-11-23'] as const;

describeInBothPlaces('Archive', ports => {
  it('gives back a file as it was kept, to the letter', async () => {
    const content = '“每周” 🗞\r\n\u0000end';
    expect(await ports.archive.read(...edition, 'digest.txt')).toBeUndefined();
    await ports.archive.keep(...edition, 'digest.txt', content);
    expect(await ports.archive.read(...edition, 'digest.txt')).toBe(content);
    expect(await ports.archive.read('weekly', '2026-11-30', 'digest.txt')).toBeUndefined();
  });

  it('keeps a file again that says the same, refuses one that says something else, and leaves the first', async () => {
    await ports.archive.keep(...edition, 'digest.json', '{}');
    await ports.archive.keep(...edition, 'digest.json', '{}');
    await expect(ports.archive.keep(...edition, 'digest.json', '{} ')).rejects.toThrow(
      'weekly/2026-11-23/digest.json',
    );
    expect(await ports.archive.read(...edition, 'digest.json')).toBe('{}');
  });

  it('introduces a page only where none is', async () => {
    await ports.archive.introduce(...edition, 'index.html', 'first');
    await ports.archive.introduce(...edition, 'index.html', 'second');
    expect(await ports.archive.read(...edition, 'index.html')).toBe('first');
  });

  it('replaces a page only when it still is of the version that was read, and reads it as the file that it is', async () => {
    const replace = (content: string, version: string | null) =>
      ports.archive.replacePage(...edition, content, version);
    expect(await ports.archive.readPage(...edition)).toBeUndefined();
    await ports.archive.introduce(...edition, 'index.html', 'sealed');
    expect(await replace('another first', null)).toBe('changed');
    const sealed = await ports.archive.readPage(...edition);
    expect(sealed?.content).toBe('sealed');
    expect(await replace('with “banner”', sealed?.version ?? '')).toBe('written');
    expect(await replace('too late', sealed?.version ?? '')).toBe('changed');
    expect(await ports.archive.read(...edition, 'index.html')).toBe('with “banner”');
    expect(await ports.archive.readPage('weekly', '2026-11-30')).toBeUndefined();
  });

  it('writes a page that was lost, and says of one that has gone that it changed', async () => {
    const version = '"0123456789abcdef0123456789abcdef"';
    expect(await ports.archive.replacePage(...edition, 'page', version)).toBe('changed');
    expect(await ports.archive.replacePage(...edition, 'page', null)).toBe('written');
    expect((await ports.archive.readPage(...edition))?.content).toBe('page');
  });

  it('lets one of many win who replace a page at once', async () => {
    await ports.archive.introduce(...edition, 'index.html', 'sealed');
    const version = (await ports.archive.readPage(...edition))?.version ?? '';
    const contents = ['a', 'b', 'c', 'd', 'e'];
    const answers = await Promise.all(
      contents.map(content => ports.archive.replacePage(...edition, content, version)),
    );
    expect(answers.filter(answer => answer === 'written')).toHaveLength(1);
    expect((await ports.archive.readPage(...edition))?.content).toBe(contents[answers.indexOf('written')]);
  });

  it('replaces a list only when it still is of the version that was read', async () => {
    const replace = (content: string, version: string | null) =>
      ports.archive.replaceList('weekly', 'feed.json', content, version);
    expect(await ports.archive.readList('weekly', 'feed.json')).toBeUndefined();
    expect(await replace('one', null)).toBe('written');
    expect(await replace('another first', null)).toBe('changed');
    const one = await ports.archive.readList('weekly', 'feed.json');
    expect(one?.content).toBe('one');
    expect(await replace('two', one?.version ?? '')).toBe('written');
    expect(await replace('three', one?.version ?? '')).toBe('changed');
    expect((await ports.archive.readList('weekly', 'feed.json'))?.content).toBe('two');
  });

  it('says of a list that has gone that it changed', async () => {
    const version = '"0123456789abcdef0123456789abcdef"';
    expect(await ports.archive.replaceList('weekly', 'index.html', 'x', version)).toBe('changed');
    expect(await ports.archive.readList('weekly', 'index.html')).toBeUndefined();
  });

  it('lets one of many win who replace a list at once', async () => {
    const contents = ['a', 'b', 'c', 'd', 'e'];
    const answers = await Promise.all(
      contents.map(content => ports.archive.replaceList('weekly', 'feed.xml', content, null)),
    );
    expect(answers.filter(answer => answer === 'written')).toHaveLength(1);
    const list = await ports.archive.readList('weekly', 'feed.xml');
    expect(list?.content).toBe(contents[answers.indexOf('written')]);
  });

  it('keeps the lists of publications and the files of editions apart', async () => {
    await ports.archive.replaceList('weekly', 'index.html', 'list', null);
    await ports.archive.introduce(...edition, 'index.html', 'page');
    expect((await ports.archive.readList('weekly', 'index.html'))?.content).toBe('list');
    expect(await ports.archive.read(...edition, 'index.html')).toBe('page');
    expect(await ports.archive.readList('other', 'index.html')).toBeUndefined();
  });
});
