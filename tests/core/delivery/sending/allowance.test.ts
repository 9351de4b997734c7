import { expect, it } from 'vitest';
import { cachedAllowance } from '../../../../core/delivery/sending/allowance.ts';

it('asks the account at most once in so many seconds, whoever asks, and again after a failure', async () => {
  const watch = { time: 0, now: () => watch.time };
  let asked = 0;
  let fails = false;
  const account = cachedAllowance(
    2,
    {
      allowance: async () => {
        asked += 1;
        if (fails) throw new Error('no answer');
        return { perSecond: asked, perDay: 1, left: 1 };
      },
    },
    watch,
  );
  expect((await Promise.all([account.allowance(), account.allowance()])).map(a => a.perSecond)).toEqual([
    1, 1,
  ]);
  watch.time = 1999;
  expect((await account.allowance()).perSecond).toBe(1);
  watch.time = 2000;
  expect((await account.allowance()).perSecond).toBe(2);
  watch.time = 4000;
  fails = true;
  await expect(account.allowance()).rejects.toThrow('no answer');
  fails = false;
  expect((await account.allowance()).perSecond).toBe(4);
});
