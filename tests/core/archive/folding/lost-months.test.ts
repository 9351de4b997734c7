import { beforeAll, describe, expect, it } from 'vitest';
import { publishEdition } from '../../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { editionOf, within } from '../../../support/builders/a-series.ts';
import { aCorrection } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { contextOf, week, weekly } from '../../../support/documents/archive-lists.ts';

type Press = ReturnType<typeof aPress>;

/** Editions of three months; the last one corrects and updates what those of two months said. */
const editions = 8;

async function publish(press: Press, n: number): Promise<void> {
  const follows = n > 6 ? { follows: `e${n - 6}.1` } : {};
  const article = anArticleFile(`e${n}`, [aFact(`e${n}`, 1, follows), aFact(`e${n}`, 2)]);
  await press.record(aRecord(within(n, 20), article).record);
  if (n > 4) await press.record(aCorrection(within(n, 30), `e${n - 4}.2`).record);
  await publishEdition(contextOf(press), weekly, week(n));
}

async function aPressWith(count: number): Promise<Press> {
  const press = aPress();
  for (let n = 1; n <= count; n += 1) await publish(press, n);
  press.damage.take();
  return press;
}

const sorted = (entries: Iterable<[string, string]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

let control: Press;
beforeAll(async () => {
  control = await aPressWith(editions);
}, 300_000);

describe('a state of a month that an edition bears on', () => {
  it.each(
    ['2026-11', '2026-12', '2027-01'].flatMap(month =>
      ['gone', 'damaged'].map(kind => [month, kind] as const),
    ),
  )(
    'of %s, %s, is made anew with all its editions and pages, and told of',
    async (month, kind) => {
      const press = await aPressWith(editions - 1);
      const key = `weekly/all/${month}.json`;
      const stored = press.archive.lists.get(key) ?? expect.fail(key);
      if (kind === 'gone') press.archive.lists.delete(key);
      else press.archive.lists.set(key, stored.slice(1));
      await publish(press, editions);
      expect(sorted(press.archive.lists)).toEqual(sorted(control.archive.lists));
      expect(sorted(press.archive.files)).toEqual(sorted(control.archive.files));
      expect(press.damage.take().map(({ key: told }) => told)).toContain(`archive/${key}`);
    },
    30_000,
  );
});

describe('a note of where a fact appeared', () => {
  it.each(['lost', 'wrong'])(
    'that is %s keeps no silent amendment from the month of the fact',
    async kind => {
      const [right, press] = [await aPressWith(editions - 1), await aPressWith(editions - 1)];
      const key = 'weekly/e1.1';
      if (kind === 'lost') press.marks.appearances.delete(key);
      else press.marks.appearances.set(key, editionOf(5));
      for (const each of [right, press]) {
        // It says what was said before.
        const silent = aCorrection(within(editions, 40), 'e1.1', { statement: aFact('e1', 1).statement });
        await each.record(silent.record);
        await publish(each, editions);
      }
      expect(right.archive.files.get(`weekly/${editionOf(editions)}/manifest.json`)).toMatch(
        /"amended": \[\s*\{\s*"fact": "e1.1"/,
      );
      expect(sorted(press.archive.lists)).toEqual(sorted(right.archive.lists));
      expect(press.damage.take()).toEqual(right.damage.take());
    },
  );
});
