import { describe, expect, it } from 'vitest';
import { decide, type Wish } from '../../../core/edition/decisions/decide.ts';
import { readManifest } from '../../../core/edition/manifest.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { crashPoints, sampleOf } from '../../support/run/sample.ts';

const first = '2026-11-23T06:00:00Z' as Instant;
const second = '2026-11-30T06:00:00Z' as Instant;
const third = '2026-12-07T06:00:00Z' as Instant;
const weekly = aPublication();
const skip: Wish = { kind: 'skip', edition: '2026-11-30', because: 'holidays' };

async function aPressAfterOne() {
  const time = { now: third };
  const press = aPress(undefined, () => time.now);
  for (const [id, time] of Object.entries({ one: '2026-11-22', two: '2026-11-24', three: '2026-12-01' }))
    await press.record(aRecord(`${time}T10:00:00Z`, anArticleFile(id)).record);
  await press.addReaders(3);
  await publishEdition(press.context(), weekly, first);
  return { press, time, decides: (wish: Wish) => decide(press.decisions, 'weekly', wish, undefined) };
}

/** The facts of each edition, by its name. */
function told(press: ReturnType<typeof aPress>): Record<string, readonly string[]> {
  const manifests = [...press.archive.files].filter(([key]) => key.endsWith('/manifest.json'));
  return Object.fromEntries(
    manifests.map(([key, content]) => [key.split('/')[1] ?? '', readManifest(content).facts.toSorted()]),
  );
}

function digestOf(press: ReturnType<typeof aPress>, edition: string): { skipped?: string[] } {
  return JSON.parse(press.archive.files.get(`weekly/${edition}/digest.json`) ?? '');
}

describe('an edition that an operator left out', () => {
  it.each([
    ['skipped', skip],
    ['paused', { kind: 'pause', because: 'holidays' }],
  ] as [string, Wish][])(
    'is not made while it is %s, and the next one has its facts and says so',
    async (outcome, wish) => {
      const { press, time, decides } = await aPressAfterOne();
      time.now = '2026-11-30T06:10:00Z' as Instant;
      await decides(wish);
      const before = [...press.editions.rows.keys()];
      expect(await publishEdition(press.context(), weekly, second)).toEqual({
        outcome,
        plan: expect.objectContaining({ edition: '2026-11-30', number: 2 }),
        decision: expect.objectContaining({ number: 1, because: 'holidays', decidedAt: time.now }),
      });
      expect([press.seals.seals.size, [...press.editions.rows.keys()]]).toEqual([1, before]);
      // By a pause that ended before its time, the third is not left out.
      time.now = '2026-12-01T00:00:00Z' as Instant;
      if (wish.kind === 'pause') await decides({ kind: 'resume' });
      time.now = third;
      expect((await publishEdition(press.context(), weekly, third)).outcome).toBe('sealed');
      expect(told(press)).toEqual({ '2026-11-23': ['one.1'], '2026-12-07': ['three.1', 'two.1'] });
      expect(digestOf(press, '2026-12-07').skipped).toEqual(['2026-11-30']);
      expect(digestOf(press, '2026-11-23')).not.toHaveProperty('skipped');
      expect((await publishEdition(press.context(), weekly, second)).outcome).toBe('covered');
    },
  );

  it('is made once that is taken back, with its own facts', async () => {
    const { press, decides } = await aPressAfterOne();
    await decides(skip);
    await publishEdition(press.context(), weekly, second);
    await decides({ kind: 'unskip', edition: '2026-11-30' });
    expect((await publishEdition(press.context(), weekly, second)).outcome).toBe('sealed');
    expect(told(press)['2026-11-30']).toEqual(['two.1']);
    expect(digestOf(press, '2026-11-30')).not.toHaveProperty('skipped');
  });

  it('goes on where it was sealed first', async () => {
    const { press, decides } = await aPressAfterOne();
    await publishEdition(press.context(), weekly, second);
    await decides(skip);
    await decides({ kind: 'pause', because: 'holidays' });
    press.queue.work.length = 0;
    expect((await publishEdition(press.context(), weekly, second)).outcome).toBe('already sealed');
    expect(press.queue.work.length).toBeGreaterThan(0);
  });

  it('still has the one before it finished first', async () => {
    const { press, decides } = await aPressAfterOne();
    await decides(skip);
    press.queue.work.length = 0;
    await publishEdition(press.context(), weekly, second);
    expect(press.queue.work.map(({ edition }) => edition)).toContain('2026-11-23');
  });

  it('is asked about right before it is sealed: what is decided while it is made counts', async () => {
    const names: string[] = [];
    await publishEdition(named((await aPressAfterOne()).press, names), weekly, second);
    // Only the write of the seal itself comes after the last look.
    const last = names.findIndex((name, index) => name === 'newest' && names[index + 1] === 'write') + 1;
    expect(last).toBeGreaterThan(10);
    for (const call of [
      ...sampleOf(
        'calls of publish',
        Array.from({ length: last }, (_, n) => n + 1),
      ),
      last,
      last + 1,
    ]) {
      const { press, decides } = await aPressAfterOne();
      const { outcome } = await publishEdition(
        overtaken(press, call, () => decides(skip)),
        weekly,
        second,
      );
      expect(outcome, `call ${call}`).toBe(call <= last ? 'skipped' : 'sealed');
      expect(press.seals.seals.size).toBe(call <= last ? 1 : 2);
      expect(press.queue.work.some(({ edition }) => edition === '2026-11-30')).toBe(call > last);
    }
  });

  it('stays left out wherever publish ends, and the next one has all facts once', async () => {
    const run = async ({ press, decides }: Awaited<ReturnType<typeof aPressAfterOne>>, plan: CrashPlan) => {
      await decides(skip);
      await publishEdition(press.context(plan), weekly, second);
      await publishEdition(press.context(plan), weekly, third);
    };
    const counting = new CrashPlan();
    await run(await aPressAfterOne(), counting);
    for (const { call, when } of crashPoints('left out', counting.calls)) {
      const world = await aPressAfterOne();
      await expect(run(world, new CrashPlan(call, when))).rejects.toThrow(Crash);
      await run(world, new CrashPlan());
      const all = { '2026-11-23': ['one.1'], '2026-12-07': ['three.1', 'two.1'] };
      expect(told(world.press), `${when} call ${call}`).toEqual(all);
    }
  });
});

/** The context of a press, in which something happens right before one of its calls. */
function overtaken(press: ReturnType<typeof aPress>, at: number, act: () => Promise<unknown>) {
  let calls = 0;
  return watched(press, async () => {
    calls += 1;
    if (calls === at) await act();
  });
}

/** The same, in which the calls are named in their order. */
function named(press: ReturnType<typeof aPress>, names: string[]) {
  return watched(press, async name => void names.push(name));
}

function watched(press: ReturnType<typeof aPress>, before: (name: string) => Promise<void>) {
  const plan = new CrashPlan();
  plan.wrap = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        if (value.constructor.name === 'AsyncGeneratorFunction') return value.bind(target);
        return async (...input: unknown[]) => {
          await before(String(property));
          return value.apply(target, input);
        };
      },
    });
  return press.context(plan);
}
