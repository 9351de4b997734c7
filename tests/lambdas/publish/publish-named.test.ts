import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { UnknownPublicationError } from '../../../core/publication/configuration.ts';
import type { Named } from '../../../core/publication/retired.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { publishNamed, RetiredPublicationError } from '../../../lambdas/publish/publish-named.ts';
import { aPress, takeDeliveryBack } from '../../support/builders/a-press.ts';
import { aConfiguration, aPublication } from '../../support/builders/a-publication.ts';
import { aRetired } from '../../support/builders/a-retired.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';

const monday = '2026-11-23T06:00:00Z' as Instant;
const next = '2026-11-30T06:00:00Z' as Instant;
const other = { id: 'other', title: 'Other' };

/** An edition is sealed, and lacks everything else; what is configured by now is given. */
async function sealedOnly(zone = 'Europe/Brussels', time = monday) {
  const press = aPress();
  await press.addReaders(3);
  await press.record(aRecord('2026-11-20T08:00:00Z' as Instant, anArticleFile('one')).record);
  const schedule = { every: 'week', on: 'monday', at: '07:00', timeZone: zone };
  await publishEdition(press.context(), aPublication({ schedule }), time);
  takeDeliveryBack(press);
  press.queue.work.length = 0;
  const publish = (configuration: Named, id: string, at: Instant) =>
    publishNamed({ ...press.context(), configuration, ownership: press.ownership('stack-1', false) }, id, at);
  return { press, publish };
}

describe('publishing by id', () => {
  it.each([
    ['retired', aConfiguration(other, {}, { retired: [aRetired()] })],
    ['that another one has as its former id', aConfiguration({ ...other, formerly: 'weekly' })],
    ['that stands nowhere', aConfiguration(other)],
  ])('of one %s finishes an edition that is sealed, and makes no other', async (_, configuration) => {
    const { press, publish } = await sealedOnly();
    expect(await publish(configuration, 'weekly', monday)).toMatchObject({
      outcome: 'already sealed',
      edition: { publication: 'weekly', state: 'delivering', audience: { readers: 3 } },
    });
    expect(press.queue.work.length).toBeGreaterThan(0);
    await expect(publish(configuration, 'weekly', next)).rejects.toThrow('weekly');
    expect(await press.seals.links('weekly')).toEqual([null]);
  });

  it('says of a time without an edition that the publication is retired, or that there is none', async () => {
    const { publish } = await sealedOnly();
    const retired = aConfiguration(other, {}, { retired: [aRetired()] });
    await expect(publish(retired, 'weekly', next)).rejects.toThrow(RetiredPublicationError);
    await expect(publish(retired, 'weekly', next)).rejects.toThrow(
      /"formerly".*move it back into "publications"/,
    );
    await expect(publish(aConfiguration(other), 'never-there', next)).rejects.toThrow(
      UnknownPublicationError,
    );
  });

  it.each([
    ['Pacific/Kiritimati', '2026-11-22T17:00:00Z'],
    ['Pacific/Pago_Pago', '2026-11-23T18:00:00Z'],
    ['America/Los_Angeles', '2026-11-23T15:00:00Z'],
  ])('finds the edition by its time, whatever its date was in %s', async (zone, at) => {
    const { publish } = await sealedOnly(zone, at as Instant);
    const configuration = aConfiguration(other);
    expect(await publish(configuration, 'weekly', at as Instant)).toMatchObject({
      outcome: 'already sealed',
    });
  });

  it('does nothing where another stack owns the stores', async () => {
    const { press, publish } = await sealedOnly();
    const owner = {
      format: 1,
      stack: 'new',
      stackName: 'new',
      account: null,
      region: null,
      since: monday,
    } as const;
    await publish(aConfiguration(other), 'weekly', monday);
    await press.owners.write(press.owners.records.length + 1, owner);
    press.queue.work.length = 0;
    expect(await publish(aConfiguration(other), 'weekly', monday)).toEqual({
      outcome: 'not the owner',
      owner,
    });
    expect(press.queue.work).toEqual([]);
  });

  it('of one that makes editions publishes as ever', async () => {
    const { publish } = await sealedOnly();
    expect(await publish(aConfiguration(), 'weekly', next)).toMatchObject({ outcome: 'sealed' });
  });
});
