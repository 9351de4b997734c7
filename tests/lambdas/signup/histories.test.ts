import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secondsBetween } from '../../../core/foundation/instant.ts';
import { foldAddress } from '../../../core/readers/sign-up/fold-address.ts';
import { isChosen } from '../../support/run/sample.ts';
import { type Event, History, people, publications, type Step } from './history.ts';

/** Most is about one of them, so that much happens to somebody. */
const who = fc.constantFrom(...people, people[0], people[0], people[0]);
const publication = fc.constantFrom(...publications);
const late = fc.constantFrom(0, 0, 1, 60, 3600, 90_000, 400_000);
const reported = fc.oneof(late, fc.constant('as they asked' as const));
const event: fc.Arbitrary<Event> = fc.oneof(
  { arbitrary: fc.record({ who, publication, do: fc.constant('leave' as const) }), weight: 4 },
  {
    arbitrary: fc.record({ who, publication, do: fc.constant('bounce' as const), late: reported }),
    weight: 2,
  },
  {
    arbitrary: fc.record({ who, publication, do: fc.constant('complain' as const), late: reported }),
    weight: 1,
  },
  {
    arbitrary: fc.record({ who, publication, do: fc.constant('erase' as const), stops: fc.boolean() }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      who,
      publication,
      do: fc.constant('import' as const),
      ago: late,
      again: fc.boolean(),
    }),
    weight: 2,
  },
);
const point = {
  call: fc.integer({ min: 1, max: 16 }),
  when: fc.constantFrom('before' as const, 'after' as const),
};
const crash = fc.option(fc.record(point), { freq: 2 });
const again = fc.constant({ do: 'again' as const });
const wait = fc.constantFrom(0, 0, 0, 1, 60, 60, 1_000, 90_000, 90_000, 700_000);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({
      wait,
      do: fc.constant('ask' as const),
      who,
      spelling: fc.nat(2),
      publications: fc.shuffledSubarray([...publications], { minLength: 1 }),
      kind: fc.constantFrom(
        'subscribe' as const,
        'subscribe' as const,
        'subscribe' as const,
        'manage' as const,
      ),
      lost: fc.constantFrom(false, false, false, false, true),
    }),
    weight: 5,
  },
  {
    arbitrary: fc.record({
      wait: fc.constantFrom(0, 0, 1, 60, 1_000),
      do: fc.constant('work' as const),
      of: fc.oneof({ arbitrary: fc.constant(null), weight: 5 }, { arbitrary: fc.nat(20), weight: 1 }),
      answer: fc.constantFrom(
        ...(['accepted', 'accepted', 'accepted', 'uncertain', 'throttled', 'rejected'] as const),
      ),
      takes: fc.boolean(),
      crash,
      meanwhile: fc.option(fc.record({ ...point, event: fc.oneof(event, again) }), { freq: 2 }),
    }),
    weight: 8,
  },
  {
    arbitrary: fc.record({
      wait: fc.constantFrom(0, 0, 1, 60, 1_000),
      do: fc.constant('press' as const),
      of: fc.constantFrom(0, 0, 0, 1, 2),
      crash,
      meanwhile: fc.option(fc.record({ ...point, event }), { freq: 2 }),
    }),
    weight: 7,
  },
  { arbitrary: fc.tuple(wait, event).map(([seconds, what]) => ({ wait: seconds, ...what })), weight: 4 },
);

/** What of the promises a history breaks. */
function mistakesOf(history: History, ceiling: number): string[] {
  return [
    ...history.mistakes,
    ...rowsOf(history),
    ...lastWishes(history),
    ...pressesOf(history),
    ...mailsOf(history, ceiling),
  ];
}

/** One row an address and publication, under the id of the one spelling. */
function rowsOf(history: History): string[] {
  const rows = [...history.world.readers.rows.values()];
  return rows.flatMap(({ publication, id, address }) => [
    ...(id === history.idOf(address) ? [] : [`${address} has another's id`]),
    ...(rows.filter(row => row.publication === publication && row.address === address).length === 1
      ? []
      : [`${address} has two rows`]),
  ]);
}

/** Whoever would be mailed agreed to it, and nothing has ended it since. */
function lastWishes(history: History): string[] {
  const pairs = people.flatMap(person => publications.map(id => [person, id] as const));
  return pairs.flatMap(([person, id]) => {
    if (!history.isMailed(person, id)) return [];
    const row = history.world.readers.rows.get(`${id}/${history.idOf(person)}`);
    const since = row?.agreed.at ?? '';
    const agreed = history.agreements.filter(each => each.who === person);
    const ended = history.ended.filter(
      each => each.who === person && (each.publication ?? id) === id && each.at >= since,
    );
    // The mailbox works again, since they confirmed by it, or an operator said so.
    const stands = ended.filter(({ kind, at }) => kind !== 'bounce' || !agreed.some(each => each.at > at));
    return [
      ...(agreed.some(each => each.publication === id && each.at === since)
        ? []
        : [`${person} never agreed to ${id}`]),
      ...stands.map(({ kind, at }) => `${person} gets ${id}, agreed ${since}, in spite of ${kind} at ${at}`),
    ];
  });
}

/** Who confirmed reads it, unless it ended at or after the asking; and goes on reading until it ends. */
function pressesOf(history: History): string[] {
  return history.pressed.flatMap(({ who: person, publication: id, requestedAt, result, endedBefore }) => {
    const about = history.ended.filter(each => each.who === person && (each.publication ?? id) === id);
    if (result === 'ended since')
      return about.some(({ at, kind }) => at >= requestedAt || kind === 'complain')
        ? []
        : [`${person} confirmed ${id} in vain`];
    const later = history.ended.slice(endedBefore).some(each => about.includes(each));
    return later || history.isMailed(person, id) ? [] : [`${person} confirmed ${id} and does not get it`];
  });
}

/** No request is mailed twice, and no mailbox more than the limits allow. */
function mailsOf({ world }: History, ceiling: number): string[] {
  const { taken } = world.mailer;
  const byBox = [...Map.groupBy(taken, ({ to }) => foldAddress(to)).values()];
  const days = [...Map.groupBy(taken, ({ at }) => at.slice(0, 10)).values()];
  return [
    ...taken
      .filter(({ request }, n) => taken.findIndex(other => other.request === request) !== n)
      .map(({ request }) => `request ${request} was mailed twice`),
    ...byBox.flatMap(mails =>
      mails.flatMap((mail, n) => {
        const before = mails.slice(0, n);
        const within = (seconds: number) => before.filter(({ at }) => secondsBetween(at, mail.at) < seconds);
        return [
          ...(within(86_400).some(({ kind }) => kind === mail.kind)
            ? ['two letters of a kind in a day']
            : []),
          ...(within(30 * 86_400).filter(({ kind }) => (kind === 'manage') === (mail.kind === 'manage'))
            .length >= 3
            ? ['four letters in 30 days']
            : []),
        ];
      }),
    ),
    ...days.filter(mails => mails.length > ceiling).map(() => 'more letters a day than the ceiling'),
  ];
}

const history = fc.record({
  steps: fc.array(step, { minLength: 5, maxLength: 40 }),
  // A twentieth of it is the ceiling of a day.
  perDay: fc.constantFrom(200, 200, 20),
});
const promise = fc.asyncProperty(history, async ({ steps, perDay }) => {
  expect(mistakesOf(await new History(perDay).go(steps), perDay / 20)).toEqual([]);
});

describe('any order of asking, working off, confirming, leaving, bounces, complaints, erasing and imports', () => {
  it('leaves one row an address and publication, the last wish standing, and mails nobody twice', async () => {
    await fc.assert(promise, { numRuns: 150 });
  });

  const many = 'many histories of signing up';
  it.runIf(isChosen(many, 'long tests'))('does so in many histories', { timeout: 300_000 }, async () => {
    await fc.assert(promise, { numRuns: 5_000 });
  });

  it('is not about histories in which nothing happens', async () => {
    const counts = { mailed: 0, reading: 0, 'ended since': 0, ended: 0 };
    for (const steps of fc.sample(fc.array(step, { minLength: 20, maxLength: 40 }), {
      numRuns: 200,
      seed: 7,
    })) {
      const history = await new History().go(steps);
      counts.mailed += history.world.mailer.taken.length;
      counts.ended += history.ended.length;
      for (const { result } of history.pressed) counts[result as 'reading'] += 1;
    }
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(20);
  });
});
