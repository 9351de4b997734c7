import { describe, expect, it } from 'vitest';
import { plusHours } from '../../../core/foundation/instant.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { anEdition, due, edition, type Outcomes } from '../an-edition.ts';
import { aMemoryWorld } from '../memory-world.ts';

const key = { publication: 'weekly', edition };
const all: Outcomes = ['accepted', 'accepted', 'accepted', 'accepted', 'accepted'];
const twoRefused: Outcomes = ['accepted', 'rejected', 'accepted', 'rejected', 'accepted'];
type World = Awaited<ReturnType<typeof anEdition>>;

/** What is said before all concerns and tables: what became of the last edition, and what comes next. */
async function said({ courant }: Pick<World, 'courant'>): Promise<string> {
  const { out } = await courant('status');
  return out.slice(0, out.indexOf('\n\n')).replaceAll('\n', ' ');
}

/** Three days after the first edition, which is closed. */
async function closed(outcomes: Outcomes) {
  const world = await anEdition(outcomes);
  await world.closeAgain(edition);
  world.time.now = plusHours(due, 77);
  return world;
}

describe('courant status, in sentences', () => {
  it('says first what became of the last edition, and what comes next', async () => {
    const world = await closed(twoRefused);
    for (const [id, hour] of [
      ['two', 10],
      ['three', 11],
    ] as const)
      await world.press.record(aRecord(`2026-11-24T${hour}:00:00Z`, anArticleFile(id)).record);
    expect(await said(world)).toBe(
      'No. 1 went to 3 of 5 readers on Monday; two addresses were refused. ' +
        'No. 2 is due on Monday at 07:00 (Europe/Brussels), in 4 days, with two facts.',
    );
  });

  it('says so where all got it, and where nothing is filed yet', async () => {
    expect(await said(await closed(all))).toBe(
      'No. 1 went to all five readers on Monday. ' +
        'No. 2 is due on Monday at 07:00 (Europe/Brussels), in 4 days, with nothing to report so far.',
    );
  });

  it('says how many have one that is on its way, and how long the rest takes at the pace so far', async () => {
    const world = await anEdition(['accepted', 'accepted']);
    world.time.now = plusHours(due, 20 / 3600);
    expect(await said(world)).toMatch(
      /^No\. 1 is on its way: 2 of 5 readers have it so far; at this pace the rest takes about 30 seconds\. /,
    );
    world.time.now = plusHours(due, 1);
    expect(await said(world)).toMatch(/2 of 5 readers have it so far; nobody was mailed for 1 hour\. /);
  });

  it('tells no pace on this machine, where nobody works on it', async () => {
    const world = await anEdition(['accepted', 'accepted'], { carryOn: async () => {} });
    world.time.now = plusHours(due, 20 / 3600);
    expect(await said(world)).toMatch(/2 of 5 readers have it so far; nobody works on it now\. /);
  });

  it('goes by the forecast before anybody has it', async () => {
    const world = await anEdition();
    world.time.now = due;
    expect(await said(world)).toMatch(
      /^No\. 1 is on its way: five readers are to get it, and nobody has it yet; by the account's rate it takes about 6 seconds\. /,
    );
  });

  it.each<[string, (world: World) => Promise<void>, string]>([
    [
      'held',
      async ({ press }) => press.editions.hold(key, 'AccessDenied: no'),
      'No. 1 is held: 2 of 5 readers have it, and two wait; one address was refused.',
    ],
    [
      'resting',
      async ({ press }) => press.editions.postpone(key, plusHours(due, 20)),
      'No. 1 rests: 2 of 5 readers have it, and two wait; one address was refused. It goes on tomorrow at 03:00, in 20 hours, ' +
        'when SES takes more from this account.',
    ],
    [
      'ending',
      async ({ press }) => press.editions.stop(key),
      'No. 1 is being ended: 2 of 5 readers have it, and two wait; one address was refused.',
    ],
  ])('says who has one that is %s, and who waits', async (_, change, sentence) => {
    const world = await anEdition(['accepted', 'rejected', 'accepted']);
    await change(world);
    expect(await said(world)).toContain(sentence);
  });

  it('tells no pace once delivery had to be begun again: what stood still is in it', async () => {
    const world = await anEdition(['accepted']);
    await world.press.editions.hold(key, 'AccessDenied: no');
    await world.press.editions.release(key);
    world.time.now = plusHours(due, 0.05);
    expect(await said(world)).toMatch(/1 of 5 readers has it so far\. /);
    await world.press.editions.expect(key, plusHours(due, 0.1));
    expect(await said(world)).toMatch(/so far; by the account's rate the rest takes about 3 minutes\. /);
  });

  it('says of one that nobody has long after its time when it was to be done', async () => {
    const world = await anEdition();
    world.time.now = plusHours(due, 5);
    expect(await said(world)).toMatch(/nobody has it yet; it was to be done today at 07:00, 5 hours ago\. /);
  });

  it('claims of nobody that they lack one whose message SES may have taken', async () => {
    const world = await anEdition(['uncertain', 'uncertain', 'uncertain', 'rejected', 'withheld']);
    expect(await said(world)).toMatch(
      /^No\. 1 is all but done: nobody is known to have it; one address was refused, three messages may /,
    );
  });

  it('claims nothing that lost tables do not say', async () => {
    const world = await anEdition(['accepted', 'accepted']);
    await world.press.editions.hold(key, 'ledger: other tables');
    expect(await said(world)).toContain(
      'No. 1 is held: by what the tables still say, 2 of 5 readers have it, and three wait.',
    );
    world.press.editions.rows.clear();
    expect(await said(world)).toContain('No. 1 is held: the tables do not say who has it.');
    const { out } = await world.courant('status');
    expect(out).toContain('Affected    Every reader of the publication: the tables do not say who has it.');
    expect(out).toContain('1    2026-11-23  held   nobody knows who was mailed\n');
  });

  it('tells of older editions that are open, and of none that is closed', async () => {
    const world = await closed(all);
    for (const week of [1, 2]) {
      world.time.now = plusHours(due, week * 168);
      await world.installation.publish({ publication: 'weekly', scheduledTime: world.time.now });
    }
    expect((await said(world)).match(/No\. \d \S+ \S+/g)).toEqual([
      'No. 3 is on',
      'No. 2 is on',
      'No. 4 is due',
    ]);
  });

  it('tells what is missing with how long ago it was due, and then gives the next one no number', async () => {
    const world = await closed(all);
    world.time.now = plusHours(due, 168.2);
    expect(await said(world)).toContain(
      'The edition of 2026-11-30 was due today at 07:00, 12 minutes ago, and is not published yet. ' +
        'The next edition is due on Monday 7 December at 07:00 (Europe/Brussels), in 7 days.',
    );
  });
});

describe('courant status, on what was decided about the next edition', () => {
  it('says what is skipped and why, and that nothing comes while it is paused', async () => {
    const world = await closed(all);
    await world.courant('skip', '2026-11-30', '--because', 'holidays');
    expect(await said(world)).toContain(
      'The edition of 2026-11-30 is skipped (holidays). No. 2 is due on Monday 7 December at 07:00 (Europe/Brussels), in 11 days',
    );
    await world.courant('unskip', '2026-11-30');
    await world.courant('pause', 'weekly', '--because', 'we move');
    expect(await said(world)).toBe(
      'No. 1 went to all five readers on Monday. The publication was paused today (we move): no edition comes until it is resumed.',
    );
  });

  it('tells a pause that is over only where an edition would have been due in it', async () => {
    const world = await closed(all);
    await world.courant('pause', 'weekly', '--because', 'we move');
    world.time.now = plusHours(due, 100);
    await world.courant('resume', 'weekly');
    expect(await said(world)).not.toContain('paused');
    await world.courant('pause', 'weekly', '--because', 'we move');
    world.time.now = plusHours(due, 170);
    await world.courant('resume', 'weekly');
    expect(await said(world)).toContain(
      'The publication was paused on Thursday (we move) and resumed today: what was due in between is left out.',
    );
  });

  it('says that the schedule is switched off before anything is missing, and asks nobody who may not ask', async () => {
    const world = await closed(all);
    world.press.schedules.states.set('weekly', 'off');
    expect(await said(world)).toContain(
      'But its schedule in EventBridge Scheduler is switched off: by itself it does not come out.',
    );
    world.time.now = plusHours(due, 168 + 40);
    const { out } = await world.courant('status');
    expect(out.replace(/\s+/g, ' ')).toContain(
      'on Monday at 07:00, takes its facts in, once the schedule is on.',
    );
    expect(await said(world)).toContain('But its schedule in EventBridge Scheduler is switched off');
    world.time.now = plusHours(due, 77);
    world.press.schedules.stateOf = async () => {
      throw Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    };
    expect((await world.courant('status')).code).toBe(0);
  });

  it('says when the proof goes out', async () => {
    const world = await closed(all);
    world.installation.configuration.editors.push('ada@mail.example');
    expect(await said(world)).toContain('Its proof goes to one address on Sunday at 07:00.');
  });

  it('says what cannot be read of the next one, and all the rest', async () => {
    const world = await closed(all);
    world.press.log.keys = async () => {
      throw new Error('log/x.json: expected a record,\n  found nothing.');
    };
    expect(await said(world)).toMatch(
      /in 4 days, and what it would hold cannot be read: .* found nothing\.$/,
    );
    for (const [hours, then] of [
      [0.5, 'The sweep sees to it'],
      [40, 'courant release 2026-11-30'],
    ] as const) {
      world.time.now = plusHours(due, 168 + hours);
      const { code, out } = await world.courant('status');
      expect(code).toBe(1);
      expect(out).toMatch(
        /is not published: what it would hold\s+cannot\s+be read\.\n {2}Because {5}log\/x\.json/,
      );
      expect(out).toContain(then);
    }
  });

  it('tells the zone once where it is UTC', async () => {
    const configuration = aConfiguration({
      schedule: { every: 'week', on: 'monday', at: '07:00', timeZone: 'UTC' },
    });
    expect(await said(aMemoryWorld({}, configuration))).toContain(
      'No. 1 is due on Monday at 07:00 UTC, in 3 days',
    );
  });

  it('counts no facts for programs, who did not ask', async () => {
    const world = await closed(all);
    world.press.log.keys = async () => expect.unreachable();
    expect((await world.courant('status', '--json')).code).toBe(0);
  });
});

describe('courant status, in a terminal', () => {
  it.each([60, 80, 120])('of %s columns keeps within them, commands and tables apart', async columns => {
    const world = await anEdition(['accepted', 'rejected', 'claimed', 'withheld']);
    await world.press.editions.hold(
      key,
      'MessageRejected: Sending paused for this account. For more information, look.',
    );
    world.screen.columns = columns;
    const { out: one } = await world.courant('status', edition);
    expect(one.split('\n\n').at(0)).not.toMatch(new RegExp(`.{${columns + 1}}`));
    const { out } = await world.courant('status');
    const lines = out.split('\n').filter(line => !/courant |docs\/|^no\. |^1 /.test(line));
    expect(lines.filter(line => line.length > Math.min(columns, 100))).toEqual([]);
  });

  it('says of a publication without editions that it has none', async () => {
    expect(await said(aMemoryWorld() as never)).toMatch(
      /^Weekly has no editions yet\. No\. 1 is due on Monday at 07:00/,
    );
  });
});
