import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { aMemoryWorld } from '../../memory-world.ts';

async function twoEditions() {
  const world = aMemoryWorld();
  await world.press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  for (const day of ['2026-11-23', '2026-11-30'])
    await world.installation.publish({ publication: 'weekly', scheduledTime: `${day}T06:00:00Z` as Instant });
  return { ...world, rebuild: (...more: string[]) => world.courant('archive', 'rebuild', ...more) };
}

describe('courant archive rebuild', () => {
  it('names what it wrote, and writes nothing where everything is right', async () => {
    const { rebuild, press } = await twoEditions();
    const before = [...press.archive.files, ...press.archive.lists].sort();
    expect(await rebuild()).toMatchObject({ code: 0, out: 'weekly: 2 editions; everything was right\n' });
    press.archive.lists.set('weekly/all/2026-11.jsonl', 'another');
    press.archive.files.delete('weekly/2026-11-23/index.html');
    press.marks.appearances.delete('weekly/one.1');
    press.marks.folded.clear();
    const { code, out } = await rebuild('--publication', 'weekly');
    expect([code, out.split('\n').slice(0, -1)]).toEqual([
      0,
      [
        'weekly: 2 editions; 5 files written',
        ...[
          'appearances/weekly/one.1.json',
          'archive/weekly/2026-11-23/index.html',
          'archive/weekly/all/2026-11.jsonl',
          'folded/weekly/2026-11-23.json',
          'folded/weekly/2026-11-30.json',
        ].map(key => `  written: ${key}`),
      ],
    ]);
    expect([...press.archive.files, ...press.archive.lists].sort()).toEqual(before);
    expect(JSON.parse((await rebuild('--json')).out)).toEqual({
      publication: 'weekly',
      editions: 2,
      rewritten: [],
    });
  });

  it('has nothing to do where there are no editions', async () => {
    const { courant } = aMemoryWorld();
    expect((await courant('archive', 'rebuild')).out).toBe('weekly: 0 editions; everything was right\n');
  });
});
