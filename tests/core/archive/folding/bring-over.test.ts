import { describe, expect, it } from 'vitest';
import { rebuild } from '../../../../core/archive/folding/rebuild.ts';
import { publishEdition } from '../../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { within } from '../../../support/builders/a-series.ts';
import { aCorrection } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { contextOf, week, weekly } from '../../../support/documents/archive-lists.ts';

type Press = ReturnType<typeof aPress>;

async function publish(press: Press, n: number): Promise<void> {
  const follows = n > 2 ? { follows: `e${n - 2}.1` } : {};
  const article = anArticleFile(`e${n}`, [aFact(`e${n}`, 1, follows), aFact(`e${n}`, 2)]);
  await press.record(aRecord(within(n, 20), article).record);
  if (n > 4) await press.record(aCorrection(within(n, 30), `e${n - 4}.2`).record);
  await publishEdition(contextOf(press), weekly, week(n));
}

/** As an archive that was made before there were months. */
function forgetMonths({ archive, marks }: Press): void {
  for (const key of archive.lists.keys()) if (key.includes('/all/')) archive.lists.delete(key);
  marks.appearances.clear();
  marks.folded.clear();
}

const sorted = (entries: Iterable<[string, string]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

/** The months without what they say of files, which only making pages anew tells. */
function statesOf({ archive }: Press): object[] {
  return sorted(archive.lists)
    .filter(([key]) => key.endsWith('.json') && key.includes('/all/'))
    .map(([, content]) => ({ ...JSON.parse(content), files: null }));
}

describe('an archive that was made before there were months', () => {
  it.each([
    ['edition by edition', 6],
    ['as a whole', 45],
  ])('is walked for the next edition, and brought over once that is on its way, %s', async (_, before) => {
    const [control, press] = [aPress(), aPress()];
    for (let n = 1; n <= before; n += 1) for (const each of [control, press]) await publish(each, n);
    forgetMonths(press);
    for (const each of [control, press]) await publish(each, before + 1);
    expect(sorted(press.seals.seals)).toEqual(sorted(control.seals.seals));
    expect(statesOf(press)).toEqual(statesOf(control));
    expect(sorted(press.marks.appearances)).toEqual(sorted(control.marks.appearances));
    await rebuild(contextOf(press), weekly);
    expect(sorted(press.archive.lists)).toEqual(sorted(control.archive.lists));
    expect(sorted(press.archive.files)).toEqual(sorted(control.archive.files));
    // From then on it is as any other.
    for (const each of [control, press]) await publish(each, before + 2);
    expect(sorted(press.archive.lists)).toEqual(sorted(control.archive.lists));
  });
});
