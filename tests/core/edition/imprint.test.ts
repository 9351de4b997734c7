import { describe, expect, it } from 'vitest';
import { newestSeal } from '../../../core/edition/chain.ts';
import { findRetired, retiredImprint, suggestedEntry } from '../../../core/edition/imprint.ts';
import type { Seal } from '../../../core/edition/seal.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { parseConfiguration } from '../../../core/publication/configuration.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aConfiguration, aPublication } from '../../support/builders/a-publication.ts';
import { aRetired } from '../../support/builders/a-retired.ts';

const other = { id: 'other', title: 'Other', from: { name: 'Other', address: 'other@news.example' } };

async function aSeal(): Promise<Seal> {
  const press = aPress();
  await publishEdition(press.context(), aPublication(), '2026-11-23T06:00:00Z' as Instant);
  return (await newestSeal(press.seals, 'weekly')) as Seal;
}

describe('the imprint of a publication that makes no editions any more', () => {
  it('is what its entry says, with what its newest edition said beside it', async () => {
    const entry = {
      title: 'Old Weekly',
      language: 'zh-Hans',
      from: { name: 'W', address: 'w@news.example' },
    };
    const named = aConfiguration({ ...other, formerly: 'weekly' }, {}, { retired: [aRetired(entry)] });
    const { description, postalAddress, replyTo } = aPublication();
    expect(retiredImprint(named, await aSeal())).toEqual({
      ...{ id: 'weekly', ...entry },
      ...{ description, postalAddress, replyTo },
      renamed: true,
    });
  });

  it('has the title that was sealed where it has no entry, and the sender of whoever goes on with it', async () => {
    const named = aConfiguration({ ...other, formerly: 'weekly' });
    expect(retiredImprint(named, await aSeal())).toMatchObject({ title: 'Weekly', from: other.from });
  });

  it('is what was sealed where it stands nowhere, and gives an entry that the configuration takes', async () => {
    const imprint = retiredImprint(aConfiguration(other), await aSeal());
    expect(imprint).toMatchObject({ id: 'weekly', title: 'Weekly', from: aPublication().from });
    const retired = [JSON.parse(suggestedEntry(imprint))];
    const taken = parseConfiguration({ ...aConfiguration(other), retired }, 'test');
    expect(taken.retired[0]).toMatchObject({ id: 'weekly', title: 'Weekly' });
  });

  it('can be told of a seal of another version, which has no digest of ours', async () => {
    const seal = await aSeal();
    const { 'digest.json': _, ...files } = seal.files;
    const named = aConfiguration(other);
    expect(retiredImprint(named, { ...seal, files })).toMatchObject({ title: 'weekly', language: 'en' });
    const odd = { ...files, 'digest.json': '{"publication":{"title":7,"language":"fr"}}' };
    expect(retiredImprint(named, { ...seal, files: odd })).toMatchObject({ title: 'weekly', language: 'en' });
  });
});

it('finds retired ids, former ones and those that stand nowhere, each once, and no publication of the list', async () => {
  const named = aConfiguration(
    { ...other, formerly: 'weekly' },
    {},
    { retired: [aRetired({ id: 'gone' }), aRetired()] },
  );
  const seals = { publications: async () => ['gone', 'lost', 'other', 'weekly'] };
  expect(await findRetired(named, seals)).toEqual([
    { id: 'gone', named: true },
    { id: 'weekly', named: true },
    { id: 'lost', named: false },
  ]);
});
