import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AmendmentFile } from '../../../core/articles/amendment-file.ts';
import type { AmendmentRecord } from '../../../core/articles/log-record.ts';
import { amendFact } from '../../../core/filing/amend-fact.ts';
import { canonicalJson } from '../../../core/foundation/canonical-json.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import type { MemoryFactLog } from '../../support/memory/memory-fact-log.ts';
import { Overtaking } from '../../support/memory/overtaking.ts';
import { endingAt, ProcessEnded } from './ending-process.ts';
import { amendments, deskWithArticle, sampleCorrection, sampleRetraction } from './sample-amendment.ts';
import { sampleCapture } from './sample-article.ts';

/** Calls that a correction with its capture makes: the article, its names and the fact's until a free one, then capture, record, time, name. */
const calls = ['look', 'read', 'look', 'look', 'keepCapture', 'append', 'look', 'nameRecord'];
const places = calls.flatMap((name, call) =>
  (['before', 'after'] as const).map(when => ({ call, name, when })),
);

/** What a record says, whenever it was filed and as which. */
function content({ fact, reason, ...rest }: AmendmentRecord | AmendmentFile): string {
  return canonicalJson([fact, reason, 'corrected' in rest ? rest.corrected : null]);
}

/** Filed one after the other under their names, each later than the one before, and each says something new. */
async function sequenceOf(log: MemoryFactLog): Promise<AmendmentRecord[]> {
  const records = await amendments(log);
  expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
  expect(records.map(({ recordedAt }) => recordedAt).toSorted()).toEqual(
    records.map(({ recordedAt }) => recordedAt),
  );
  const contents = records.map(content);
  expect(contents.filter((one, index) => one === contents[index - 1])).toEqual([]);
  expect(log.names.size).toBe(records.length + 1);
  return records;
}

describe('amending by a process that ends', () => {
  it.each(places)('$when call $call, $name, is completed by filing again, and counts once', async place => {
    const { log, clock } = await deskWithArticle(null);
    const filing = endingAt(log, place.call, place.when);
    const file = sampleCorrection();
    await expect(amendFact({ filing, clock }, file, sampleCapture)).rejects.toThrow(ProcessEnded);
    const wasNamed = place.name === 'nameRecord' && place.when === 'after';
    expect(await amendments(log)).toHaveLength(wasNamed ? 1 : 0);

    const { result, record } = await amendFact({ filing: log, clock }, file, sampleCapture);
    expect(result).toBe(wasNamed ? 'unchanged' : 'filed');
    expect(await sequenceOf(log)).toEqual([record]);
  });

  it('was tried at every call', async () => {
    const { log, clock } = await deskWithArticle(null);
    const seen = new Overtaking(Infinity, 'after', async () => {});
    await amendFact({ filing: seen.wrap(log), clock }, sampleCorrection(), sampleCapture);
    expect(seen.calls).toBe(calls.length);
  });
});

describe('amending by two at once', () => {
  it.each(places)('$when call $call, $name: both count, the later one second', async place => {
    const { log, clock } = await deskWithArticle(null);
    const other = sampleRetraction();
    const overtaken = new Overtaking(place.call + 1, place.when, async () => {
      await amendFact({ filing: log, clock }, other);
    });
    const file = sampleCorrection();
    const { result, record } = await amendFact({ filing: overtaken.wrap(log), clock }, file, sampleCapture);
    const wasFirst = place.name === 'nameRecord' && place.when === 'after';
    expect([result, record.sequence]).toEqual(['filed', wasFirst ? 1 : 2]);
    const order = wasFirst ? [file, other] : [other, file];
    expect((await sequenceOf(log)).map(content)).toEqual(order.map(content));
  });

  it.each(places)('$when call $call, $name: the same from both counts once', async place => {
    const { log, clock } = await deskWithArticle(null);
    const file = sampleCorrection();
    const overtaken = new Overtaking(place.call + 1, place.when, async () => {
      await amendFact({ filing: log, clock }, file, sampleCapture);
    });
    const { record } = await amendFact({ filing: overtaken.wrap(log), clock }, file, sampleCapture);
    expect(await sequenceOf(log)).toEqual([record]);
  });
});

describe('amending by many at once, some of whom end', () => {
  const file = fc.constantFrom(
    sampleCorrection(),
    sampleCorrection({ importance: 1 }),
    sampleRetraction(),
    sampleRetraction('Another reason.'),
  );
  const filer = fc.record({
    file,
    ends: fc.option(fc.tuple(fc.nat({ max: 12 }), fc.constantFrom('before' as const, 'after' as const))),
  });

  it('gives everyone whose record counts a number of their own, whatever the order of the calls', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(filer, { minLength: 2, maxLength: 4 }),
        async (order, filers) => {
          const { log, clock } = await deskWithArticle();
          const filed = filers.map(({ file, ends }) => {
            const filing = ends ? endingAt(log, ...ends) : log;
            return amendFact({ filing: inOrder(filing, order), clock }, file);
          });
          const outcomes = await order.waitFor(Promise.allSettled(filed));
          const records = await sequenceOf(log);
          const own = outcomes.flatMap((outcome, index) => {
            if (outcome.status === 'rejected') {
              expect(outcome.reason).toBeInstanceOf(ProcessEnded);
              return [];
            }
            const { result, record } = outcome.value;
            const named = records[record.sequence - 1];
            expect(named).toEqual(record);
            if (result === 'filed')
              expect(content(record)).toBe(content(filers[index]?.file as AmendmentFile));
            return result === 'filed' ? [record.sequence] : [];
          });
          expect(new Set(own).size).toBe(own.length);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('amending by a process that sleeps', () => {
  it('for days before its record is named files it anew, under the time at which it woke', async () => {
    const { log, start } = await deskWithArticle();
    const woke = plusHours(start, 24 * 30);
    let now: Instant = start;
    const look = log.look.bind(log);
    log.look = async name => ({ ...(await look(name)), now });
    const append = log.append.bind(log);
    log.append = async record => {
      const key = await append(record);
      now = woke;
      return key;
    };
    const { record } = await amendFact({ filing: log, clock: { now: () => now } }, sampleRetraction());
    expect(record.recordedAt).toBe(woke);
    expect(await sequenceOf(log)).toEqual([record]);
    expect(log.records.size).toBe(3);
  });
});

/** A port whose calls take effect one after the other, in an order that is tried. */
function inOrder<Port extends object>(port: Port, order: fc.Scheduler): Port {
  return new Proxy(port, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...input: unknown[]) =>
        order.schedule(Promise.resolve(), String(name)).then(() => Reflect.apply(method, target, input));
    },
  });
}
