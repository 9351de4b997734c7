import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestSeal } from '../../../core/edition/chain.ts';
import { decide, type Wish } from '../../../core/edition/decisions/decide.ts';
import { readManifest } from '../../../core/edition/manifest.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { localDate, occurrenceAtOrBefore } from '../../../core/publication/schedule.ts';
import { aService, type Service } from '../../support/builders/a-service.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { crashPoints, shareOf } from '../../support/run/sample.ts';

const edition = '2026-11-23';
const skip: Wish = { kind: 'skip', edition, because: 'holidays' };
const pause: Wish = { kind: 'pause', because: 'holidays' };

async function decides(service: Service, wish: Wish): Promise<void> {
  const { id } = service.publication();
  await decide(service.decisions, id, wish, (await newestSeal(service.seals, id))?.plan);
}

/** Before the first edition, which nobody starts; the schedule counts, and a fact is filed. */
async function prepared(changes: object = {}): Promise<Service> {
  const service = await aService({ changes });
  await file(service, 'one');
  await service.sweep();
  return service;
}

async function file(service: Service, id: string): Promise<void> {
  await service.record(aRecord(service.time.now, anArticleFile(id)).record);
}

/** The facts of each edition, by its name. */
function told(service: Service): Map<string, readonly string[]> {
  const found = [...service.archive.files].filter(([key]) => key.endsWith('/manifest.json'));
  return new Map(found.map(([key, text]) => [key.split('/')[1] ?? '', readManifest(text).facts]));
}

function noted(service: Service): string[] {
  return service.log.map(({ what }) => what);
}

describe('a sweep and what an operator left out', () => {
  it.each([
    ['skipped', skip],
    ['paused', pause],
  ] as [string, Wish][])(
    'makes no edition that is %s, however late, and calls nobody for it',
    async (outcome, wish) => {
      const service = await prepared();
      await decides(service, wish);
      for (const hours of [1.5, 10, 30, 100]) {
        service.wait(hours);
        expect(await service.sweep()).toMatchObject({ held: 0, overdue: 0, failures: [] });
      }
      expect([...told(service).keys()]).toEqual([]);
      expect(service.mailer.readers).toEqual([]);
      expect(service.log.find(({ what }) => what === 'left out')).toEqual({
        what: 'left out',
        about: { publication: 'weekly', time: '2026-11-23T06:00:00Z', edition, outcome, decision: 1 },
      });
    },
  );

  it('makes it as a missing one once that is taken back', async () => {
    const service = await prepared();
    await decides(service, skip);
    service.wait(3);
    await service.sweep();
    await decides(service, { kind: 'unskip', edition });
    await service.sweep();
    expect([...told(service)]).toEqual([[edition, ['one.1']]]);
  });

  it('does not make up for what a pause left out: the next edition has it, and says so', async () => {
    const service = await prepared();
    await decides(service, pause);
    service.wait(3);
    await decides(service, { kind: 'resume' });
    await service.settle(1);
    expect([...told(service)]).toEqual([]);
    service.wait(7 * 24);
    await service.sweep();
    expect([...told(service)]).toEqual([['2026-11-30', ['one.1']]]);
    const digest = service.archive.files.get('weekly/2026-11-30/digest.json') ?? '';
    expect(JSON.parse(digest).skipped).toEqual([edition]);
  });

  it.each([
    ['skipped', skip, { kind: 'unskip', edition }],
    ['paused', pause, { kind: 'resume' }],
  ] as [string, Wish, Wish][])(
    'mails no proof of what is %s, until that is taken back',
    async (_, wish, back) => {
      const service = await aService({});
      service.time.now = '2026-11-22T12:00:00Z' as Instant;
      await decides(service, wish);
      await service.sweep();
      expect(noted(service)).not.toContain('proof');
      await decides(service, back);
      await service.sweep();
      expect(noted(service)).toContain('proof');
    },
  );

  it('goes by what is decided, and not by the tables, which may be from before', async () => {
    const service = await prepared();
    await decides(service, skip);
    service.editions.rows.clear();
    service.timetables.rows.clear();
    service.time.now = '2026-11-23T05:30:00Z' as Instant;
    await service.sweep();
    service.wait(1);
    await service.sweep();
    expect([...told(service)]).toEqual([]);
  });

  it('asks for decisions only where there would be something to do', async () => {
    const service = await prepared();
    const asked: string[] = [];
    const { newest } = service.decisions;
    service.decisions.newest = async id => {
      asked.push(id);
      return newest.call(service.decisions, id);
    };
    const due = service.time.now;
    service.time.now = '2026-11-20T05:30:00Z' as Instant;
    await service.sweep();
    expect(asked).toEqual([]);
    service.time.now = due;
    service.wait(1.5);
    await service.sweep();
    expect(asked.length).toBeGreaterThan(0);
  });

  it('leaves it out wherever the sweep ends', async () => {
    const run = async (service: Service, plan: CrashPlan) => {
      service.wait(1.5);
      const { failures } = await service.sweep(plan);
      if (failures[0]) throw failures[0].error;
    };
    const begun = async () => {
      const service = await prepared();
      await decides(service, skip);
      return service;
    };
    const counting = new CrashPlan();
    await run(await begun(), counting);
    for (const { call, when } of crashPoints('sweep of what is left out', counting.calls)) {
      const service = await begun();
      await expect(run(service, new CrashPlan(call, when))).rejects.toThrow(Crash);
      await service.settle(1);
      expect([...told(service)], `${when} call ${call}`).toEqual([]);
    }
  });
});

describe('a sweep and a schedule that does not start publish', () => {
  it.each(['off', 'gone'] as const)(
    'publishes nothing while it is %s, and calls the operator; once it is on, it makes up',
    async state => {
      const service = await prepared();
      service.schedules.states.set('weekly', state);
      service.wait(1.5);
      expect(await service.sweep()).toMatchObject({ held: 1, overdue: 0, failures: [] });
      expect([...told(service)]).toEqual([]);
      expect(service.log.at(-1)).toMatchObject({
        what: `schedule ${state}`,
        about: { publication: 'weekly', due: ['2026-11-23T06:00:00Z'] },
      });
      service.schedules.states.set('weekly', 'on');
      expect(await service.sweep()).toMatchObject({ held: 0, overdue: 0 });
      expect([...told(service).keys()]).toEqual([edition]);
    },
  );

  it('publishes nothing while nobody says how it stands: that is overdue, and the next sweep asks again', async () => {
    const service = await prepared();
    const { stateOf } = service.schedules;
    service.schedules.stateOf = async () => {
      throw new Error('no answer');
    };
    service.wait(1.5);
    const { overdue, failures } = await service.sweep();
    expect([overdue, failures.map(({ what }) => what)]).toEqual([1, ['missing editions']]);
    expect([...told(service)]).toEqual([]);
    service.schedules.stateOf = stateOf;
    await service.sweep();
    expect([...told(service).keys()]).toEqual([edition]);
  });

  it('is asked of nothing as long as nothing is missing, nor of what an operator left out', async () => {
    const service = await prepared();
    service.schedules.states.set('weekly', 'off');
    await service.publish('2026-11-23T06:00:00Z').catch(() => undefined);
    service.wait(1.1);
    await service.publish('2026-11-23T06:00:00Z');
    await service.settle(1);
    expect(noted(service)).not.toContain('schedule off');
    await decides(service, { ...skip, edition: '2026-11-30' });
    service.wait(7 * 24);
    expect(await service.sweep()).toMatchObject({ held: 0 });
    expect(noted(service)).not.toContain('schedule off');
  });
});

type Step =
  | { do: 'wait'; hours: number }
  | { do: 'file' | 'publish' | 'sweep' | 'pause' | 'resume' | 'restore' }
  | { do: 'skip' | 'unskip'; days: number }
  | { do: 'switch'; state: 'on' | 'off' }
  | { do: 'crash'; call: number; when: 'before' | 'after' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 5, 13, 24, 40) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('file', 'publish', 'sweep') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('pause', 'resume', 'restore') }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('skip', 'unskip'), days: fc.integer({ min: -2, max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('switch' as const), state: fc.constantFrom('on', 'off') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      call: fc.integer({ min: 1, max: 60 }),
      when: fc.constantFrom('before', 'after'),
    }),
  },
);

describe('a publication about which operators decide at any time', () => {
  const schedule = { every: 'day', at: '07:00', timeZone: 'Europe/Brussels' } as const;

  it('tells each fact in exactly one edition, and seals none that is left out', {
    timeout: 120_000,
  }, async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async steps => {
      const service = await prepared({ schedule });
      const model = new Model();
      const facts = ['one.1'];
      const last = () => occurrenceAtOrBefore(schedule, service.time.now);
      for (const one of steps) {
        const before = new Set(service.seals.seals.keys());
        if (one.do === 'file') {
          facts.push(`f-${facts.length}.1`);
          await file(service, `f-${facts.length - 1}`);
        } else await take(service, one, last);
        const { now } = service.time;
        model.after(one, now);
        for (const [key, content] of service.seals.seals)
          if (!before.has(key)) model.refuseLeftOut(JSON.parse(content).plan);
      }
      await decides(service, { kind: 'resume' });
      service.schedules.states.clear();
      // So long that nothing is skipped any more.
      service.wait(6 * 24);
      await service.publish(last());
      await service.settle(1, 0.5);
      expect([...told(service).values()].flat().sort()).toEqual(facts.sort());
    });
    await fc.assert(property, { numRuns: Math.max(5, shareOf(1500)) });
  });

  async function take(service: Service, one: Step, last: () => Instant): Promise<void> {
    const day = (days: number) => localDate(plusHours(service.time.now, days * 24), schedule.timeZone);
    switch (one.do) {
      case 'wait':
        return service.wait(one.hours);
      case 'publish':
        return void (await service.publish(last()));
      case 'sweep':
        return void (await service.sweep());
      case 'crash':
        return publishUntil(service, last(), new CrashPlan(one.call, one.when));
      case 'switch':
        return void service.schedules.states.set('weekly', one.state);
      case 'restore':
        service.editions.rows.clear();
        return service.timetables.rows.clear();
      case 'skip':
      case 'unskip':
        return decides(service, { kind: one.do, edition: day(one.days), because: 'so' });
      case 'pause':
      case 'resume':
        return decides(service, { kind: one.do, because: 'so' });
    }
  }

  async function publishUntil(service: Service, time: Instant, plan: CrashPlan): Promise<void> {
    await service.publish(time, plan).catch(error => {
      if (!(error instanceof Crash)) throw error;
    });
  }

  /** What operators decided, remembered as a person would. */
  class Model {
    readonly skipped = new Set<string>();
    paused = false;
    resumed = '';

    after(one: Step, now: Instant): void {
      const day = (days: number) => localDate(plusHours(now, days * 24), schedule.timeZone);
      if (one.do === 'skip') this.skipped.add(day(one.days));
      if (one.do === 'unskip') this.skipped.delete(day(one.days));
      if (one.do === 'pause') this.paused = true;
      if (one.do === 'resume' && this.paused) {
        this.paused = false;
        this.resumed = now;
      }
    }

    refuseLeftOut({ edition: name, window }: { edition: string; window: { to: string } }): void {
      expect(this.paused, `${name} while paused`).toBe(false);
      expect([...this.skipped], `${name} is skipped`).not.toContain(name);
      expect(window.to > this.resumed, `${name} fell into a pause`).toBe(true);
    }
  }
});
