import { describe, expect, it } from 'vitest';
import type { Owner } from '../../../core/edition/ownership.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { scheduleFingerprint } from '../../../core/sweep/timetable.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aMemoryWorld } from '../memory-world.ts';

const due = '2026-11-23T06:00:00Z' as Instant;
const unverified = {
  standing: 'unverified',
  because: 'SES has not verified the sender: news.example is Pending',
} as const;
const owner: Owner = {
  ...{ format: 1, stack: 'arn:aws:cloudformation:eu-west-1:1:stack/courant-2/2b', stackName: 'courant-2' },
  ...{ account: '1', region: 'eu-west-1', since: '2026-11-20T06:00:00Z' as Instant },
};

/** An installation some hours after the first edition was due, which was not published. */
async function aDueEdition(hours = 1, changes = {}) {
  const world = aMemoryWorld({ clock: { now: () => plusHours(due, hours) }, ...changes });
  const since = plusHours(due, -48);
  await world.press.timetables.since('weekly', scheduleFingerprint(aPublication().schedule), since);
  await world.press.addReaders(2);
  return world;
}

describe('a sender that SES has not verified', () => {
  it('is what status says of an edition that is due, with what to do, and what comes by itself', async () => {
    const { press, courant } = await aDueEdition();
    press.senders.standingOf = async () => unverified;
    const { code, out } = await courant('status');
    expect(code).toBe(1);
    expect(out).toContain(
      '2026-11-23 was due today at 07:00, 1 hour ago, and is not published yet: the sender is not verified.\n',
    );
    expect(out).toContain('news.example is Pending.');
    expect(out).toMatch(/To do +Add the DNS records/);
    expect(out).toMatch(/Then +The sweep sees to it every five minutes\./);
    expect(out).toContain('docs/runbook.md#not-verified');
    const object = JSON.parse((await courant('status', '--json')).out);
    expect(object).toMatchObject({ state: 'due', waitsForOperator: true, because: `${unverified.because}.` });
  });

  it('is named with a late one too, which publishing could not make either', async () => {
    const { press, courant } = await aDueEdition(40);
    press.senders.standingOf = async () => unverified;
    const { out } = await courant('status');
    expect(out.replace(/\s+/g, ' ')).toContain('so late, it is yours to decide.');
    expect(out).toMatch(
      /Because +SES has not verified the sender[\s\S]*To do +Add the DNS records[\s\S]*Then +To publish it/,
    );
    const released = await courant('release', '2026-11-23');
    expect(released).toMatchObject({ code: 1, out: expect.stringContaining('is not published yet.') });
    expect(press.seals.seals.size).toBe(0);
  });

  it('is why publish made nothing', async () => {
    const { press, courant } = await aDueEdition();
    press.senders.standingOf = async () => unverified;
    const { code, out } = await courant('publish');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^Weekly, edition 1 of 2026-11-23 is not published yet\.\nBecause +SES has not verified the sender/,
    );
    expect(out).not.toMatch(/^.{101,}$/m);
    press.senders.standingOf = async () => ({ standing: 'verified' });
    expect((await courant('publish')).code).toBe(0);
  });

  it('is not asked of while nothing is due', async () => {
    const { press, courant } = await aDueEdition();
    await courant('publish');
    press.senders.standingOf = async () => expect.unreachable();
    expect((await courant('status')).code).toBe(0);
  });
});

describe('a seal that was deleted', () => {
  it('is what status says of the edition that cannot be made, with the object to restore', async () => {
    const { press, courant } = await aDueEdition();
    await courant('publish');
    press.seals.seals.clear();
    const { code, out } = await courant('status');
    expect(code).toBe(1);
    expect(out).toContain('2026-11-23 is not published, and cannot be: a seal is missing.');
    expect(out).toContain('sealed/weekly/after-start.json');
    expect(await courant('publish')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Put back what was deleted'),
    });
  });
});

describe('a stack that no longer owns its stores', () => {
  it('says so first, whose they are and what to do', async () => {
    const { courant } = await aDueEdition(1, { otherOwner: async () => owner, unprotectedStack: 'older' });
    const { code, out } = await courant('status');
    expect(code).toBe(1);
    expect(out).not.toContain('termination protection');
    expect(out).toMatch(/^\nThis stack no longer owns its stores: courant-2 does\.\n/);
    expect(out).toContain(owner.stack);
    expect(out).toMatch(/To do +Work on the other one: --stack courant-2/);
    const [first = ''] = (await courant('status', '--json')).out.split('\n');
    expect(JSON.parse(first)).toEqual({ state: 'not the owner', waitsForOperator: true, owner });
  });

  it('publishes nothing, and says the same', async () => {
    const { courant } = await aDueEdition(1, {
      publish: async () => ({ report: { outcome: 'not the owner', owner }, progress: null }),
    });
    const { code, out } = await courant('publish');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^Nothing was published\.\nBecause +this stack does not own its stores: courant-2 does, since/,
    );
  });
});
