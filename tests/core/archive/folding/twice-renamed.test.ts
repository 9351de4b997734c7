import { expect, it } from 'vitest';
import { rebuild } from '../../../../core/archive/folding/rebuild.ts';
import { newestSeal } from '../../../../core/edition/chain.ts';
import { retiredImprint } from '../../../../core/edition/imprint.ts';
import { publishEdition } from '../../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { aConfiguration, aPublication } from '../../../support/builders/a-publication.ts';
import { contextOf, week } from '../../../support/documents/archive-lists.ts';

it('the front of the newest id leads to that of each one before, also when those are made anew', async () => {
  const press = aPress();
  const ids = ['a', 'b', 'c'];
  for (const [index, id] of ids.entries())
    await publishEdition(contextOf(press), aPublication({ id, formerly: ids[index - 1] }), week(index + 1));
  const former = (id: string) =>
    JSON.parse(press.archive.lists.get(`${id}/editions.json`) ?? '').formerly?.publication;
  expect(ids.map(former)).toEqual([undefined, 'a', 'b']);
  const seal = await newestSeal(press.seals, 'b');
  if (!seal) throw new Error('no seal');
  press.archive.lists.delete('b/editions.json');
  await rebuild(contextOf(press), retiredImprint(aConfiguration({ id: 'c', formerly: 'b' }), seal));
  expect(ids.map(former)).toEqual([undefined, 'a', 'b']);
});
