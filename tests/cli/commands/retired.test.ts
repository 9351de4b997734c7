import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../core/publication/configuration.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { takeDeliveryBack } from '../../support/builders/a-press.ts';
import { aConfiguration, aPublication } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aRetired } from '../../support/builders/a-retired.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { aMemoryWorld } from '../memory-world.ts';

const edition = '2026-11-16';
const key = { publication: 'weekly', edition };
const other = { id: 'other', title: 'Other', from: { name: 'Other', address: 'other@news.example' } };
const retired = aConfiguration(other, {}, { retired: [aRetired()] });
const renamed = aConfiguration({ ...other, formerly: 'weekly' });
const nowhere = aConfiguration(other);

/** A publication that has an edition under way, and is configured like this by now. */
async function aWorld(configuration: Configuration) {
  const world = aMemoryWorld({ clock: { now: () => '2026-11-16T07:00:00Z' as never } }, configuration);
  await world.press.readers.add(aReader(1));
  await world.press.record(aRecord('2026-11-15T08:00:00Z' as never, anArticleFile('one')).record);
  await publishEdition(world.press.context(), aPublication(), '2026-11-16T06:00:00Z' as never);
  return world;
}

const kinds: [string, Configuration][] = [
  ['is retired', retired],
  ['has another id', renamed],
  ['stands nowhere', nowhere],
];

describe.each(kinds)('courant --publication with one that %s', (_, configuration) => {
  it('shows its editions, and that none will come', async () => {
    const { courant } = await aWorld(configuration);
    const { code, out } = await courant('status', '--publication', 'weekly');
    expect(code).toBe(0);
    expect(out).toMatch(/1 +2026-11-16 +delivering/);
    expect(out).toMatch(/^Next +none: it makes no editions any more$/m);
    expect((await courant('status', edition, '--publication', 'weekly')).out).toContain('Weekly, edition 1');
    expect((await courant('status', '2026-11-23', '--publication', 'weekly')).err).toContain(edition);
  });

  it('releases and stops an edition of it', async () => {
    const { courant, press } = await aWorld(configuration);
    await press.editions.hold(key, 'AccessDenied: x');
    expect((await courant('release', edition, '--publication', 'weekly')).out).toContain('goes on');
    expect((await press.editions.read(key))?.hold).toBeNull();
    expect((await courant('stop', edition, '--yes', '--publication', 'weekly')).code).toBe(0);
    expect((await press.editions.read(key))?.stopped).toBe(true);
  });

  it('releases one that was held before its audience was frozen', async () => {
    const { courant, press } = await aWorld(configuration);
    takeDeliveryBack(press);
    await press.editions.open(key);
    await press.editions.hold(key, 'late: x');
    expect((await courant('release', edition, '--publication', 'weekly')).code).toBe(0);
    expect(await press.editions.read(key)).toMatchObject({ state: 'delivering', hold: null });
  });

  it('lists its archive and its readers, and mails nobody again who was not asked for', async () => {
    const { courant } = await aWorld(configuration);
    expect((await courant('archive', 'list', '--publication', 'weekly')).out).toContain(
      '1 edition of Weekly. Nothing was verified; courant archive verify does.',
    );
    expect((await courant('readers', 'list', '--publication', 'weekly')).out).toContain(
      'reader-1@mail.example',
    );
    const again = await courant('resend', edition, '--uncertain', '--publication', 'weekly');
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('no uncertain deliveries')]);
  });

  it('makes no edition of it, and adds no reader', async () => {
    const { courant, press } = await aWorld(configuration);
    for (const words of [['publish'], ['readers', 'add', 'ada@mail.example']]) {
      const { code, err } = await courant(...words, '--publication', 'weekly');
      expect([code, err]).toEqual([2, expect.stringContaining('--publication with one of other')]);
    }
    expect(await press.seals.links('weekly')).toEqual([null]);
  });

  it('shows in courant status what of it is unfinished', async () => {
    const { courant } = await aWorld(configuration);
    expect((await courant('status')).out).toMatch(
      /\(weekly\)\nNo\. 1 is on its way: [\s\S]*\nThe publication makes no editions any more\.\n[\s\S]*\n1 +2026-11-16/,
    );
  });
});

describe('courant status', () => {
  it('names a publication that stands nowhere, with the entry to add', async () => {
    const { courant } = await aWorld(nowhere);
    const { code, out } = await courant('status');
    expect(code).toBe(1);
    expect(out).toContain('weekly sealed editions, and stands nowhere in cdk.json.');
    const entry = out.slice(out.indexOf('{'), out.indexOf('Or  ')).replace(/\n +/g, '');
    expect(JSON.parse(entry)).toEqual(aRetired());
    const objects = (await courant('status', '--json')).out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(objects).toContainEqual({
      ...{ publication: 'weekly', state: 'unknown publication', waitsForOperator: true },
      add: aRetired(),
    });
  });

  it('says nothing of one that is retired and has nothing unfinished', async () => {
    const { courant, press } = await aWorld(retired);
    const row = press.editions.rows.get(`weekly/${edition}`);
    press.editions.rows.set(`weekly/${edition}`, { ...row, state: 'closed' } as never);
    expect((await courant('status')).out).not.toContain('weekly');
  });

  it('says of an edition whose sender is listed no more which address to put into which field', async () => {
    const moved = aConfiguration({ from: { name: 'Weekly', address: 'weekly@news.example' } });
    const { courant, press } = await aWorld(moved);
    await press.editions.hold(key, 'AccessDenied: User is not authorized');
    const { code, out } = await courant('status', edition);
    expect(code).toBe(1);
    expect(out.replace(/\s+/g, ' ')).toContain(
      'Add "digest@news.example" to publications[0].formerSenders in cdk.json, then deploy (npx cdk deploy).',
    );
    expect(out).toContain('a-change-of-sender');
  });

  it('refuses an id that nobody ever had', async () => {
    const { courant } = await aWorld(retired);
    for (const id of ['never-there', '../weekly']) {
      const { code, err } = await courant('status', '--publication', id);
      expect([code, err]).toEqual([2, expect.stringContaining('--publication with one of other')]);
    }
  });
});
