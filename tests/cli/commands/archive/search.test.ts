import { beforeAll, describe, expect, it } from 'vitest';
import type { Fact } from '../../../../core/articles/article-file.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { aRetraction } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { aMemoryWorld } from '../../memory-world.ts';

const article = (n: number, ...facts: Partial<Fact>[]) =>
  anArticleFile(
    `a-${n}`,
    facts.map((changes, index) => aFact(`a-${n}`, index + 1, changes)),
  );

/** Three editions in two months: facts in two languages, one of which was withdrawn. */
async function anArchive() {
  const world = aMemoryWorld();
  const { press, installation } = world;
  const publish = (day: string) =>
    installation.publish({ publication: 'weekly', scheduledTime: `${day}T06:00:00Z` as Instant });
  const both = { en: 'Shenzhen pays.', 'zh-Hans': '深圳付费。' };
  await press.record(aRecord('2026-11-22T10:00:00Z', article(1, { statement: both }, {})).record);
  await publish('2026-11-23');
  await press.record(
    aRecord('2026-11-29T10:00:00Z', article(2, { entities: ['Shenzhen'], kind: 'plan' })).record,
  );
  await press.record(aRetraction('2026-11-29T11:00:00Z', 'a-1.1').record);
  await publish('2026-11-30');
  await press.record(
    aRecord('2026-12-06T10:00:00Z', article(3, { statement: { 'zh-Hans': '深圳再付费。' } })).record,
  );
  await publish('2026-12-07');
  return world;
}

describe('courant archive search', () => {
  let world: Awaited<ReturnType<typeof anArchive>>;
  beforeAll(async () => {
    world = await anArchive();
  });
  const search = (...typed: string[]) => world.courant('archive', 'search', ...typed);
  const idsOf = (out: string) =>
    out.split('\n').flatMap(line => (line.startsWith('{') ? [JSON.parse(line).id] : []));

  it('finds words in any language and any field, newest first', async () => {
    expect(idsOf((await search('shenzhen', '--json')).out)).toEqual(['a-2.1', 'a-1.1']);
    expect(idsOf((await search('深圳', '--json')).out)).toEqual(['a-3.1', 'a-1.1']);
    expect(idsOf((await search('shenzhen', '--kind', 'plan', '--json')).out)).toEqual(['a-2.1']);
    expect(idsOf((await search('shenzhen', '--years', '2027', '--json')).out)).toEqual([]);
    expect(idsOf((await search('shenzhen pays', '--json')).out)).toEqual(['a-1.1']);
  });

  it('shows each with number, edition, label, who says so, source, standing and permanent place', async () => {
    const { out, code } = await search('Shenzhen');
    expect(code).toBe(0);
    expect(out).toMatch(/^1-01 {2}No\. 1, 2026-11-23 · reported · Ministry of Examples · The Example Post$/m);
    expect(out).toMatch(/^ {2}Withdrawn in No\. 2, 2026-11-30\n {2}Shenzhen pays\.$/m);
    expect(out).toMatch(/^ {2}archive\/weekly\/2026-11-23\/index\.html#fact-1-01$/m);
    expect(out).toContain('2 facts found.');
  });

  it('refuses to search for nothing, and years that are none', async () => {
    for (const typed of [[], ['""'], ['x', '--years', 'soon']]) {
      const { code, err } = await search(...typed);
      expect(code).not.toBe(0);
      expect(err).toMatch(/WORDS|--years/);
    }
  });

  it('names a month that is not there, after what it found in the others', async () => {
    const other = await anArchive();
    other.press.archive.lists.delete('weekly/all/2026-12.jsonl');
    const { code, out, err } = await other.courant('archive', 'search', '深圳', '--json');
    expect(code).toBe(1);
    expect(idsOf(out)).toEqual(['a-1.1']);
    expect(err + out).toContain('archive/weekly/all/2026-12.jsonl: expected the facts of a month');
  });

  it.each(['26', '2026-', '2028-2026', '2026-27'])('refuses the years %s', async typed => {
    const { code, err } = await search('Shenzhen', '--years', typed);
    expect([code, err]).toEqual([2, expect.stringContaining('the earlier one first')]);
  });

  it('refuses a kind that no fact has, and names those that there are', async () => {
    const { code, err } = await search('Shenzhen', '--kind', 'measures');
    expect([code, err]).toEqual([2, expect.stringMatching(/--kind[\s\S]*one of event, measure, plan/)]);
  });

  it('refuses a topic that neither the configuration nor a fact has, and names those that there are', async () => {
    const { code, out, err } = await search('Shenzhen', '--topic', 'nonsense');
    expect([code, out]).toEqual([1, '']);
    expect(err.replaceAll('\n', ' ')).toMatch(
      /^--topic: expected a topic .*\(controls, strategy, talent\), found nonsense\./,
    );
  });

  it('takes a topic that an older edition had, and one of the configuration that no fact has yet', async () => {
    const old = await anArchive();
    const file = 'weekly/all/2026-11.jsonl';
    const lines = old.press.archive.lists.get(file) ?? '';
    expect(lines).toContain('["controls"]');
    old.press.archive.lists.set(file, lines.replaceAll('["controls"]', '["older"]'));
    const found = await old.courant('archive', 'search', 'Shenzhen', '--topic', 'older', '--json');
    expect([found.code, idsOf(found.out)]).toEqual([0, ['a-2.1', 'a-1.1']]);
    const none = await old.courant('archive', 'search', 'x', '--topic', 'talent');
    expect([none.code, none.out]).toEqual([0, '0 facts found.\n']);
  });

  it('goes on to older months behind one that is damaged, and names that one', async () => {
    const damaged = await anArchive();
    const file = 'weekly/all/2026-12.jsonl';
    damaged.press.archive.lists.set(file, '{"format":1}\n');
    const { code, out, err } = await damaged.courant('archive', 'search', '深圳', '--json');
    expect([code, idsOf(out)]).toEqual([1, ['a-1.1']]);
    expect(err + out).toContain(`archive/${file}: expected the facts of a month`);
  });

  it.each(['', 'no list'])('finds the months by their files where the list of editions is %j', async list => {
    const { press, courant } = await anArchive();
    if (list === '') press.archive.lists.delete('weekly/editions.json');
    else press.archive.lists.set('weekly/editions.json', list);
    const { out } = await courant('archive', 'search', '深圳', '--json');
    expect(idsOf(out)).toEqual(['a-3.1', 'a-1.1']);
  });
});
