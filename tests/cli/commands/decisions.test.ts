import { describe, expect, it } from 'vitest';
import type { Installation } from '../../../cli/installation/installation.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { anEdition, edition } from '../an-edition.ts';

/** Some hours before the second edition, of 30 November. */
const before = '2026-11-29T20:00:00Z' as Instant;
/** Minutes after it. */
const after = '2026-11-30T06:04:00Z' as Instant;
const second = '2026-11-30';

async function aWorld(now = before, changes: Partial<Installation> = {}) {
  const world = await anEdition(['accepted'], changes);
  world.time.now = now;
  const publish = () => world.courant('publish', '--at', '2026-11-30T06:00:00Z', '--yes');
  return { ...world, publish };
}

describe('courant skip', () => {
  it('leaves an edition out, says what becomes of its facts, and changes nothing when it is typed again', async () => {
    const { courant, press } = await aWorld();
    expect(await courant('skip', second, '--because', 'holidays', '--by', 'the desk')).toEqual({
      code: 0,
      err: '',
      out: [
        '2026-11-30 is skipped: it does not come out.',
        'Next          The edition of 2026-12-07 takes its facts in, and says that there was none of 2026-11-30.',
        'To undo       courant unskip 2026-11-30',
        '',
      ]
        .join('\n')
        .replace('none of 2026-11-30.', 'none of\n              2026-11-30.'),
    });
    expect(press.decisions.records).toMatchObject([{ kind: 'skip', because: 'holidays', by: 'the desk' }]);
    const again = await courant('skip', second, '--because', 'another reason');
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toMatch(
      /^2026-11-30 is skipped already, since .*Nothing was changed\.\nBecause {7}holidays\n$/,
    );
    expect(press.decisions.records).toHaveLength(1);
  });

  it('refuses a day on which no edition is scheduled, and names the next ones', async () => {
    const { courant, press } = await aWorld();
    await courant('skip', second, '--because', 'holidays');
    const { code, err } = await courant('skip', '2026-12-01', '--because', 'holidays');
    expect(code).toBe(2);
    expect(err).toContain('a day on which weekly appears, every week on Monday at 07:00 (Europe/Brussels)');
    expect(err).toContain('the next ones are 2026-11-30, 2026-12-07, 2026-12-14');
    expect(press.decisions.records).toHaveLength(1);
  });

  it.each([
    [['skip', second], 'no --because'],
    [['skip', second, '--because', '  '], '--because of 0 characters'],
    [['pause', 'weekly', '--because', 'x'.repeat(501)], '--because of 501 characters'],
    [['skip', 'Monday', '--because', 'holidays'], '"Monday"'],
    [['pause', 'daily', '--because', 'holidays'], '--publication "daily"'],
  ])('needs a reason and the name of something: %j', async (words, found) => {
    const { courant, press } = await aWorld();
    const { code, err } = await courant(...words);
    expect([code, err]).toEqual([2, expect.stringContaining(`found:    ${found}`)]);
    expect(press.decisions.records).toEqual([]);
  });

  it('refuses an edition that is sealed, and says how its delivery is ended', async () => {
    const { courant, press } = await aWorld();
    const { code, err } = await courant('skip', edition, '--because', 'holidays');
    expect(code).toBe(1);
    expect(err).toMatch(
      /2026-11-23: expected an edition that is not sealed, found it sealed.*courant stop 2026-11-23/s,
    );
    expect(press.decisions.records).toEqual([]);
  });

  it('has nothing to do with a time that a later edition covers', async () => {
    const { courant, press } = await aWorld();
    const { code, out } = await courant('skip', '2026-11-16', '--because', 'holidays');
    expect([code, out]).toEqual([
      0,
      '2026-11-16 comes to nothing: the edition of 2026-11-23 covers its time. Nothing was changed.\n',
    ]);
    expect(press.decisions.records).toEqual([]);
  });

  it('works after the time while nothing is sealed, and says that a run may be at work', async () => {
    const { courant, publish, press } = await aWorld(after);
    const { code, out } = await courant('skip', second, '--because', 'holidays');
    expect(code).toBe(0);
    expect(out).toContain(
      'Meanwhile     2026-11-30 was due at 2026-11-30T06:00:00Z. A run of publish that had asked',
    );
    expect(out).toContain('2026-11-30T06:09:00Z');
    expect(await publish()).toMatchObject({
      code: 1,
      out: expect.stringContaining('Weekly, edition 2 of 2026-11-30 is left out: nothing was made.\n'),
    });
    expect(press.seals.seals.size).toBe(1);
  });

  it('says so if a run sealed the edition at the same moment: the look at the seals comes after the record', async () => {
    const { courant, installation, press } = await aWorld(after);
    const write = press.decisions.write.bind(press.decisions);
    press.decisions.write = async decision => {
      await installation.publish({ publication: 'weekly', scheduledTime: '2026-11-30T06:00:00Z' as Instant });
      return write(decision);
    };
    const { code, err } = await courant('skip', second, '--because', 'holidays');
    expect(code).toBe(1);
    expect(err).toContain('found it sealed');
    expect(err).toContain('courant stop 2026-11-30');
    expect((await courant('status')).out).not.toContain('Skipped');
  });
});

describe('courant unskip', () => {
  it('lets an edition come out after all: as scheduled before its time, and after it by the sweep, or by release', async () => {
    const { courant, time } = await aWorld();
    const next: string[] = [];
    for (const now of [
      before,
      after,
      '2026-12-02T06:00:00Z',
      '2026-12-07T05:59:00Z',
      '2026-12-08T00:00:00Z',
    ]) {
      time.now = before;
      await courant('skip', second, '--because', 'holidays');
      time.now = now as Instant;
      const { code, out } = await courant('unskip', second);
      expect([code, out.split('\n')[0]]).toEqual([0, '2026-11-30 is not skipped any more.']);
      next.push(out.split('\n').slice(1).join(' ').replaceAll(/\s+/g, ' ').trim());
    }
    expect(next).toEqual([
      'Next It comes out at 2026-11-30T06:00:00Z.',
      'Next It was due at 2026-11-30T06:00:00Z. The sweep sees to it every five minutes.',
      'Next It was due at 2026-11-30T06:00:00Z: so late, it is yours to decide. courant release 2026-11-30',
      'Next It was due at 2026-11-30T06:00:00Z: so late, it is yours to decide. courant release 2026-11-30',
      'Next It was due at 2026-11-30T06:00:00Z: by itself Courant makes none that old. The edition of 2026-12-14 takes its facts in.',
    ]);
  });

  it('says where a later edition covers its time, where it was not skipped, and where a pause leaves it out', async () => {
    const { courant, press, time } = await aWorld();
    await courant('skip', '2026-11-30', '--because', 'holidays');
    expect((await courant('unskip', edition)).out).toBe('2026-11-23 has come out. Nothing was changed.\n');
    expect((await courant('unskip', '2026-11-16')).out).toBe(
      '2026-11-16 stays as it is: the edition of 2026-11-23 covers its time, and has its facts. Nothing was changed.\n',
    );
    expect((await courant('unskip', '2026-12-07')).out).toContain(
      '2026-12-07 is not skipped. Nothing was changed.\n',
    );
    expect(press.decisions.records).toHaveLength(1);
    await courant('pause', 'weekly', '--because', 'holidays');
    expect((await courant('unskip', '2026-11-30')).out).toContain('courant resume weekly\n');
    time.now = after;
    await courant('resume', 'weekly');
    expect((await courant('unskip', '2026-11-30')).out).toContain('Its time fell into a pause');
  });
});

describe('courant pause and resume', () => {
  it('end and begin the editions of a publication, and say what that means', async () => {
    const { courant, publish, press, time } = await aWorld();
    expect(await courant('pause', 'weekly', '--because', 'we move')).toEqual({
      code: 0,
      err: '',
      out: [
        'weekly is paused: it makes no edition until you resume it.',
        'To end it     courant resume weekly',
        '',
      ].join('\n'),
    });
    expect((await courant('pause', 'weekly', '--because', 'so')).out).toBe(
      'weekly is paused already, since 2026-11-29T20:00:00Z. Nothing was changed.\nBecause       we move\n',
    );
    time.now = after;
    expect((await publish()).code).toBe(1);
    press.decisions.records.length = 1;
    const { code, out } = await courant('resume', 'weekly');
    expect(code).toBe(0);
    expect(out).toBe(
      'weekly goes on: its next edition is that of 2026-12-07.\n' +
        'Left out      2026-11-30. It has all that was filed meanwhile, and says so.\n',
    );
    expect((await courant('resume', 'weekly')).out).toBe(
      'weekly is not paused: its next edition is that of 2026-12-07. Nothing was changed.\n',
    );
    expect(press.decisions.records.map(({ kind }) => kind)).toEqual(['pause', 'resume']);
  });

  it('say which edition was sealed at the same moment', async () => {
    const { courant, installation, press } = await aWorld(after);
    const write = press.decisions.write.bind(press.decisions);
    press.decisions.write = async decision => {
      await installation.publish({ publication: 'weekly', scheduledTime: '2026-11-30T06:00:00Z' as Instant });
      return write(decision);
    };
    const { out } = await courant('pause', 'weekly', '--because', 'we move');
    expect(out).toContain('But           The edition of 2026-11-30 was sealed at the same moment');
    expect(out).toContain('courant stop 2026-11-30 --publication weekly\n');
  });
});

describe('courant status', () => {
  it('shows what is skipped and what is paused, and calls nobody for it', async () => {
    const { courant, time } = await aWorld();
    await courant('skip', second, '--because', 'holidays', '--by', 'the desk');
    const { out } = await courant('status');
    expect(out).toContain(
      'Next          2026-12-07T06:00:00Z, every week on Monday at 07:00 (Europe/Brussels)\n',
    );
    expect(out).toContain('Skipped       2026-11-30: holidays (the desk)\n');
    await courant('pause', 'weekly', '--because', 'we move');
    time.now = after;
    const paused = await courant('status');
    expect(paused.code).toBe(0);
    expect(paused.out).toContain('Next          none while it is paused; else every week');
    expect(paused.out).toMatch(/Paused {8}since \S+: we move\n {14}courant resume weekly\n/);
    const objects = (await courant('status', '--json')).out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(objects.slice(0, 2)).toMatchObject([
      { publication: 'weekly', edition: null, state: 'paused', waitsForOperator: false, because: 'we move' },
      { publication: 'weekly', edition: second, state: 'skipped', waitsForOperator: false, by: 'the desk' },
    ]);
  });

  it('shows one edition that is left out, before its time and after it; whoever decides about it is told', async () => {
    const { courant, time } = await aWorld();
    await courant('skip', second, '--because', 'holidays');
    for (const now of [before, after]) {
      time.now = now;
      const { code, out } = await courant('status', second);
      expect(code).toBe(0);
      expect(out).toContain('Weekly, edition of 2026-11-30: left out\n');
      expect(out).toContain(': holidays. Record 1.');
      const json = JSON.parse((await courant('status', second, '--json')).out);
      expect(json).toMatchObject({
        edition: second,
        state: 'skipped',
        due: '2026-11-30T06:00:00Z',
        decision: 1,
      });
      for (const command of ['release', 'stop']) {
        const decided = await courant(command, second);
        expect(decided.code).toBe(1);
        expect(decided.out).toContain(
          '2026-11-30 is left out: there is nothing to decide about. Nothing was changed.',
        );
        expect(decided.out).toContain('courant unskip 2026-11-30\n');
      }
    }
    expect((await courant('publish', '--dry-run', '--at', '2026-11-30T06:00:00Z')).out).toContain(
      'In the way    it was skipped at',
    );
  });

  it('says that the schedule of a missing edition is off, and what lasts; who may not ask is shown the rest', async () => {
    const { courant, press } = await aWorld('2026-11-30T06:20:00Z' as Instant);
    press.schedules.states.set('weekly', 'off');
    const { code, out } = await courant('status');
    expect(code).toBe(1);
    const text = out.replaceAll(/\s+/g, ' ');
    expect(text).toContain(
      '2026-11-30 was due today at 07:00, 20 minutes ago, and is not published: nothing starts it.',
    );
    expect(text).toContain('Because its schedule in EventBridge Scheduler is switched off.');
    expect(text).toContain(
      'a deployment may switch the schedule on again, a pause lasts. courant pause weekly --because "..."',
    );
    expect(text).toContain('docs/runbook.md#leave-a-week-out');
    press.schedules.stateOf = async () => {
      throw Object.assign(new Error('no'), { name: 'AccessDeniedException' });
    };
    expect((await courant('status')).out).toContain(
      '2026-11-30 was due today at 07:00, 20 minutes ago, and is not published yet.',
    );
  });
});
