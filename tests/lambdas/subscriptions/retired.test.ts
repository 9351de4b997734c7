import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aReader } from '../../support/builders/a-reader.ts';
import { aRetired } from '../../support/builders/a-retired.ts';
import { anApi, leavePath } from './an-api.ts';

const old = aReader(1, { publication: 'old' });
const path = leavePath(old, 'old');
const renamed = { id: 'renamed', title: 'Renamed', replyTo: 'renamed@news.example' };

/** Opens a link of the old publication, leaves by it, and looks at the reader afterwards. */
async function leaving(changes: object, more: object = {}, reader = old) {
  const { api, readers, unknown } = await anApi([reader], changes, more);
  const asked = await api.request(path);
  const left = await api.request(path, { method: 'POST' });
  return {
    statuses: [asked.status, left.status],
    asked: await asked.text(),
    left: await left.text(),
    state: (await readers.read('old', reader.id))?.state,
    unknown,
  };
}

describe('a leave link of a publication that makes no editions any more', () => {
  it.each<[string, object, object, string]>([
    ['that is retired', {}, { retired: [aRetired({ id: 'old', title: 'The Old' })] }, 'The Old'],
    [
      'that is retired, and the former id of another',
      { ...renamed, formerly: 'old' },
      { retired: [aRetired({ id: 'old', title: 'The Old' })] },
      'The Old',
    ],
    ['that has another id by now', { ...renamed, formerly: 'old' }, {}, 'Renamed'],
    ['that stands nowhere', renamed, {}, 'old'],
  ])('%s acts, and its page names it', async (_, changes, more, title) => {
    const { statuses, asked, left, state, unknown } = await leaving(changes, more);
    expect(statuses).toEqual([200, 200]);
    expect(asked).toContain(`Leave ${title}?`);
    expect(asked).toContain('<button');
    expect(left).toContain(`You have left ${title}`);
    expect([state, unknown]).toEqual(['left', []]);
  });

  it('speaks the language of the retired publication, else of the reader', async () => {
    const chinese = { language: 'zh-Hans' };
    const listed = await leaving({}, { retired: [aRetired({ id: 'old', ...chinese })] });
    const unlisted = await leaving(renamed, {}, aReader(1, { publication: 'old', ...chinese }));
    const another = await leaving(renamed, {}, aReader(1, { publication: 'old', language: 'fr' }));
    for (const { asked } of [listed, unlisted]) expect(asked).toContain('lang="zh-Hans"');
    expect(another.asked).toContain('lang="en"');
  });

  it('names an address that somebody reads: of what the publication has become, else of the first', async () => {
    const retired = [aRetired({ id: 'old' })];
    const become = await leaving({ ...renamed, formerly: 'old' }, { retired });
    expect(become.asked).toContain('renamed@news.example');
    expect((await leaving({}, { retired })).asked).toContain('editors@news.example');
  });
});

describe('who leaves by a link from before a rename', () => {
  const changes = { ...renamed, formerly: 'old' };

  it('leaves what the publication has become too, and nothing else', async () => {
    const rows = [old, aReader(1, { publication: 'renamed' }), aReader(1, { publication: 'other' })];
    const { api, readers } = await anApi(rows, changes);
    await api.request(path, { method: 'POST' });
    const states = ['old', 'renamed', 'other'].map(async id => (await readers.read(id, old.id))?.state);
    expect(await Promise.all(states)).toEqual(['left', 'left', 'active']);
    expect(await (await api.request(path)).text()).toContain('You have left');
  });

  it('is asked as long as they read either', async () => {
    const { api, readers } = await anApi([old, aReader(1, { publication: 'renamed' })], changes);
    await readers.leave('old', old.id, old.token, '2026-11-23T06:00:00Z' as never, 'test');
    expect(await (await api.request(path)).text()).toContain('<button');
  });

  it('needs the token of that link: that of the other row opens nothing', async () => {
    const other = aReader(2, { id: old.id, publication: 'renamed' });
    const { api, readers } = await anApi([old, other], changes);
    const wrong = leavePath({ id: old.id, token: other.token }, 'old');
    expect((await api.request(wrong, { method: 'POST' })).status).toBe(404);
    expect((await readers.read('renamed', old.id))?.state).toBe('active');
  });
});

it('answers whatever stands for the publication, and asks the table only for what can be an id', async () => {
  const { api, readers } = await anApi([old]);
  const asked: string[] = [];
  const read = readers.read.bind(readers);
  readers.read = (publication, id) => {
    asked.push(publication);
    return read(publication, id);
  };
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[a-z0-9-]{0,60}$/));
  await fc.assert(
    fc.asyncProperty(text, async publication => {
      const at = leavePath(old, encodeURIComponent(publication).replaceAll('.', '%2E'));
      expect([200, 404]).toContain((await api.request(at, { method: 'POST' })).status);
    }),
  );
  expect(asked.length).toBeGreaterThan(0);
  for (const publication of asked) expect(publication).toMatch(/^[a-z0-9-]{1,40}$/);
});
