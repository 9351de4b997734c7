import { expect, it } from 'vitest';
import type { Seal } from '../../../core/edition/seal.ts';
import { describeInBothPlaces, hours } from './both-places.ts';

function aSeal(edition: string, previous: string | null, publication = 'weekly'): Seal {
  return {
    version: 1,
    plan: { publication, edition, number: 1, previous, window: { from: null, to: hours(0) } },
    records: ['log/2026/11/20/20261120T000000Z-a-00000000.json'],
    mailed: true,
    files: {
      'digest.json': '{}\n',
      'digest.html': '<p>“每周” 🗞</p>',
      'digest.txt': 'text\r\n',
      'message.eml': 'From: \u00ff',
      'manifest.json': '{}',
      'index.html': '',
    },
  };
}

describeInBothPlaces('Seals', ports => {
  it('gives back a seal as it was written, whatever letters it holds', async () => {
    expect(await ports.seals.read('weekly', null)).toBeUndefined();
    const seal = aSeal('2026-11-23', null);
    expect(await ports.seals.write(seal)).toBe('written');
    expect(await ports.seals.read('weekly', null)).toEqual(seal);
  });

  it('keeps the first seal after an edition for ever', async () => {
    await ports.seals.write(aSeal('2026-11-23', null));
    expect(await ports.seals.write(aSeal('2026-11-24', null))).toBe('taken');
    expect(await ports.seals.write(aSeal('2026-11-23', null))).toBe('taken');
    expect((await ports.seals.read('weekly', null))?.plan.edition).toBe('2026-11-23');
  });

  it('names every publication that sealed something, once, in order, and no other', async () => {
    expect(await ports.seals.publications()).toEqual([]);
    await ports.seals.write(aSeal('2026-11-23', null));
    await ports.seals.write(aSeal('2026-11-30', '2026-11-23'));
    for (const id of ['a-first', 'weekly-2', 'week']) await ports.seals.write(aSeal('2026-11-23', null, id));
    expect(await ports.seals.publications()).toEqual(['a-first', 'week', 'weekly', 'weekly-2']);
  });

  it('lets one of many win who seal at once', async () => {
    const days = ['21', '22', '23', '24', '25', '26'].map(day => `2026-11-${day}`);
    const answers = await Promise.all(days.map(day => ports.seals.write(aSeal(day, null))));
    expect(answers.filter(answer => answer === 'written')).toHaveLength(1);
    const winner = days[answers.indexOf('written')];
    expect((await ports.seals.read('weekly', null))?.plan.edition).toBe(winner);
  });

  it('links the seals of a publication, and of no other, in the order of the chain', async () => {
    expect(await ports.seals.links('weekly')).toEqual([]);
    await ports.seals.write(aSeal('2027-01-04', '2026-12-28'));
    await ports.seals.write(aSeal('2026-12-28', '2026-11-23'));
    await ports.seals.write(aSeal('2026-11-23', null));
    await ports.seals.write(aSeal('2026-11-24', '2026-11-17', 'weekly-2'));
    expect(await ports.seals.links('weekly')).toEqual([null, '2026-11-23', '2026-12-28']);
    expect(await ports.seals.links('weekly-2')).toEqual(['2026-11-17']);
  });
});
