import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { aCorrection, aRetraction } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { aMemoryWorld } from '../memory-world.ts';

const publish = (world: ReturnType<typeof aMemoryWorld>, day: string) =>
  world.installation.publish({ publication: 'weekly', scheduledTime: `${day}T06:00:00Z` as Instant });

/** Facts in every standing, in a private archive: one stands, one was corrected, one withdrawn, one suspended, one never carried. */
async function aWorld() {
  const world = aMemoryWorld();
  const facts = [1, 2, 3].map(n => aFact('one', n));
  const measure = aFact('one', 4, { kind: 'measure', status: 'final' });
  const never = aFact('one', 5, { topics: ['sport'] });
  await world.press.record(
    aRecord('2026-11-22T10:00:00Z', anArticleFile('one', [...facts, measure, never])).record,
  );
  await publish(world, '2026-11-23');
  await world.press.record(aCorrection('2026-11-25T10:00:00Z', 'one.2').record);
  await world.press.record(aRetraction('2026-11-25T11:00:00Z', 'one.3').record);
  const suspension = aFact('two', 1, { kind: 'measure', status: 'suspended', follows: 'one.4' });
  await world.press.record(aRecord('2026-11-26T10:00:00Z', anArticleFile('two', [suspension])).record);
  await publish(world, '2026-11-30');
  await world.press.record(aCorrection('2026-12-02T10:00:00Z', 'one.2', {}, 2).record);
  return world;
}

describe('courant facts show', () => {
  it.each([
    ['one.1', /^Standing +stands as it was said$/m],
    ['one.2', /^Standing +corrected in No\. 2 of 2026-11-30\nRight is +reported, [^:]+: Right 1 of one\.2$/m],
    [
      'one.2',
      /^Filed since +correction 2 of this fact, at 2026-12-02T10:00:00Z; no edition has taken it up yet$/m,
    ],
    ['one.3', /^Standing +withdrawn in No\. 2 of 2026-11-30$/m],
    ['one.4', /^Since then +suspended, by 2-01, in No\. 2 of 2026-11-30$/m],
  ])('says of %s which edition carried it, and what has become of it', async (id, standing) => {
    const { code, out, err } = await (await aWorld()).courant('facts', 'show', id);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Publication +Weekly\nNumber +1-0\d, in No\. 1 of 2026-11-23$/m);
    expect(out).toMatch(/^Said +\w+, [^:]+: Statement \d of one$/m);
    expect(out).toMatch(standing);
  });

  it('says of every fact under one number what became of that number, and of each what became of it alone', async () => {
    const world = aMemoryWorld();
    const measure = { kind: 'measure', status: 'final' } as const;
    for (const id of ['one', 'six']) {
      const fact = aFact(id, 1, { ...measure, ...(id === 'six' && { sameAs: 'one.1' }) });
      const file = anArticleFile(id, [fact], { publisher: `Post ${id}` });
      await world.press.record(aRecord('2026-11-22T10:00:00Z', file).record);
    }
    await publish(world, '2026-11-23');
    const follows = ['one.1', 'six.1'];
    const suspension = aFact('two', 1, { kind: 'measure', status: 'suspended', follows });
    await world.press.record(aRecord('2026-11-26T10:00:00Z', anArticleFile('two', [suspension])).record);
    await publish(world, '2026-11-30');
    const show = async (id: string) => (await world.courant('facts', 'show', id)).out;
    const since = /^Since then +suspended, by 2-01, in No\. 2 of 2026-11-30$/m;
    for (const id of follows) expect(await show(id)).toMatch(since);
    await world.press.record(aRetraction('2026-12-02T10:00:00Z', 'six.1').record);
    await publish(world, '2026-12-07');
    expect(await show('one.1')).toMatch(since);
    expect(await show('one.1')).not.toContain('withdrawn');
    expect(await show('six.1')).toMatch(
      /^Standing +withdrawn in No\. 3 of 2026-12-07, as far as Post six says so$/m,
    );
  });

  it('says the same to programs, a line for each publication that carried it', async () => {
    const { out } = await (await aWorld()).courant('facts', 'show', 'one.3', '--json');
    expect(JSON.parse(out)).toMatchObject({
      fact: 'one.3',
      publication: 'weekly',
      pending: null,
      carried: {
        number: '1-03',
        edition: '2026-11-23',
        standings: [{ kind: 'withdrawn', said: { edition: '2026-11-30', editionNumber: 2 } }],
      },
    });
  });

  it('says of a fact that no edition carried that it is filed', async () => {
    const { code, out } = await (await aWorld()).courant('facts', 'show', 'one.5');
    expect(code).toBe(0);
    expect(out).toMatch(/^Standing +filed; no edition has carried it$/m);
  });

  it('refuses what is no fact, and what nobody filed', async () => {
    const world = await aWorld();
    expect(await world.courant('facts', 'show', 'nobody.1')).toMatchObject({ code: 1, out: '' });
    expect((await world.courant('facts', 'show', 'One!')).err).toContain('my-article.4');
  });
});
