import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MailerAnswer } from '../../../core/delivery/sending/mailer.ts';
import { TooMuchError } from '../../../core/edition/too-much.ts';
import { plusHours, toInstant } from '../../../core/foundation/instant.ts';
import { aService } from '../../support/builders/a-service.ts';
import { aCorrection } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { crashPoints } from '../../support/run/sample.ts';

const [editor, operator] = ['ada@mail.example', 'operator@news.example'];
const due = toInstant('2026-11-23T06:00:00Z');
const bothOnce = ['2026-11-23 ada@mail.example', '2026-11-23 operator@news.example'];

/** Courant two days before its first edition, for which a fact is filed. */
async function beforeTheFirst(more: object = { editors: [editor] }) {
  const service = await aService({ at: '2026-11-21T06:00:00Z' });
  service.configure({}, undefined, more);
  await service.record(aRecord('2026-11-20T10:00:00Z', anArticleFile('one')).record);
  return { ...service, sweepAt, correct };

  /** Sweeps so many hours before the edition is due; throws what failed first. */
  async function sweepAt(hours: number, plan = new CrashPlan()): Promise<void> {
    service.time.now = plusHours(due, -hours);
    const [failed] = (await service.sweep(plan)).failures;
    if (failed) throw failed.error;
  }

  /** An editor puts the fact right, which the edition then tells. */
  async function correct(): Promise<void> {
    await service.record(aCorrection('2026-11-22T20:00:00Z', 'one.1').record);
  }
}

type Prepared = Awaited<ReturnType<typeof beforeTheFirst>>;

/** The proofs that the mail service took: of which edition, and for whom. */
function proofsIn({ mailer }: Pick<Prepared, 'mailer'>): string[] {
  return mailer.taken.filter(({ tags }) => 'proof' in tags).map(({ to, tags }) => `${tags.proof} ${to}`);
}

/** Refuses so many proofs as the mail service may. */
function refuse({ mailer }: Pick<Prepared, 'mailer'>, times: number, answer: MailerAnswer): void {
  let refused = 0;
  mailer.answers = ({ tags }) => {
    if (!('proof' in tags) || refused === times) return undefined;
    refused += 1;
    return answer;
  };
}

describe('proofs that go out by themselves', () => {
  it('are mailed proofHoursBefore, and once more shortly before if something else is told by then', async () => {
    const service = await beforeTheFirst();
    await service.sweepAt(24.1);
    expect(proofsIn(service)).toEqual([]);
    for (const hours of [24, 23.9, 12]) await service.sweepAt(hours);
    expect(proofsIn(service)).toEqual(bothOnce);
    await service.correct();
    await service.sweepAt(6.1);
    expect(proofsIn(service)).toEqual(bothOnce);
    await service.sweepAt(6);
    expect(proofsIn(service)).toEqual([...bothOnce, ...bothOnce]);
    await service.record(aRecord('2026-11-23T04:00:00Z', anArticleFile('two')).record);
    for (const hours of [1.5, 1, 0.1]) await service.sweepAt(hours);
    expect(proofsIn(service)).toHaveLength(4);
    expect(service.seals.seals.size).toBe(0);
  });

  it('go out as early as the configuration says', async () => {
    const service = await beforeTheFirst();
    service.configure({}, { proofHoursBefore: 4 }, { editors: [editor] });
    await service.sweepAt(4.1);
    expect(proofsIn(service)).toEqual([]);
    await service.sweepAt(4);
    await service.correct();
    await service.sweepAt(1.1);
    expect(proofsIn(service)).toHaveLength(2);
    await service.sweepAt(1);
    expect(proofsIn(service)).toHaveLength(4);
  });

  it('of a daily are a day’s quarter ahead the second time, though more hours are configured than a day has', async () => {
    const service = await beforeTheFirst();
    service.configure(
      { schedule: { every: 'day', at: '06:00', timeZone: 'UTC' } },
      { proofHoursBefore: 100 },
      { editors: [editor] },
    );
    service.time.now = due;
    await service.publish(due);
    await service.sweepAt(-1);
    expect(proofsIn(service)).toEqual(['2026-11-24 ada@mail.example']);
    await service.record(aRecord('2026-11-23T08:00:00Z', anArticleFile('two')).record);
    await service.sweepAt(-17.9);
    expect(proofsIn(service)).toHaveLength(1);
    await service.sweepAt(-18);
    expect(proofsIn(service)).toHaveLength(2);
  });

  it('are mailed once where nothing was filed since, or nothing that the edition tells', async () => {
    const service = await beforeTheFirst();
    for (const hours of [24, 6, 3]) await service.sweepAt(hours);
    await service.record(
      aRecord('2026-11-23T03:00:00Z', anArticleFile('two', [aFact('two', 1, { topics: ['of nobody'] })]))
        .record,
    );
    await service.sweepAt(1);
    expect(proofsIn(service)).toEqual(bothOnce);
  });

  it('go to the operator before the first edition alone, and to nobody else where there are no editors', async () => {
    const service = await beforeTheFirst({});
    await service.sweepAt(24);
    expect(proofsIn(service)).toEqual(['2026-11-23 operator@news.example']);
    await service.sweepAt(-1);
    expect(service.seals.seals.size).toBe(1);
    await service.sweepAt(-6 * 24 - 1);
    expect(proofsIn(service)).toHaveLength(1);
    service.configure({}, undefined, { editors: [editor] });
    await service.sweepAt(-6 * 24 - 2);
    expect(proofsIn(service).slice(1)).toEqual(['2026-11-30 ada@mail.example']);
  });

  it('say what they are, with a link to leave that is nobody’s, and without what mail programs leave a list by', async () => {
    const service = await beforeTheFirst();
    await service.sweepAt(24);
    const [proof] = service.mailer.taken;
    const raw = Buffer.from(proof?.raw ?? []).toString();
    expect(proof?.tags).toEqual({ publication: 'weekly', proof: '2026-11-23' });
    expect(raw).toContain('Subject: Proof: Weekly 1\r\n');
    expect(raw).toContain('https://links.example/leave/weekly/proof');
    expect(raw).not.toMatch(/^List-/im);
  });

  it('are what the next proof that somebody asks for is compared with', async () => {
    const service = await beforeTheFirst();
    await service.sweepAt(24);
    expect(service.proofs.noted).toMatchObject([
      { edition: '2026-11-23', proof: 1, items: [{ kind: 'fact', fact: 'one.1', sequence: 0 }] },
    ]);
  });
});

describe('a proof that the mail service does not take', () => {
  it('is tried again in a moment where that was only too fast', async () => {
    const service = await beforeTheFirst();
    refuse(service, 2, { outcome: 'throttled', reason: 'too fast' });
    await service.sweepAt(24);
    expect(proofsIn(service)).toEqual(bothOnce);
    const again = await beforeTheFirst();
    refuse(again, 3, { outcome: 'throttled', reason: 'too fast' });
    await again.sweepAt(24);
    expect(proofsIn(again)).toEqual(bothOnce.slice(1));
  });

  it('goes out as the second one if nobody got it, though nothing else is told; the log says why', async () => {
    const service = await beforeTheFirst();
    refuse(service, 2, { outcome: 'refused', reason: 'AccessDenied' });
    for (const hours of [24, 12]) await service.sweepAt(hours);
    expect(proofsIn(service)).toEqual([]);
    expect(service.log).toContainEqual({
      what: 'proof',
      about: {
        ...{ publication: 'weekly', edition: '2026-11-23', mail: 1, accepted: 0 },
        failed: ['refused: AccessDenied', 'refused: AccessDenied'],
      },
    });
    for (const hours of [6, 5, 4]) await service.sweepAt(hours);
    expect(proofsIn(service)).toEqual(bothOnce);
  });

  it('is claimed only once its sender is verified', async () => {
    const service = await beforeTheFirst();
    const { standingOf } = service.senders;
    service.senders.standingOf = async () => ({ standing: 'unverified', because: 'not yet' });
    await service.sweepAt(24);
    expect(service.proofMails.mails).toEqual([]);
    service.senders.standingOf = standingOf;
    await service.sweepAt(20);
    expect(proofsIn(service)).toEqual(bothOnce);
  });
});

describe('an edition and its proof', () => {
  const many = anArticleFile(
    'many',
    Array.from({ length: 1001 }, (_, index) => aFact('many', index + 1)),
  );

  it('that cannot be made fails in its proof, in every sweep, while there is time; all else is done', async () => {
    const service = await beforeTheFirst();
    await service.record(aRecord('2026-11-20T11:00:00Z', many).record);
    for (const hours of [24, 23]) await expect(service.sweepAt(hours)).rejects.toThrow(TooMuchError);
    expect(service.siteFiles.files.size).toBeGreaterThan(0);
    expect(service.proofMails.mails).toEqual([]);
  });

  it('keep nobody waiting: mail comes first, and a proof that fails stops none', async () => {
    const daily = { schedule: { every: 'day', at: '07:00', timeZone: 'Europe/Brussels' } };
    const service = await aService();
    service.configure(daily, undefined, { editors: [editor] });
    await service.record(aRecord(service.time.now, anArticleFile('one')).record);
    service.wait(1);
    await service.publish(due);
    await service.deliver();
    await service.hear();
    service.mailer.answers = ({ tags }) => {
      if ('proof' in tags) throw new Error('no proof');
      return undefined;
    };
    service.wait(1);
    const { failures } = await service.sweep();
    expect(failures).toMatchObject([{ what: 'its proof', error: { message: 'no proof' } }]);
    expect(await service.row('2026-11-23')).toMatchObject({ state: 'closed', told: 1 });
    service.mailer.answers = () => undefined;
    service.wait(19);
    await service.settle(1);
    expect(proofsIn(service)).toEqual(['2026-11-24 ada@mail.example']);
    const order = service.mailer.taken.map(({ tags }) => ('proof' in tags ? 'proof' : 'other'));
    expect(order.indexOf('proof')).toBe(order.lastIndexOf('other') + 1);
  });

  it('reaches everybody, and nobody more than twice, wherever a sweep is ended; it changes nothing', async () => {
    const whole = await beforeTheFirst();
    const counting = new CrashPlan();
    await proofsOnce(whole, counting);
    expect(proofsIn(whole)).toEqual([...bothOnce, ...bothOnce]);
    const edition = await sealedAndMailed(whole);
    expect(edition).toMatchObject({ row: { state: 'closed' }, receipt: { audience: 5, accepted: 5 } });
    const without = await beforeTheFirst({});
    await without.correct();
    expect(await sealedAndMailed(without)).toEqual(edition);
    for (const { call, when } of crashPoints('proofs', counting.calls)) {
      const service = await beforeTheFirst();
      const [plan, where] = [new CrashPlan(call, when), `${when} call ${call}`];
      await expect(proofsOnce(service, plan), where).rejects.toThrow(Crash);
      await proofsOnce(service, plan);
      for (const to of [editor, operator]) {
        const got = proofsIn(service).filter(mail => mail.endsWith(to)).length;
        expect([1, 2], `${where}, ${to}`).toContain(got);
      }
      expect(await sealedAndMailed(service), where).toEqual(edition);
    }
  }, 120_000);

  it('reaches nobody more than twice, however many sweeps run beside each other', async () => {
    const step = fc.record({
      hours: fc.constantFrom(24, 12, 6, 5.7, 1),
      delays: fc.array(fc.array(fc.nat(4), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      corrects: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async steps => {
        const service = await beforeTheFirst();
        let corrected = false;
        for (const { hours, delays, corrects } of steps.toSorted((a, b) => b.hours - a.hours)) {
          if (corrects && !corrected) await service.correct();
          corrected ||= corrects;
          service.time.now = plusHours(due, -hours);
          await Promise.all(delays.map(delay => service.sweep(new CrashPlan(undefined, undefined, delay))));
        }
        for (const to of [editor, operator]) {
          const got = proofsIn(service).filter(mail => mail.endsWith(to)).length;
          expect(got).toBeGreaterThanOrEqual(1);
          expect(got).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});

/** Sweeps through the day before the edition, in which something is put right. */
async function proofsOnce(service: Prepared, plan: CrashPlan): Promise<void> {
  await service.sweepAt(24, plan);
  await service.correct();
  for (const hours of [6, 5]) await service.sweepAt(hours, plan);
}

/** The edition comes out: its seals, the ledger, and its receipt. */
async function sealedAndMailed(service: Prepared): Promise<object> {
  service.time.now = plusHours(due, 1 / 60);
  await service.publish(due);
  await service.deliver();
  await service.hear();
  await service.settle(1);
  const rows = [...service.deliveries.rows.values()].map(({ state, reader }) => ({ state, reader }));
  return {
    seals: [...service.seals.seals],
    ...{ rows, receipt: service.receipt('2026-11-23'), row: await service.row('2026-11-23') },
  };
}
