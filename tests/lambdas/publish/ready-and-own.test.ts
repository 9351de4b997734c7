import { describe, expect, it } from 'vitest';
import { askedOnce, type SenderStanding } from '../../../core/delivery/sending/sender-identities.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import {
  publishAsOwner,
  publishEdition,
  VanishedSealError,
} from '../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';

const first = '2026-11-23T06:00:00Z' as Instant;
const second = '2026-11-30T06:00:00Z' as Instant;
const weekly = aPublication();
const unverified: SenderStanding = { standing: 'unverified', because: 'SES has not verified the sender' };

async function aPressWithFacts() {
  const press = aPress();
  await press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  await press.record(aRecord('2026-11-24T10:00:00Z', anArticleFile('two')).record);
  await press.addReaders(3);
  return press;
}

describe('a sender that is not verified', () => {
  it('keeps an edition from being sealed until it is, and says why', async () => {
    const press = await aPressWithFacts();
    press.senders.standingOf = async () => unverified;
    expect(await publishEdition(press.context(), weekly, first)).toEqual({
      outcome: 'not ready',
      plan: expect.objectContaining({ edition: '2026-11-23', number: 1 }),
      because: 'SES has not verified the sender',
    });
    expect([press.seals.seals.size, press.editions.rows.size, press.queue.work.length]).toEqual([0, 0, 0]);
    press.senders.standingOf = async () => ({ standing: 'verified' });
    expect((await publishEdition(press.context(), weekly, first)).outcome).toBe('sealed');
  });

  it('does not hold up an edition that is sealed, of which nobody asks', async () => {
    const press = await aPressWithFacts();
    await publishEdition(press.context(), weekly, first);
    const asked: string[] = [];
    press.senders.standingOf = async address => {
      asked.push(address);
      return unverified;
    };
    press.queue.work.length = 0;
    expect((await publishEdition(press.context(), weekly, first)).outcome).toBe('already sealed');
    expect(asked).toEqual([]);
    expect(press.queue.work.length).toBeGreaterThan(0);
    expect((await publishEdition(press.context(), weekly, second)).outcome).toBe('not ready');
    expect(asked).toEqual([weekly.from.address]);
  });

  it('of which the mail service cannot be asked is taken for verified: a permission that is missing stops no edition', async () => {
    const press = await aPressWithFacts();
    press.senders.standingOf = async () => ({ standing: 'unknown', because: 'AccessDenied: no' });
    expect((await publishEdition(press.context(), weekly, first)).outcome).toBe('sealed');
  });

  it('is asked of once an invocation, and what kept it from being asked is told once', async () => {
    const asked: string[] = [];
    const told: string[] = [];
    const senders = askedOnce(
      {
        async standingOf(address) {
          asked.push(address);
          return { standing: 'unknown', because: `not ${asked.length}` };
        },
      },
      because => told.push(because),
    );
    await Promise.all(
      ['a@one.example', 'a@one.example', 'a@two.example'].map(one => senders.standingOf(one)),
    );
    await senders.standingOf('a@one.example');
    expect(asked).toEqual(['a@one.example', 'a@two.example']);
    expect(told).toEqual(['not 1', 'not 2']);
  });
});

describe('a seal that was deleted', () => {
  it.each([
    ['of the first edition', [first], first, 'start'],
    ['of a later one', [first, second], second, '2026-11-23'],
    ['of the first edition, when the next is due', [first], second, 'start'],
  ])('%s is not made again: readers have had that edition', async (_, sealed, time, link) => {
    const press = await aPressWithFacts();
    for (const one of sealed) await publishEdition(press.context(), weekly, one);
    press.seals.seals.delete(`weekly/${link}`);
    const [seals, files, rows] = [[...press.seals.seals], [...press.archive.files], [...press.editions.rows]];
    press.queue.work.length = 0;
    const plannedAfter = link === 'start' ? '' : link;
    const again = publishEdition(press.context(), weekly, time);
    await expect(again).rejects.toThrow(VanishedSealError);
    await expect(again).rejects.toThrow(
      new RegExp(`sealed/weekly/after-${link}\\.json.*Put back what was deleted`),
    );
    expect([[...press.seals.seals], [...press.archive.files], [...press.editions.rows]]).toEqual([
      seals,
      files,
      rows,
    ]);
    expect(press.queue.work.filter(({ edition }) => edition > plannedAfter)).toEqual([]);
  });

  it('is no matter where another edition was sealed after it: that one covers its time', async () => {
    const press = await aPressWithFacts();
    for (const one of [first, second]) await publishEdition(press.context(), weekly, one);
    press.seals.seals.delete('weekly/start');
    expect((await publishEdition(press.context(), weekly, first)).outcome).toBe('covered');
  });

  it('is told from one that another run has just written', async () => {
    const press = await aPressWithFacts();
    let rivals = 0;
    const editions = new Proxy(press.editions, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (property !== 'begunAfter') return typeof value === 'function' ? value.bind(target) : value;
        return async (...input: [string, string | null]) => {
          rivals += 1;
          if (rivals === 1) await publishEdition(press.context(), weekly, first);
          return target.begunAfter(...input);
        };
      },
    });
    const report = await publishEdition({ ...press.context(), editions }, weekly, first);
    expect(report.outcome).toBe('already sealed');
    expect(press.seals.seals.size).toBe(1);
  });
});

describe('publishing by stacks that share stores', () => {
  async function publishBy(
    press: Awaited<ReturnType<typeof aPressWithFacts>>,
    stack: string | undefined,
    { adopts = false, time = first, plan = new CrashPlan() } = {},
  ) {
    return publishAsOwner(
      { ...press.context(plan), ownership: press.ownership(stack, adopts, plan) },
      weekly,
      time,
    );
  }

  it('is for the first, until another adopts them: one chain, and the first holds everything from then on', async () => {
    const press = await aPressWithFacts();
    expect((await publishBy(press, 'old')).outcome).toBe('sealed');
    expect(await publishBy(press, 'new', { time: second })).toMatchObject({
      outcome: 'not the owner',
      owner: { stack: 'old', stackName: 'old' },
    });
    const adopted = await publishBy(press, 'new', { adopts: true, time: second });
    expect(adopted).toMatchObject({ outcome: 'sealed', plan: { number: 2, previous: '2026-11-23' } });
    const before = [...press.seals.seals];
    for (const adopts of [false, true]) {
      const held = await publishBy(press, 'old', { adopts, time: '2026-12-07T06:00:00Z' as Instant });
      expect(held).toMatchObject({ outcome: 'not the owner', owner: { stack: 'new' } });
    }
    expect([...press.seals.seals]).toEqual(before);
    expect(press.owners.records.map(({ stack }) => stack)).toEqual(['old', 'new']);
  });

  it('ends with one record, and one edition, wherever it crashes', async () => {
    const counting = new CrashPlan();
    const whole = await aPressWithFacts();
    await publishBy(whole, 'old');
    await publishBy(whole, 'new', { adopts: true, time: second, plan: counting });
    expect(counting.calls).toBeGreaterThan(20);
    for (let call = 1; call <= 5; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const press = await aPressWithFacts();
        await publishBy(press, 'old');
        const crashed = publishBy(press, 'new', {
          adopts: true,
          time: second,
          plan: new CrashPlan(call, when),
        });
        await expect(crashed).rejects.toThrow(Crash);
        await publishBy(press, 'new', { adopts: true, time: second });
        expect([...press.seals.seals], `${when} call ${call}`).toEqual([...whole.seals.seals]);
        expect(press.owners.records.map(({ stack }) => stack)).toEqual(['old', 'new']);
      }
    }
  });
});
