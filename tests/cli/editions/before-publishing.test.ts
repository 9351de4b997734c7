import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Installation } from '../../../cli/installation/installation.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { scheduleFingerprint } from '../../../core/sweep/timetable.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { seenSince } from '../../support/builders/a-press.ts';
import { aConfiguration, aPublication } from '../../support/builders/a-publication.ts';
import { aRetraction } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { aMemoryWorld } from '../memory-world.ts';

const due = '2026-11-23T06:00:00Z' as Instant;
const atDue = ['--at', due];

/** Three readers; `hours` since the edition was due; facts filed so many hours after that; how long the schedule counted by then. */
async function aWorld({
  hours = 1,
  filed = [],
  counts = -24,
  changes = {},
  publication = {},
}: {
  hours?: number;
  filed?: readonly number[];
  counts?: number | null;
  changes?: Partial<Installation>;
  publication?: object;
}) {
  const clock = { now: () => plusHours(due, hours) };
  const world = aMemoryWorld({ clock, ...changes }, aConfiguration(publication));
  const { press } = world;
  await press.addReaders(3);
  for (const [index, after] of filed.entries())
    await press.record(aRecord(plusHours(due, after), anArticleFile(`a${index}`)).record);
  const fingerprint = scheduleFingerprint(aPublication().schedule);
  if (counts !== null) await press.timetables.since('weekly', fingerprint, plusHours(due, counts));
  return { ...world, sealed: () => press.seals.seals.size };
}

/** With lines that go on below in one. */
const unwrapped = (text: string) => text.replace(/\n {2,}/g, ' ');

const surprises = [
  {
    name: 'was due before its schedule counted',
    given: { filed: [-1], counts: 0.5 },
    says: /Note +It was due at 2026-11-23T06:00:00Z, but the schedule counts since 2026-11-23T06:30:00Z only/,
    named: 0,
  },
  {
    name: 'was due at the very moment from which its schedule counts',
    given: { filed: [-1], counts: 0 },
    says: /the schedule counts since 2026-11-23T06:00:00Z only/,
    named: 0,
  },
  {
    name: 'was due before any sweep saw its schedule',
    given: { filed: [-1], counts: null },
    says: /Note +It was due at 2026-11-23T06:00:00Z, and no sweep has seen this schedule yet/,
    named: 0,
  },
  {
    name: 'is later than holdWhenLateHours',
    given: { filed: [-1], hours: 37 },
    says: /Note +It was due yesterday at 07:00, 1 day 13 hours ago: after 36 hours \(holdWhenLateHours\) Courant leaves it to you\./,
    named: 2,
  },
  {
    name: 'is empty while facts wait for the next one',
    given: { filed: [0, 0.5] },
    says: /Note +It would be empty, while 2 facts wait that the edition of 2026-11-30T06:00:00Z takes in\./,
    named: 2,
  },
] as const;

describe('an edition that nobody expects', () => {
  it.each(surprises)('that $name is made only with --yes, and says so before', async ({ given, says }) => {
    const { courant, sealed } = await aWorld(given);
    const refused = await courant('publish', '--publication', 'weekly');
    expect(refused.code).toBe(2);
    expect(unwrapped(refused.out)).toMatch(says);
    expect(refused.out).toMatch(/^Weekly, edition 1 of 2026-11-23, is not published\.\n/);
    expect(refused.out).toContain('Audience      3 readers\n');
    expect(refused.err).toContain('found:    no --yes');
    expect(refused.err).toContain(`courant publish --at ${due} --yes --publication weekly`);
    expect(sealed()).toBe(0);
    const made = await courant('publish', '--yes');
    expect(made.code).toBe(0);
    expect(unwrapped(made.out)).toMatch(says);
    expect(made.out).toMatch(/^Published Weekly, edition 1 of 2026-11-23\.$/m);
    expect(sealed()).toBe(1);
  });

  it.each(surprises)('that $name is spoken of too where --at names it', async ({ given, says, named }) => {
    const { courant, sealed } = await aWorld(given);
    const { code, out } = await courant('publish', ...atDue);
    expect(unwrapped(out)).toMatch(says);
    expect(code).toBe(named);
    expect(sealed()).toBe(named === 0 ? 1 : 0);
  });

  it('for several reasons is told all of them, as on a Sunday after the first deployment', async () => {
    const { courant, sealed } = await aWorld({ hours: 149, filed: [140, 141], counts: null });
    const { code, out } = await courant('publish');
    expect(code).toBe(2);
    for (const says of [
      /no sweep has seen/,
      /due on Monday at 07:00, 6 days ago/,
      /would be empty, while 2 facts/,
    ])
      expect(unwrapped(out)).toMatch(says);
    expect(sealed()).toBe(0);
  });

  it('is told to programs as an object, with the refusal as another on standard error', async () => {
    const { courant } = await aWorld({ filed: [0] });
    const { code, out, err } = await courant('publish', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      outcome: 'planned',
      needsYes: true,
      surprises: [{ kind: 'empty' }],
    });
    expect(JSON.parse(err)).toMatchObject({
      error: { name: 'UsageError', mistakes: [{ found: 'no --yes' }] },
    });
  });
});

describe('an edition that is expected', () => {
  it.each<[string, Parameters<typeof aWorld>[0]]>([
    ['has facts and is on time', { filed: [-1] }],
    ['has facts, while more wait', { filed: [-1, 0.5] }],
    ['is empty, and nothing waits', {}],
    ['is 36 hours late', { filed: [-1], hours: 36 }],
  ])('needs no word: it %s', async (_, given) => {
    const { courant, sealed } = await aWorld(given);
    const { code, out } = await courant('publish');
    expect(code).toBe(0);
    expect(out).toMatch(/^Published Weekly/);
    expect(sealed()).toBe(1);
  });

  it('is expected though empty, if what was filed since is withdrawn, or of no topic of the publication', async () => {
    const { courant, press } = await aWorld({ filed: [0.2] });
    await press.record(aRetraction(plusHours(due, 0.3), 'a0.1').record);
    const other = anArticleFile('other', [aFact('other', 1, { topics: ['elsewhere'] })]);
    await press.record(aRecord(plusHours(due, 0.4), other).record);
    expect((await courant('publish')).code).toBe(0);
  });

  it('is described to programs', async () => {
    const { courant } = await aWorld({ filed: [-1] });
    const { code, out } = await courant('publish', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ...{ outcome: 'sealed', edition: '2026-11-23', number: 1, scheduledTime: due },
      ...{ state: 'delivering', readers: 3, hold: null, deliveries: null },
    });
    expect(JSON.parse((await courant('publish', '--json')).out)).toMatchObject({ outcome: 'already sealed' });
    const earlier = await courant('publish', '--json', '--at', '2026-11-17T00:00:00Z');
    expect(JSON.parse(earlier.out)).toMatchObject({ outcome: 'covered', edition: '2026-11-23' });
  });
});

const unreachable = async () => expect.unreachable();

describe('a dry run', () => {
  it('shows plan, counts and reasons, and what to type, and makes nothing', async () => {
    const { courant, press, sealed } = await aWorld({
      ...{ hours: 37, filed: [-2, -1, 1], changes: { publish: unreachable } },
    });
    const { code, out, err } = await courant('publish', '--dry-run');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      [
        'Weekly, edition 1 of 2026-11-23, is not published.',
        'Publication   weekly',
        'Due           2026-11-23T06:00:00Z',
        'Window        2026-01-01T00:00:00Z to 2026-11-23T06:00:00Z',
        'Previous      none: it is the first',
        'Content       2 facts, 0 corrections',
        'Audience      3 readers',
        'Waiting       1 fact filed since it was due, for the edition of 2026-11-30T06:00:00Z',
        'Note          It was due yesterday at 07:00, 1 day 13 hours ago: after 36 hours (holdWhenLateHours)',
        '              Courant leaves it to you.',
        'Next          Nothing was made. To publish it:',
        '              courant publish --at 2026-11-23T06:00:00Z --yes',
        '',
      ].join('\n'),
    );
    expect(sealed()).toBe(0);
    expect(press.editions.rows.size).toBe(0);
    const object = JSON.parse((await courant('publish', '--dry-run', '--json')).out);
    expect(object).toEqual({
      ...{ outcome: 'planned', publication: 'weekly', edition: '2026-11-23', number: 1, previous: null },
      ...{
        begins: seenSince,
        window: { from: seenSince, to: due },
        facts: 2,
        corrections: 0,
        mailed: true,
        readers: 3,
        waiting: 1,
      },
      ...{ next: '2026-11-30T06:00:00Z', surprises: [{ kind: 'late', holdWhenLateHours: 36 }] },
      ...{ needsYes: true, because: null },
    });
  });

  it('names no --yes where none is needed, and the edition before', async () => {
    const { courant, installation } = await aWorld({ hours: 169, filed: [-1, 1] });
    await installation.publish({ publication: 'weekly', scheduledTime: due });
    const { out } = await courant('publish', '--dry-run');
    expect(out).toContain('Previous      2026-11-23\n');
    expect(out).toContain('Window        2026-11-23T06:00:00Z to 2026-11-30T06:00:00Z\n');
    expect(out).toMatch(/courant publish --at 2026-11-30T06:00:00Z\n$/);
    expect(out).not.toContain('Note');
  });

  it('says that nobody is mailed an empty edition where the publication wants none', async () => {
    const { courant } = await aWorld({ publication: { whenEmpty: 'skip' } });
    expect((await courant('publish', '--dry-run')).out).toMatch(
      /Audience +nobody: the publication mails no empty/,
    );
  });

  it('says what is in the way, and ends with 1', async () => {
    const { courant, press } = await aWorld({ filed: [-1] });
    const because = 'SES has not verified the sender: news.example is Pending';
    press.senders.standingOf = async () => ({ standing: 'unverified', because });
    const { code, out } = await courant('publish', '--dry-run');
    expect(code).toBe(1);
    expect(out).toMatch(/In the way +SES has not verified the sender/);
    expect(JSON.parse((await courant('publish', '--dry-run', '--json')).out).because).toBe(`${because}.`);
  });

  it('says of a time that makes no edition why', async () => {
    const { courant, installation } = await aWorld({ filed: [-1] });
    await installation.publish({ publication: 'weekly', scheduledTime: due });
    expect((await courant('publish', '--dry-run')).out).toMatch(
      /^Weekly, edition 1 of 2026-11-23 is published: nothing would be made again/,
    );
    const covered = await courant('publish', '--dry-run', '--at', '2026-11-17T00:00:00Z');
    expect(covered).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Nothing would be published: Weekly/),
    });
    const json = await courant('publish', '--dry-run', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ outcome: 'already sealed', number: 1 });
  });

  it('says whose the stores are where they are another stack’s', async () => {
    const stack = 'arn:aws:cloudformation:eu-west-1:1:stack/courant-2/2b';
    const owner = {
      ...{ format: 1 as const, stack, stackName: 'courant-2', account: '1', region: 'eu-west-1', since: due },
    };
    const { courant } = await aWorld({ changes: { otherOwner: async () => owner } });
    const { code, out } = await courant('publish', '--dry-run');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^Nothing would be published\.\nBecause +this stack does not own its stores: courant-2/,
    );
  });

  it('counts what the edition then has, whatever was filed and withdrawn, and when', async () => {
    const article = fc.record({
      filed: fc.integer({ min: -60, max: 60 }),
      topics: fc.array(fc.constantFrom('controls', 'strategy', 'elsewhere'), { minLength: 1, maxLength: 3 }),
      retracted: fc.option(fc.integer({ min: 0, max: 60 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(article, { maxLength: 6 }), async articles => {
        const { courant, press } = await aWorld({ hours: 20 });
        for (const [index, { filed, topics, retracted }] of articles.entries()) {
          const facts = topics.map((topic, n) => aFact(`a${index}`, n + 1, { topics: [topic] }));
          await press.record(aRecord(plusHours(due, filed / 4), anArticleFile(`a${index}`, facts)).record);
          if (retracted !== null)
            await press.record(aRetraction(plusHours(due, (filed + retracted) / 4), `a${index}.1`).record);
        }
        const told = JSON.parse((await courant('publish', '--dry-run', '--json')).out);
        await courant('publish', '--yes');
        const { files } = JSON.parse([...press.seals.seals.values()][0] ?? '');
        const digest = JSON.parse(files['digest.json']);
        expect(told.facts).toBe(digest.counts.facts);
        expect(told.corrections).toBe(digest.corrections.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an edition whose run was ended after its seal', () => {
  /** The second edition is due; the first was sealed, and nobody was mailed, so many hours ago. */
  async function ended(hours: number) {
    const clock = { now: () => plusHours(due, hours) };
    const world = aMemoryWorld({ clock });
    const { press } = world;
    await press.addReaders(3);
    await press.timetables.since('weekly', scheduleFingerprint(aPublication().schedule), plusHours(due, -24));
    press.archive.putOnce = () => Promise.reject(new Error('ended'));
    const ending = publishEdition(
      { ...press.context(), log: world.installation.filing },
      aPublication(),
      due,
    );
    await expect(ending).rejects.toThrow('ended');
    Reflect.deleteProperty(press.archive, 'putOnce');
    return world;
  }

  it('is mailed when it is late only if that is said, whether it or a later one is published', async () => {
    for (const hours of [37, 168 + 1]) {
      const { courant, press } = await ended(hours);
      const { code, err } = await courant('publish');
      expect(code).toBe(2);
      expect(unwrapped(err)).toMatch(
        /the edition of 2026-11-23 is sealed, nobody was mailed yet, .* more than 36 hours ago/,
      );
      expect(press.queue.work).toEqual([]);
      expect((await courant('publish', '--yes')).code).toBe(0);
      expect(press.queue.work.length).toBeGreaterThan(0);
    }
  });

  it('is mailed without a word when it is not late, or when the sweep has held it', async () => {
    const soon = await ended(1);
    expect((await soon.courant('publish')).code).toBe(0);
    const { courant, press } = await ended(37);
    const key = { publication: 'weekly', edition: '2026-11-23' };
    await press.editions.open(key);
    await press.editions.hold(key, 'late');
    await courant('publish');
    expect(press.queue.work).toEqual([]);
  });
});
