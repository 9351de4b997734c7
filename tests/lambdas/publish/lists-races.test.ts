import { describe, expect, it } from 'vitest';
import { rebuild } from '../../../core/archive/folding/rebuild.ts';
import { ContendedFilesError } from '../../../core/archive/replace-files.ts';
import { aPress } from '../../support/builders/a-press.ts';
import {
  contextOf,
  everyListNames,
  listNames,
  listOf,
  namedIn,
  publishWeeks,
  weekly,
} from '../../support/documents/archive-lists.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { Overtaking } from '../../support/memory/overtaking.ts';
import { crashPoints } from '../../support/run/sample.ts';

describe('the lists of all editions, when publishers crash or meet,', () => {
  it('are complete wherever a run of two editions crashes', async () => {
    const whole = aPress();
    const counting = new CrashPlan();
    await publishWeeks(whole, [1, 2], counting);
    const expected = [...whole.archive.lists].sort();
    expect(expected).toHaveLength(8);
    for (const { call, when } of crashPoints('lists', counting.calls)) {
      for (const again of [[1, 2], [2]]) {
        const press = aPress();
        await expect(publishWeeks(press, [1, 2], new CrashPlan(call, when))).rejects.toThrow(Crash);
        // What is in editions.json is in the others: whoever finds an edition there has nothing to mend.
        const inJson = press.archive.lists.has('weekly/editions.json') ? namedIn(press)['editions.json'] : [];
        expect(listOf(press, 'index.html').split(' '), `${when} call ${call}`).toEqual(
          expect.arrayContaining(inJson ?? []),
        );
        await publishWeeks(press, again);
        // Where nothing was sealed, the later time alone makes one edition that covers both.
        if (press.seals.seals.size === 1) everyListNames(press, [2]);
        else expect([...press.archive.lists].sort(), `${when} call ${call}, ${again}`).toEqual(expected);
      }
    }
  });

  it('lack nothing when a publisher is overtaken at any of its calls', async () => {
    const run = async (at: number, when: 'before' | 'after') => {
      const press = aPress();
      await publishWeeks(press, [1]);
      press.archive.lists.clear();
      const overtaking = new Overtaking(at, when, () => publishWeeks(press, [2]));
      const { archive, seals, ...context } = contextOf(press);
      await rebuild({ ...context, archive: overtaking.wrap(archive), seals: overtaking.wrap(seals) }, weekly);
      return { press, calls: overtaking.calls };
    };
    const undisturbed = await run(Number.POSITIVE_INFINITY, 'before');
    everyListNames(undisturbed.press, [1]);
    for (const { call, when } of crashPoints('lists, overtaken', undisturbed.calls))
      everyListNames((await run(call, when)).press, [2, 1]);
  });

  it('are written again when somebody with an older list came between, at any call', async () => {
    const run = async (at: number, when: 'before' | 'after') => {
      const press = aPress();
      await publishWeeks(press, [1]);
      const older = new Map(press.archive.lists);
      await publishWeeks(press, [2]);
      press.archive.lists.clear();
      const overtaking = new Overtaking(at, when, async () => {
        for (const name of listNames)
          await press.archive.replaceVersion(
            { publication: 'weekly', path: name },
            older.get(`weekly/${name}`) ?? '',
            null,
          );
      });
      const context = contextOf(press);
      await rebuild({ ...context, archive: overtaking.wrap(context.archive) }, weekly);
      everyListNames(press, [2, 1]);
      return overtaking.calls;
    };
    const calls = await run(Number.POSITIVE_INFINITY, 'before');
    for (const { call, when } of crashPoints('lists, with an older one', calls)) await run(call, when);
  });

  it('are given up with an error when they never hold still', async () => {
    const press = aPress();
    await publishWeeks(press, [1]);
    press.archive.lists.clear();
    const archive = Object.create(press.archive, { replaceVersion: { value: async () => 'changed' } });
    await expect(rebuild({ ...contextOf(press), archive }, weekly)).rejects.toThrow(ContendedFilesError);
  });
});
