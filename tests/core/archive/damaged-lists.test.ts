import { expect, it } from 'vitest';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { kindsOfDamage } from '../../support/damage/kinds-of-damage.ts';
import {
  contextOf,
  listNames,
  listOf,
  week,
  weekly,
  wholePages,
} from '../../support/documents/archive-lists.ts';

type Press = ReturnType<typeof aPress>;
const publish = (press: Press, n: number, archive?: string | null) =>
  publishEdition({ ...contextOf(press, undefined, archive), renderArchive: wholePages }, weekly, week(n));

async function twoEditions(archive?: string | null): Promise<Press> {
  const press = aPress();
  for (const n of [1, 2]) await publish(press, n, archive);
  expect(press.damage.take()).toEqual([]);
  return press;
}

const control = await twoEditions();
await publish(control, 3);

/** Only editions.json has a number of its layout. */
const cases = listNames.flatMap(name =>
  Object.keys(kindsOfDamage)
    .filter(kind => kind !== 'a newer version' || name === 'editions.json')
    .map(kind => [name, kind] as const),
);

it.each(cases)('%s, %s, is named and made anew with the next edition', async (name, kind) => {
  const press = await twoEditions();
  const changed = kindsOfDamage[kind]?.(listOf(press, name)) ?? null;
  if (changed === null) press.archive.lists.delete(`weekly/${name}`);
  else press.archive.lists.set(`weekly/${name}`, changed);
  await publish(press, 3);
  for (const list of listNames) expect(listOf(press, list)).toBe(listOf(control, list));
  // A list of a newer version is as it should be; an older program makes its own in its place.
  const found = changed === null ? 'nothing' : 'other bytes';
  const told = kind === 'a newer version' ? [] : [{ key: `archive/weekly/${name}`, found, mended: true }];
  expect(press.damage.take()).toEqual(told);
});

it('that an archive had none while it was private is no damage', async () => {
  const press = await twoEditions(null);
  expect(listOf(press, 'feed.xml')).toBe('');
  await publish(press, 3);
  expect(press.damage.take()).toEqual([]);
  expect(listOf(press, 'feed.xml')).not.toBe('');
});
