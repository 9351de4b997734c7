import { describe, expect, it } from 'vitest';
import {
  aDisturbedSeries,
  contextFor,
  derived,
  editions,
  type Press,
  publishNth,
} from '../../../support/archives/disturbed-series.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { Crash, CrashPlan } from '../../../support/memory/crashing.ts';

const month = 'weekly/all/2026-12.json';
const key = `archive/${month}`;

/** A press whose last edition is to be published; December has the four before, which it says much of. */
async function beforeLast(): Promise<Press> {
  const press = await aDisturbedSeries();
  await publishNth(press, editions - 1);
  expect(press.damage.take()).toEqual([]);
  return press;
}

const control = await beforeLast();
await publishNth(control, editions);

const harms: [string, 'nothing' | 'other bytes', (press: Press) => void][] = [
  ['cut off', 'other bytes', press => press.archive.lists.set(month, '{')],
  ['gone', 'nothing', press => press.archive.lists.delete(month)],
];

describe('a month that is damaged', () => {
  it.each(harms)('%s, is made anew with all of its pages, and told of as mended', async (_, found, harm) => {
    const press = await beforeLast();
    harm(press);
    await publishNth(press, editions);
    expect(press.damage.take()).toEqual([{ key, found, mended: true }]);
    expect(derived(press)).toEqual(derived(control));
  });

  it.each(harms)('%s, is not told of as mended while nothing can be written', async (_, found, harm) => {
    const press = await beforeLast();
    harm(press);
    const context = contextFor(press);
    const archive = Object.assign(Object.create(press.archive), {
      async replaceVersion() {
        throw new Error('the store refuses');
      },
    });
    await publishNth(press, editions, undefined, { ...context, archive, onUnfolded: () => {} });
    expect(press.damage.take()).toEqual([{ key, found, mended: false }]);
    await publishNth(press, editions);
    expect(press.damage.take()).toEqual([{ key, found, mended: true }]);
    expect(derived(press)).toEqual(derived(control));
  });
});

describe('a first edition that was ended anywhere', () => {
  it('leaves nothing that looks damaged to the next one', async () => {
    const counting = new CrashPlan();
    const whole = aPress();
    await publishNth(whole, 1, undefined, contextFor(whole, counting));
    for (let call = 1; call <= counting.calls; call += 1) {
      const press = aPress();
      const ended = publishNth(press, 1, undefined, contextFor(press, new CrashPlan(call, 'after')));
      await expect(ended, `call ${call}`).rejects.toThrow(Crash);
      await publishNth(press, 2);
      expect(press.damage.take(), `call ${call}`).toEqual([]);
    }
  });
});
