import { expect, it } from 'vitest';
import { describeInBothPlaces } from './both-places.ts';

const edition = { publication: 'weekly', edition: '2026-11-23' };
const page = { publication: 'weekly', path: '2026-11-23/index.html' } as const;
const isWritten = { version: expect.any(String) };

describeInBothPlaces('Archive', ports => {
  it('gives back a file as it was kept, to the letter', async () => {
    const content = '“每周” 🗞\r\n\u0000end';
    expect(await ports.archive.read(edition, 'digest.txt')).toBeUndefined();
    await ports.archive.putOnce(edition, 'digest.txt', content);
    expect(await ports.archive.read(edition, 'digest.txt')).toBe(content);
    expect(
      await ports.archive.read({ publication: 'weekly', edition: '2026-11-30' }, 'digest.txt'),
    ).toBeUndefined();
  });

  it('keeps a file once, and says whether what is there says the same', async () => {
    const put = (content: string) => ports.archive.putOnce(edition, 'digest.json', content);
    expect([await put('{}'), await put('{}'), await put('{} ')]).toEqual(['written', 'there', 'other bytes']);
    expect(await ports.archive.read(edition, 'digest.json')).toBe('{}');
  });

  it('creates a page only where none is', async () => {
    await ports.archive.createPage(edition, 'index.html', 'first');
    await ports.archive.createPage(edition, 'index.html', 'second');
    expect(await ports.archive.read(edition, 'index.html')).toBe('first');
  });

  it('replaces a page only when it still is of the version that was read, and reads it as the file that it is', async () => {
    const replace = (content: string, version: string | null) =>
      ports.archive.replaceVersion(page, content, version);
    expect(await ports.archive.readVersion(page)).toBeUndefined();
    expect(await ports.archive.versionOf(page)).toBeUndefined();
    await ports.archive.createPage(edition, 'index.html', 'sealed');
    expect(await replace('another first', null)).toBe('changed');
    const sealed = await ports.archive.readVersion(page);
    expect(sealed?.content).toBe('sealed');
    const written = await replace('with “banner”', sealed?.version ?? '');
    expect(written).toEqual({ version: await ports.archive.versionOf(page) });
    expect(written).toEqual({ version: (await ports.archive.readVersion(page))?.version });
    expect(await replace('too late', sealed?.version ?? '')).toBe('changed');
    expect(await ports.archive.read(edition, 'index.html')).toBe('with “banner”');
    expect(
      await ports.archive.readVersion({ publication: 'weekly', path: '2026-11-30/index.html' }),
    ).toBeUndefined();
  });

  it('writes a page that was lost, and says of one that has gone that it changed', async () => {
    const version = '"0123456789abcdef0123456789abcdef"';
    expect(await ports.archive.replaceVersion(page, 'page', version)).toBe('changed');
    expect(await ports.archive.replaceVersion(page, 'page', null)).toEqual(isWritten);
    expect((await ports.archive.readVersion(page))?.content).toBe('page');
  });

  it('lets one of many win who replace a page at once', async () => {
    await ports.archive.createPage(edition, 'index.html', 'sealed');
    const version = (await ports.archive.readVersion(page))?.version ?? '';
    const contents = ['a', 'b', 'c', 'd', 'e'];
    const answers = await Promise.all(
      contents.map(content => ports.archive.replaceVersion(page, content, version)),
    );
    expect(answers.filter(answer => answer !== 'changed')).toHaveLength(1);
    expect((await ports.archive.readVersion(page))?.content).toBe(
      contents[answers.findIndex(answer => answer !== 'changed')],
    );
  });

  it('replaces a list only when it still is of the version that was read', async () => {
    const replace = (content: string, version: string | null) =>
      ports.archive.replaceVersion({ publication: 'weekly', path: 'feed.json' }, content, version);
    expect(await ports.archive.readVersion({ publication: 'weekly', path: 'feed.json' })).toBeUndefined();
    expect(await replace('one', null)).toEqual(isWritten);
    expect(await replace('another first', null)).toBe('changed');
    const one = await ports.archive.readVersion({ publication: 'weekly', path: 'feed.json' });
    expect(one?.content).toBe('one');
    expect(await replace('two', one?.version ?? '')).toEqual(isWritten);
    expect(await replace('three', one?.version ?? '')).toBe('changed');
    expect((await ports.archive.readVersion({ publication: 'weekly', path: 'feed.json' }))?.content).toBe(
      'two',
    );
  });

  it('says of a list that has gone that it changed', async () => {
    const version = '"0123456789abcdef0123456789abcdef"';
    expect(
      await ports.archive.replaceVersion({ publication: 'weekly', path: 'index.html' }, 'x', version),
    ).toBe('changed');
    expect(await ports.archive.readVersion({ publication: 'weekly', path: 'index.html' })).toBeUndefined();
  });

  it('lets one of many win who replace a list at once', async () => {
    const contents = ['a', 'b', 'c', 'd', 'e'];
    const answers = await Promise.all(
      contents.map(content =>
        ports.archive.replaceVersion({ publication: 'weekly', path: 'feed.xml' }, content, null),
      ),
    );
    expect(answers.filter(answer => answer !== 'changed')).toHaveLength(1);
    const list = await ports.archive.readVersion({ publication: 'weekly', path: 'feed.xml' });
    expect(list?.content).toBe(contents[answers.findIndex(answer => answer !== 'changed')]);
  });

  it('keeps the lists of publications and the files of editions apart', async () => {
    await ports.archive.replaceVersion({ publication: 'weekly', path: 'index.html' }, 'list', null);
    await ports.archive.createPage(edition, 'index.html', 'page');
    expect((await ports.archive.readVersion({ publication: 'weekly', path: 'index.html' }))?.content).toBe(
      'list',
    );
    expect(await ports.archive.read(edition, 'index.html')).toBe('page');
    expect(await ports.archive.readVersion({ publication: 'other', path: 'index.html' })).toBeUndefined();
  });
});
