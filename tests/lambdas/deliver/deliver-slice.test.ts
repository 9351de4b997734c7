import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { type Allowance, AllowanceUnknownError } from '../../../core/delivery/sending/allowance.ts';
import { Pace } from '../../../core/delivery/sending/pace.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import {
  type DeliverContext,
  deliverOrReport,
  deliverSlice,
} from '../../../lambdas/deliver/deliver-slice.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { settleOpen } from '../../../local/installation/settle-after-crash.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aConfiguration, aPublication } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { MemoryMailer } from '../../support/memory/memory-mailer.ts';
import { MemoryDeliveries } from '../../support/memory/memory-readers.ts';

const weekly = aPublication();
const edition = '2026-11-23';
const now = '2026-11-23T06:01:00Z' as Instant;

async function aPublishedEdition(readers = 5, sliceSize = 2) {
  const press = aPress({ sliceSize });
  await press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  await press.addReaders(readers);
  await publishEdition(press.context(), weekly, '2026-11-23T06:00:00Z' as Instant);
  const deliveries = new MemoryDeliveries();
  const mailer = new MemoryMailer();
  let attempts = 0;
  const pauses: number[] = [];
  const clock = { now: () => now };
  const elapsed = () => pauses.reduce((sum, pause) => sum + pause, 0);
  // Each worker has its own five minutes, on a clock that goes on from one to the next.
  const worker = { began: 0 };
  const left = () => 300_000 - (elapsed() - worker.began);
  const nextWorker = () => {
    worker.began = elapsed();
  };
  const allowance: Allowance = { perSecond: 1, perDay: 1000, left: 1000 };
  const watch = {
    now: () => elapsed(),
    sleep: async (milliseconds: number) => {
      pauses.push(milliseconds);
    },
  };
  const pace = new Pace(1, watch);
  const lanes = { count: 1 };
  const context = (plan = new CrashPlan(), timeLeft = left): DeliverContext => ({
    clock,
    seals: plan.wrap(press.seals),
    archive: plan.wrap(press.archive),
    bindings: plan.wrap(press.bindings),
    ledger: plan.wrap(press.ledger),
    receipts: plan.wrap(press.receipts),
    editions: plan.wrap(press.editions),
    slices: plan.wrap(press.slices),
    readers: plan.wrap(press.readers),
    addresses: plan.wrap(press.addresses),
    tableMarks: plan.wrap(press.tableMarks),
    deliveries: plan.wrap(deliveries),
    mailer: plan.wrap(mailer),
    ownership: press.ownership('stack-1', false, plan),
    configuration: aConfiguration(),
    newAttempt: () => {
      attempts += 1;
      return `attempt-${attempts}`;
    },
    timeLeft,
    watch,
    pace,
    lanes: lanes.count,
    account: { allowance: async () => allowance },
  });
  const deliverAll = async (plan?: CrashPlan) => {
    const reports = [];
    for (const { slice } of press.queue.work) {
      nextWorker();
      reports.push(await deliverSlice(context(plan), { publication: weekly.id, edition }, slice));
    }
    return reports;
  };
  const states = () => [...deliveries.rows.values()].map(({ state }) => state).sort();
  return {
    ...press,
    deliveries,
    mailer,
    context,
    deliverAll,
    states,
    pauses,
    clock,
    allowance,
    lanes,
    nextWorker,
  };
}

type Press = Awaited<ReturnType<typeof aPublishedEdition>>;

describe('delivering a slice', () => {
  it('mails each reader once, with their own link and day, and notes that slices ended', async () => {
    const press = await aPublishedEdition();
    await press.deliverAll();
    await press.deliverAll();
    expect(press.mailer.taken).toHaveLength(5);
    for (const { to, raw, tags } of press.mailer.taken) {
      const reader = [...press.readers.rows.values()].find(({ address }) => address === to);
      const mail = await simpleParser(Buffer.from(raw));
      expect(mail.text).toContain(`https://links.example/leave/weekly/${reader?.id}${reader?.token}`);
      expect(mail.text).toContain(`since ${reader?.agreed.at.slice(0, 10)}\n`);
      expect(mail.to).toMatchObject({ value: [{ address: to }] });
      expect(tags).toMatchObject({ publication: 'weekly', edition, reader: reader?.id });
    }
    expect(press.mailer.lent.map(({ length }) => length)).toEqual([0, 0, 0, 0, 0]);
    expect(await press.editions.read({ publication: 'weekly', edition })).toMatchObject({
      progressedAt: now,
    });
    expect(await press.slices.unfinished({ publication: 'weekly', edition })).toEqual([]);
  });

  it('mails nobody twice and loses nobody, wherever the worker crashes', async () => {
    const counting = new CrashPlan();
    await (await aPublishedEdition()).deliverAll(counting);
    expect(counting.calls).toBeGreaterThan(20);
    for (let call = 1; call <= counting.calls; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const press = await aPublishedEdition();
        await expect(press.deliverAll(new CrashPlan(call, when))).rejects.toThrow(Crash);
        await settleOpen(press.deliveries, 'weekly', edition, async ({ attempt }) => {
          const index = press.mailer.taken.findIndex(({ tags }) => tags.attempt === attempt);
          return index === -1 ? { taken: false } : { taken: true, messageId: `id-${index + 1}` };
        });
        await press.deliverAll();
        expect(press.mailer.taken.map(({ to }) => to).sort(), `${when} call ${call}`).toEqual(
          [1, 2, 3, 4, 5].map(n => `reader-${n}@mail.example`),
        );
        expect(press.states()).toEqual(Array(5).fill('accepted'));
        expect(await press.slices.unfinished({ publication: 'weekly', edition })).toEqual([]);
      }
    }
  });

  it('leaves an uncertain delivery to later knowledge: the slice is done', async () => {
    const press = await aPublishedEdition(2);
    press.mailer.answers = ({ to }) =>
      to === 'reader-1@mail.example' ? { outcome: 'uncertain', reason: 'no answer' } : undefined;
    expect(await press.deliverAll()).toEqual([{ outcome: 'done' }]);
    press.mailer.answers = () => undefined;
    await press.deliverAll();
    expect(press.mailer.taken.map(({ to }) => to)).toEqual(['reader-2@mail.example']);
    expect(press.states()).toEqual(['accepted', 'uncertain']);
  });

  it('leaves a delivery that another worker holds, and the slice open for it', async () => {
    const press = await aPublishedEdition(2);
    await press.deliveries.claim({ publication: 'weekly', edition, reader: aReader(1).id }, 'other', now);
    const reason = "1 delivery is in another worker's hands";
    expect(await press.deliverAll()).toEqual([{ outcome: 'open', reason }]);
    expect(press.mailer.taken.map(({ to }) => to)).toEqual(['reader-2@mail.example']);
    expect(await press.slices.unfinished({ publication: 'weekly', edition })).toEqual([1]);
  });

  it.each([
    [
      'held',
      (press: Press) => press.editions.hold({ publication: 'weekly', edition }, 'by hand'),
      /is held: by hand/,
    ],
    [
      'ended',
      (press: Press) => press.editions.stop({ publication: 'weekly', edition }),
      /an operator stopped the edition/,
    ],
  ])('stops within seconds when somebody else %s the edition', async (_, act, reason) => {
    const press = await aPublishedEdition(20, 20);
    const send = press.mailer.send.bind(press.mailer);
    press.mailer.send = async message => {
      if (press.mailer.taken.length === 4) await act(press);
      return send(message);
    };
    expect(await press.deliverAll()).toMatchObject([
      { outcome: 'unfinished', reason: expect.stringMatching(reason) },
    ]);
    expect(press.mailer.taken.length).toBeGreaterThan(4);
    expect(press.mailer.taken.length).toBeLessThan(11);
    expect(press.states().filter(state => state === 'claimed')).toEqual([]);
  });

  it.each([
    ['exhausted', { notBefore: '2026-11-23T07:01:00Z' }],
    ['refused', { hold: 'the reason' }],
  ] as const)('gives the claim back and stops when the answer is %s', async (outcome, row) => {
    const press = await aPublishedEdition();
    press.mailer.answers = () => ({ outcome, reason: 'the reason' });
    expect((await press.deliverAll())[0]).toEqual({
      outcome: 'unfinished',
      reason: `${outcome}: the reason`,
    });
    expect(press.states()).toEqual(['waiting']);
    expect(await press.editions.read({ publication: 'weekly', edition })).toMatchObject(row);
    press.mailer.answers = () => undefined;
    await press.deliverAll();
    expect(press.mailer.taken).toEqual([]);
  });

  it.each(['throttled', 'unreached'] as const)(
    'slows down and mails everybody when the answer is %s for a while',
    async outcome => {
      const press = await aPublishedEdition(4);
      let calls = 0;
      press.mailer.answers = () => {
        calls += 1;
        return calls % 3 === 0 ? undefined : { outcome, reason: 'the reason' };
      };
      expect(await press.deliverAll()).toEqual([{ outcome: 'done' }, { outcome: 'done' }]);
      expect(press.mailer.taken).toHaveLength(4);
      const unhindered = 4 / 0.8;
      expect(press.pauses.reduce((sum, pause) => sum + pause, 0) / 1000).toBeGreaterThan(unhindered);
    },
  );

  it('tries a reader again after a second, and after twice as long each time up to eight', async () => {
    const press = await aPublishedEdition(1);
    let calls = 0;
    press.mailer.answers = () => {
      calls += 1;
      return calls > 6 ? undefined : { outcome: 'unreached', reason: 'ECONNREFUSED' };
    };
    expect(await press.deliverAll()).toEqual([{ outcome: 'done' }]);
    // What the pace asks for besides, the first pause has covered or follows it.
    expect(press.pauses.filter(pause => pause >= 1000 && pause % 1000 === 0)).toEqual([
      1000, 2000, 4000, 8000, 8000, 8000,
    ]);
  });

  it('leaves the slice unfinished when it is throttled until the time is up, with nobody claimed', async () => {
    const press = await aPublishedEdition(2);
    press.mailer.answers = () => ({ outcome: 'throttled', reason: 'too fast' });
    expect(await press.deliverAll()).toEqual([{ outcome: 'unfinished', reason: 'throttled: too fast' }]);
    expect(press.states()).toEqual(['waiting']);
    expect(Math.max(...press.pauses)).toBe(12_500);
  });

  it('spaces messages at 0.8 of the rate of the account', async () => {
    const press = await aPublishedEdition(100, 100);
    expect(await press.deliverAll()).toEqual([{ outcome: 'done' }]);
    expect(press.mailer.taken).toHaveLength(100);
    expect(press.pauses.reduce((sum, pause) => sum + pause, 0)).toBe(99 * 1250);
  });

  it('shares the rate of the account among the lanes', async () => {
    const press = await aPublishedEdition(20, 20);
    press.lanes.count = 4;
    await press.deliverAll();
    expect(press.pauses.reduce((sum, pause) => sum + pause, 0)).toBe(19 * 4 * 1250);
  });

  it('keeps its pace from one slice to the next', async () => {
    const press = await aPublishedEdition(10, 1);
    await press.deliverAll();
    expect(press.pauses.reduce((sum, pause) => sum + pause, 0)).toBe(9 * 1250);
  });

  it('gets through 500 readers at one message a second, slice by slice, with nobody tried to death', async () => {
    const press = await aPublishedEdition(500, 100);
    let worked = 0;
    press.mailer.answers = () => {
      worked += 1;
      return worked % 50 === 0 ? { outcome: 'throttled', reason: 'a burst' } : undefined;
    };
    for (const { slice } of press.queue.work) {
      press.nextWorker();
      expect(await deliverSlice(press.context(), { publication: weekly.id, edition }, slice)).toEqual({
        outcome: 'done',
      });
    }
    expect(new Set(press.mailer.taken.map(({ to }) => to)).size).toBe(500);
    expect(press.mailer.taken).toHaveLength(500);
  });

  it('has several messages under way where the rate allows it, at most 40, and each reader once', async () => {
    const press = await aPublishedEdition(200, 200);
    press.allowance.perSecond = 1000;
    let underWay = 0;
    let most = 0;
    const send = press.mailer.send.bind(press.mailer);
    press.mailer.send = async message => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(resolve => setImmediate(resolve));
      underWay -= 1;
      return send(message);
    };
    expect(await press.deliverAll()).toEqual([{ outcome: 'done' }]);
    expect(new Set(press.mailer.taken.map(({ to }) => to)).size).toBe(200);
    expect(press.mailer.taken).toHaveLength(200);
    expect(most).toBeGreaterThan(10);
    expect(most).toBeLessThanOrEqual(40);
  });

  it('waits for whoever is begun when the quota ends, and claims nobody after', async () => {
    const press = await aPublishedEdition(200, 200);
    press.allowance.perSecond = 1000;
    press.mailer.answers = () =>
      press.mailer.taken.length >= 70
        ? { outcome: 'exhausted', reason: 'Daily message quota exceeded' }
        : undefined;
    expect(await press.deliverAll()).toMatchObject([{ outcome: 'unfinished' }]);
    expect(press.mailer.taken).toHaveLength(70);
    expect(press.states().filter(state => state === 'claimed')).toEqual([]);
    expect((await press.editions.read({ publication: 'weekly', edition }))?.notBefore).toBe(
      '2026-11-23T07:01:00Z',
    );
  });

  it('tries nobody when nothing is left of the quota', async () => {
    const press = await aPublishedEdition(2);
    press.allowance.left = 0;
    expect(await press.deliverAll()).toMatchObject([{ outcome: 'unfinished' }]);
    expect([press.mailer.taken, press.states()]).toEqual([[], []]);
    expect((await press.editions.read({ publication: 'weekly', edition }))?.notBefore).toBe(
      '2026-11-23T07:01:00Z',
    );
  });

  it.each([
    [true, { hold: expect.stringContaining('ses:GetSendQuota') }],
    [false, { hold: null, notBefore: null }],
  ])(
    'mails nobody without knowing the limits of the account, and holds the edition if that is our fault: %s',
    async (refused, row) => {
      const press = await aPublishedEdition(2);
      const context = press.context();
      context.account = {
        allowance: async () => {
          throw new AllowanceUnknownError(new Error('denied'), refused);
        },
      };
      expect(await deliverSlice(context, { publication: weekly.id, edition }, 1)).toMatchObject({
        outcome: 'unfinished',
      });
      expect([press.mailer.taken, press.states()]).toEqual([[], []]);
      expect(await press.editions.read({ publication: 'weekly', edition })).toMatchObject(row);
    },
  );

  it('holds the edition when more than 20 readers in a row are rejected, and blames none of them', async () => {
    const press = await aPublishedEdition(60, 50);
    press.mailer.answers = () => ({ outcome: 'rejected', reason: 'no such mailbox' });
    await press.deliverAll();
    expect((await press.editions.read({ publication: 'weekly', edition }))?.hold).toMatch(
      /20 readers in a row/,
    );
    expect(press.states()).toEqual(Array(21).fill('waiting'));
  });

  it('does not deliver an edition that is more than 30 days old', async () => {
    const press = await aPublishedEdition(1);
    press.clock.now = () => '2026-12-23T06:00:01Z' as Instant;
    expect(await press.deliverAll()).toEqual([
      { outcome: 'passed over', reason: 'the edition is more than 30 days old' },
    ]);
    press.clock.now = () => '2026-12-23T06:00:00Z' as Instant;
    expect(await press.deliverAll()).toEqual([{ outcome: 'done' }]);
  });

  it('sends as the sender that was sealed, whatever is configured since', async () => {
    const press = await aPublishedEdition(1);
    const renamed = aPublication({ from: { name: 'Other', address: 'other@news.example' } });
    await deliverSlice(press.context(), { publication: renamed.id, edition }, 1);
    expect(press.mailer.taken.map(({ from }) => from)).toEqual(['digest@news.example']);
  });

  it('rejects a reader whose fields cannot be filled in, without leaving a claim, and mails the others', async () => {
    const press = await aPublishedEdition(2);
    const bad = aReader(1, { name: 'two\r\nlines' });
    press.readers.rows.set(`weekly/${bad.id}`, bad);
    expect(await press.deliverAll()).toEqual([{ outcome: 'done' }]);
    expect(press.states()).toEqual(['accepted', 'rejected']);
    expect(press.mailer.taken.map(({ to }) => to)).toEqual(['reader-2@mail.example']);
  });

  it('notes who was rejected, and goes on', async () => {
    const press = await aPublishedEdition(2);
    press.mailer.answers = ({ to }) =>
      to === 'reader-1@mail.example' ? { outcome: 'rejected', reason: 'no such mailbox' } : undefined;
    expect(await press.deliverAll()).toEqual([{ outcome: 'done' }]);
    expect(press.states()).toEqual(['accepted', 'rejected']);
  });

  it('withholds from whose address ended through another publication, until it is lifted', async () => {
    const press = await aPublishedEdition(4);
    await press.addresses.end(aReader(1).id, { state: 'bounced', at: now, how: 'test' });
    await press.addresses.end(aReader(2).id, { state: 'erased', at: now, how: 'test' });
    await press.addresses.end(aReader(3).id, { state: 'bounced', at: now, how: 'test' });
    await press.addresses.end(aReader(3).id, { state: 'lifted', at: now, how: 'test' });
    await press.deliverAll();
    expect(press.mailer.taken.map(({ to }) => to).sort()).toEqual([
      'reader-3@mail.example',
      'reader-4@mail.example',
    ]);
    const reasons = [...press.deliveries.rows.values()].map(({ reason }) => reason).filter(Boolean);
    expect(reasons.sort()).toEqual(['bounced', 'erased']);
  });

  it.each([
    ['another table', { table: 'table-0', edition }],
    ['an older state of it', { table: 'table-1', edition: '2026-11-16' }],
    ['an emptied one', undefined],
  ])('mails nobody from %s than the edition began with, and says so', async (_, mark) => {
    const press = await aPublishedEdition(4);
    press.tableMarks.rows.delete('weekly');
    if (mark) press.tableMarks.rows.set('weekly', mark);
    const reports = await press.deliverAll();
    expect(reports.map(({ outcome }) => outcome)).toEqual(reports.map(() => 'unfinished'));
    expect(reports[0]).toMatchObject({ reason: expect.stringMatching(/^the readers table is another one/) });
    expect(press.states()).toEqual([]);
  });

  it('withholds from who left or was erased after the audience was frozen, and mails nobody who came later', async () => {
    const press = await aPublishedEdition(4);
    const [left, erased] = [aReader(1), aReader(2)];
    await press.readers.leave('weekly', left.id, left.token, now, 'test');
    press.readers.rows.delete(`weekly/${erased.id}`);
    for (let n = 20; n < 40; n += 1) await press.readers.add(aReader(n));
    await press.deliverAll();
    expect(press.mailer.taken.map(({ to }) => to).sort()).toEqual([
      'reader-3@mail.example',
      'reader-4@mail.example',
    ]);
    expect(press.states()).toEqual(['accepted', 'accepted', 'withheld', 'withheld']);
    expect((await press.editions.read({ publication: 'weekly', edition }))?.audience).toEqual({
      slices: 2,
      readers: 4,
    });
  });

  it('starts no reader when the time runs out, and the next worker goes on', async () => {
    const press = await aPublishedEdition(2);
    expect(
      await deliverSlice(
        press.context(undefined, () => 59_999),
        { publication: weekly.id, edition },
        1,
      ),
    ).toMatchObject({ outcome: 'unfinished' });
    expect(press.mailer.taken).toEqual([]);
    await press.deliverAll();
    expect(press.mailer.taken).toHaveLength(2);
  });

  it('does not use a claim that took longer than 30 seconds, but claims again', async () => {
    const press = await aPublishedEdition(1);
    const times = [
      '2026-11-23T06:01:00Z',
      '2026-11-23T06:01:00Z',
      '2026-11-23T06:01:00Z',
      '2026-11-23T06:01:31Z',
    ] as Instant[];
    press.clock.now = () => times.shift() ?? now;
    expect(await press.deliverAll()).toEqual([{ outcome: 'done' }]);
    expect(press.mailer.taken.map(({ tags }) => tags.attempt)).toEqual(['attempt-2']);
  });

  it('mails a reader once when two workers have the same slice', async () => {
    const press = await aPublishedEdition(6);
    await Promise.all([press.deliverAll(), press.deliverAll()]);
    expect(new Set(press.mailer.taken.map(({ to }) => to)).size).toBe(6);
    expect(press.mailer.taken).toHaveLength(6);
  });
});

describe('a slice that throws', () => {
  const key = { publication: 'weekly', edition };

  it('becomes a report, and what it threw is noted with the edition, without an address; that is no progress', async () => {
    const press = await aPublishedEdition();
    const before = await press.editions.read(key);
    press.readers.range = async () => {
      throw new TypeError('no way\nto read reader-1@mail.example');
    };
    const report = await deliverOrReport(press.context(), key, 1);
    expect(report).toMatchObject({ outcome: 'failed', reason: 'TypeError: no way to read (address)' });
    expect(report).toHaveProperty('stack', expect.stringContaining('deliver-slice.test.ts'));
    expect(JSON.stringify(report)).not.toContain('@mail.example');
    const failure = { at: now, reason: 'TypeError: no way to read (address)' };
    expect(await press.editions.read(key)).toEqual({ ...before, failure });
    expect(press.mailer.taken).toEqual([]);
  });

  it('becomes a report too when the table fails as well', async () => {
    const press = await aPublishedEdition();
    const context = press.context();
    const fail = async () => {
      throw new Error('the table does not answer');
    };
    const report = await deliverOrReport(
      { ...context, editions: { ...context.editions, read: fail, failed: fail } },
      key,
      1,
    );
    expect(report).toMatchObject({ outcome: 'failed', reason: 'Error: the table does not answer' });
  });

  it('counts as one that a worker was ended at when the queue gives it out again; after five the edition is held at once', async () => {
    const press = await aPublishedEdition();
    for (let ended = 1; ended < 5; ended += 1) {
      press.readers.range = async () => {
        throw new TypeError('ended');
      };
      await deliverOrReport(press.context(), key, 1, 2);
      expect(await press.editions.read(key)).toMatchObject({ fruitless: ended, hold: null });
    }
    expect(await deliverOrReport(press.context(), key, 1, 2)).toMatchObject({ outcome: 'passed over' });
    expect(await press.editions.read(key)).toMatchObject({
      hold: expect.stringMatching(
        /^stuck: .* 5 times .*last at slice 1\. The worker was ended before it could say why/,
      ),
    });
    expect(await deliverOrReport(press.context(), key, 2)).toMatchObject({
      outcome: 'passed over',
      reason: expect.stringMatching(/^the edition is held/),
    });
    expect(press.mailer.taken).toEqual([]);
  });

  it('counts for nothing once a worker has ended its slice', async () => {
    const press = await aPublishedEdition();
    await press.editions.failed(key, { at: now, reason: 'x' }, 3);
    expect(await deliverOrReport(press.context(), key, 1, 2)).toEqual({ outcome: 'done' });
    expect(await press.editions.read(key)).toMatchObject({ fruitless: 0 });
  });

  it('is no other report than that of the slice when nothing is thrown', async () => {
    const press = await aPublishedEdition();
    expect(await deliverOrReport(press.context(), key, 1)).toEqual({ outcome: 'done' });
    expect(await press.editions.read(key)).toMatchObject({ failure: null });
  });
});
