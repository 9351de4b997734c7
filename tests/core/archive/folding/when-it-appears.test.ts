import { describe, expect, it } from 'vitest';
import { editionsJsonSchema } from '../../../../core/archive/editions-json.ts';
import { foldMissing } from '../../../../core/archive/folding/bring-over.ts';
import { newestSeal } from '../../../../core/edition/chain.ts';
import type { Imprint } from '../../../../core/publication/retired.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { contextOf, listOf, publishWeeks, weekly } from '../../../support/documents/archive-lists.ts';

type Press = ReturnType<typeof aPress>;

const listed = (press: Press) => editionsJsonSchema.parse(JSON.parse(listOf(press, 'editions.json')));

/** What the sweep does of a publication of which every edition is folded in. */
async function swept(press: Press, imprint: Imprint): Promise<void> {
  await foldMissing(contextOf(press), imprint, await newestSeal(press.seals, 'weekly'));
}

describe('the list of editions', () => {
  it('says when the publication appears', async () => {
    const press = aPress();
    await publishWeeks(press, [1]);
    expect(listed(press)).toMatchObject({ schedule: weekly.schedule });
    expect(listed(press).retired).toBeUndefined();
  });

  it('says so anew once it appears at another time, and once it is retired, with all its editions', async () => {
    const press = aPress();
    await publishWeeks(press, [1, 2]);
    const schedule = { ...weekly.schedule, at: '09:30' };
    await swept(press, { ...weekly, schedule } as Imprint);
    expect(listed(press)).toMatchObject({ schedule });
    const { schedule: _, ...imprint } = weekly;
    await swept(press, imprint);
    expect(listed(press)).toMatchObject({ retired: true, editions: [{ number: 1 }, { number: 2 }] });
    expect(listed(press).schedule).toBeUndefined();
  });

  it('is not written again while nothing of that changes', async () => {
    const press = aPress();
    await publishWeeks(press, [1]);
    const before = [...press.archive.lists];
    const { archive } = press;
    const refusing = {
      ...contextOf(press),
      archive: Object.assign(Object.create(archive), {
        replaceVersion: () => Promise.reject(new Error('written')),
      }),
    };
    await foldMissing(refusing, weekly, await newestSeal(press.seals, 'weekly'));
    expect([...press.archive.lists]).toEqual(before);
  });
});
