import { expect, it } from 'vitest';
import { type Allowance, cachedAllowance } from '../../../../core/delivery/sending/allowance.ts';

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

it('keeps a newer answer when an older question fails after it', async () => {
  const watch = { time: 0, now: () => watch.time };
  const questions: PromiseWithResolvers<Allowance>[] = [];
  const account = cachedAllowance(
    2,
    {
      allowance: () => {
        const question = Promise.withResolvers<Allowance>();
        questions.push(question);
        return question.promise;
      },
    },
    watch,
  );
  const older = account.allowance();
  watch.time = 2000;
  const newer = account.allowance();
  questions[1]?.resolve({ perSecond: 7, perDay: 1, left: 1 });
  questions[0]?.reject(new Error('no answer'));
  await expect(older).rejects.toThrow('no answer');
  expect((await newer).perSecond).toBe(7);
  expect((await account.allowance()).perSecond).toBe(7);
  expect(questions).toHaveLength(2);
});
