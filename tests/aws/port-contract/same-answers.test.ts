import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AttemptEvents } from '../../../core/delivery/ledger/attempt-events.ts';
import type { DeliveryKey } from '../../../core/delivery/ledger/delivery.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { isChosen } from '../../support/run/sample.ts';
import { type AwsPorts, awsPorts } from '../aws-ports.ts';
import { hours, memoryPorts, type Ports } from './both-places.ts';

/** One call of a port, with its name for the report of a failure. */
type Step = { name: string; take(ports: Ports, publication: string): Promise<unknown> };

let aws: AwsPorts;
let publications = 0;
beforeEach(async () => {
  aws = await awsPorts();
});

/** Takes the same steps on both and compares every answer. Each run has a publication to itself. */
async function compare(steps: readonly Step[], look: Step['take']): Promise<void> {
  publications += 1;
  const publication = `publication-${publications}`;
  const memory = memoryPorts();
  const both = (take: Step['take']) => Promise.all([memory, aws].map(ports => take(ports, publication)));
  const taken: string[] = [];
  for (const { name, take } of steps) {
    taken.push(name);
    const [expected, found] = await both(take);
    expect(found, taken.join(', ')).toEqual(expected);
    const [left, right] = await both(look);
    expect(right, taken.join(', ')).toEqual(left);
  }
}

const attempt = fc.constantFrom('a', 'b');
const outcome = fc.constantFrom(
  { state: 'accepted', messageId: 'm' } as const,
  { state: 'rejected', reason: 'r' } as const,
  { state: 'uncertain', reason: 'u' } as const,
);
const heard = fc
  .tuple(
    fc.boolean(),
    fc.constantFrom('rejected', 'delayed', 'bounced', 'delivered', null),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([sent, word, n]) => ({ sent, later: word && { word, kind: null, at: hours(n) } }));
const delivery = (publication: string): DeliveryKey => ({
  publication,
  edition: '2026-11-23',
  reader: aReader(1).id,
});
const deliverySteps: fc.Arbitrary<Step> = fc.oneof(
  attempt.map(a => ({
    name: `claim ${a}`,
    take: (p: Ports, of: string) => p.deliveries.claim(delivery(of), a, hours(0)),
  })),
  fc.tuple(attempt, outcome).map(([a, o]) => ({
    name: `settle ${a} ${o.state}`,
    take: (p: Ports, of: string) => p.deliveries.settle(delivery(of), a, o),
  })),
  attempt.map(a => ({
    name: `release ${a}`,
    take: (p: Ports, of: string) => p.deliveries.release(delivery(of), a),
  })),
  fc.tuple(attempt, heard).map(([a, { sent, later }]) => ({
    name: `learn ${a} ${sent} ${later?.word} ${later?.at}`,
    take: (p: Ports, of: string) =>
      p.deliveries.applyEvent(delivery(of), a, { messageId: `m-${a}`, sent, later } as AttemptEvents),
  })),
  fc.constant({
    name: 'withhold',
    take: (p: Ports, of: string) => p.deliveries.withhold(delivery(of), 'left'),
  }),
);

const readerNumber = fc.integer({ min: 1, max: 3 });
const state = fc.constantFrom('active', 'left', 'pending', 'bounced' as const);
const ending = fc.record({
  state: fc.constantFrom('bounced' as const, 'complained' as const, 'left' as const),
  at: fc.constantFrom(hours(-10_000), hours(0), hours(1)),
  how: fc.constantFrom('a', 'b'),
});
const readerSteps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(readerNumber, state, fc.integer({ min: 1, max: 3 })).map(([n, s, token]) => ({
    name: `add ${n} ${s} with token ${token}`,
    take: (p: Ports, publication: string) =>
      p.readers.add(aReader(n, { publication, state: s as 'active', token: aReader(token).token })),
  })),
  fc.tuple(readerNumber, fc.integer({ min: 1, max: 3 })).map(([n, token]) => ({
    name: `leave ${n} with token ${token}`,
    take: (p: Ports, of: string) => p.readers.leave(of, aReader(n).id, aReader(token).token, hours(0), 'x'),
  })),
  fc.tuple(readerNumber, ending).map(([n, e]) => ({
    name: `end ${n} ${e.state} ${e.at} ${e.how}`,
    take: (p: Ports, of: string) => p.readers.end(of, aReader(n).id, e),
  })),
  fc.tuple(readerNumber, fc.integer({ min: 1, max: 3 })).map(([n, limit]) => ({
    name: `${limit} active after ${n}`,
    take: (p: Ports, of: string) => p.readers.activeAfter(of, aReader(n).id, limit),
  })),
  fc.tuple(readerNumber, fc.integer({ min: 1, max: 3 })).map(([n, limit]) => ({
    name: `an audience of ${limit} after ${n}`,
    take: (p: Ports, of: string) => p.readers.audienceAfter(of, aReader(n).id, limit),
  })),
  fc.tuple(readerNumber, ending).map(([n, { state: kind, at }]) => ({
    name: `keep ${n} ${kind} ${at}`,
    take: (p: Ports, publication: string) =>
      p.endingMarks.markKept({ publication, reader: aReader(n).id, kind, at }),
  })),
  fc.constant({
    name: 'what is not kept',
    take: (p: Ports, of: string) => Array.fromAsync(p.endingMarks.unkept(of)),
  }),
);

const edition = '2026-11-23';
const size = fc.integer({ min: 1, max: 3 });
const editionSteps: fc.Arbitrary<Step> = fc.oneof(
  size.map(n => ({
    name: `freeze ${n}`,
    take: (p: Ports, of: string) =>
      p.editions.freeze({ publication: of, edition }, { slices: n, readers: n }),
  })),
  fc.tuple(size, size).map(([n, reader]) => ({
    name: `add slice ${n} of ${reader}`,
    take: (p: Ports, of: string) =>
      p.slices.add({ publication: of, edition }, { number: n, readers: [aReader(reader).id] }),
  })),
  size.map(n => ({
    name: `hold ${n}`,
    take: (p: Ports, of: string) => p.editions.hold({ publication: of, edition }, `${n}`),
  })),
  size.map(n => ({
    name: `wait ${n}`,
    take: (p: Ports, of: string) => p.editions.postpone({ publication: of, edition }, hours(n)),
  })),
  fc.constant({
    name: 'open',
    take: (p: Ports, of: string) => p.editions.open({ publication: of, edition }),
  }),
  fc.tuple(size, size).map(([n, uncertain]) => ({
    name: `close ${n} with ${uncertain} uncertain`,
    take: async (p: Ports, of: string) =>
      p.editions.close(await p.editions.open({ publication: of, edition }), {
        receipts: n,
        uncertain,
        at: hours(uncertain),
      }),
  })),
  fc.constantFrom('release' as const, 'stop' as const, 'reopen' as const).map(name => ({
    name,
    take: (p: Ports, of: string) => p.editions[name]({ publication: of, edition }),
  })),
  size.map(n => ({
    name: `progressed ${n}`,
    take: (p: Ports, of: string) => p.editions.progressed({ publication: of, edition }, hours(n)),
  })),
  size.map(n => ({
    name: `begin ${n}`,
    take: (p: Ports, of: string) =>
      p.editions.begin({ publication: of, edition }, { by: hours(n), at: hours(-n) }),
  })),
  fc.tuple(size, size).map(([n, at]) => ({
    name: `round after ${n - 1}`,
    take: (p: Ports, of: string) =>
      p.editions.beginRound({ publication: of, edition }, n - 1, hours(at), {
        fruitless: n,
        settledBefore: at,
      }),
  })),
  size.map(n => ({
    name: `failed ${n}`,
    take: (p: Ports, of: string) =>
      p.editions.failed(
        { publication: of, edition },
        { at: hours(n), reason: `Error: ${n}` },
        n > 1 ? n : undefined,
      ),
  })),
  fc.tuple(size, size).map(([n, at]) => ({
    name: `telling of ${n} at ${at}`,
    take: (p: Ports, of: string) =>
      p.notifications.claimNotification({ publication: of, edition }, n, hours(at)),
  })),
  size.map(n => ({
    name: `told ${n}`,
    take: (p: Ports, of: string) => p.notifications.notified({ publication: of, edition }, n),
  })),
);
const opened: Step = { name: 'open', take: (p, of) => p.editions.open({ publication: of, edition }) };

describe.runIf(isChosen('the ports in memory and the ad', 'long tests'))(
  'the ports in memory and the adapters',
  () => {
    it('answer the same and keep the same, whatever happens to a delivery', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(deliverySteps, { minLength: 2, maxLength: 12 }), steps =>
          compare(steps, (ports, of) => ports.deliveries.read(delivery(of))),
        ),
        { numRuns: 120 },
      );
    });

    it('answer the same and keep the same, whatever happens to readers', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(readerSteps, { minLength: 2, maxLength: 8 }), steps =>
          compare(steps, async (ports, of) =>
            (await Array.fromAsync(ports.readers.all(of))).sort((a, b) => (a.id < b.id ? -1 : 1)),
          ),
        ),
        { numRuns: 40 },
      );
    });

    it('answer the same and keep the same, whatever happens to an edition', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(editionSteps, { minLength: 1, maxLength: 8 }), steps =>
          compare([opened, ...steps], async (ports, of) => [
            await ports.editions.read({ publication: of, edition }),
            await Array.fromAsync(ports.slices.all({ publication: of, edition })),
          ]),
        ),
        { numRuns: 40 },
      );
    });
  },
);
