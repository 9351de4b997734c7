import { describe, expect, it } from 'vitest';
import { type Instant, plusHours } from '../../../../core/foundation/instant.ts';
import type { Address } from '../../../../core/readers/address.ts';
import { decide, type Known } from '../../../../core/readers/sign-up/decide.ts';
import { noLetters } from '../../../../core/readers/sign-up/limits.ts';
import { aReader } from '../../../support/builders/a-reader.ts';
import { aRequest, askedAt } from '../../../support/builders/a-request.ts';

const yesterday = plusHours(askedAt, -24);
const ended = { at: yesterday, how: 'test' };
const known = (changes: Partial<Known> = {}): Known => ({
  now: askedAt,
  publications: ['weekly', 'daily'],
  address: undefined,
  rows: [],
  limit: noLetters,
  mailedToday: 0,
  ceiling: 10,
  closed: false,
  ...changes,
});
const both = aRequest(1, { publications: ['daily', 'weekly'] });
const manage = aRequest(1, { kind: 'manage' });
const address = (state: Address['state'], at: Instant = yesterday): Address => ({
  id: aReader(1).id,
  state,
  ended: { at, how: 'test' },
  lifted: null,
});
const mails = (kind: string, publications: string[], bounce: Instant | null = null) => ({
  do: 'mail',
  publications,
  letter: expect.objectContaining({ request: both.id, kind, at: askedAt, bounce }),
});

describe('what is done about a request', () => {
  it('of somebody new: a confirmation of all that they asked for', () => {
    expect(decide(both, known())).toEqual(mails('confirmation', ['weekly', 'daily']));
  });

  it('of who reads some: a confirmation of the others', () => {
    expect(decide(both, known({ rows: [aReader(1)] }))).toEqual(mails('confirmation', ['daily']));
    for (const state of ['left', 'pending', 'bounced'] as const) {
      const bounce = state === 'bounced' ? yesterday : null;
      const rows = [aReader(1, { state, ended: state === 'pending' ? null : ended })];
      expect(decide(both, known({ rows }))).toEqual(mails('confirmation', ['weekly', 'daily'], bounce));
    }
  });

  it('of who reads them all: a letter that says so', () => {
    const rows = [aReader(1), aReader(1, { publication: 'daily' })];
    expect(decide(both, known({ rows }))).toEqual(mails('already reading', ['weekly', 'daily']));
  });

  it('of an address that ended: a confirmation, since whoever reads there gets nothing any more', () => {
    const rows = [aReader(1), aReader(1, { publication: 'daily' })];
    expect(decide(both, known({ rows, address: address('bounced') }))).toEqual(
      mails('confirmation', ['weekly', 'daily'], yesterday),
    );
    expect(decide(both, known({ rows, address: address('erased') }))).toEqual(
      mails('confirmation', ['weekly', 'daily']),
    );
    expect(decide(both, known({ rows, address: address('lifted') }))).toEqual(
      mails('already reading', ['weekly', 'daily']),
    );
  });

  it('is about publications that make editions', () => {
    const asked = aRequest(1, { publications: ['old', 'daily', 'daily', 'constructor'] });
    expect(decide(asked, known())).toEqual(mails('confirmation', ['daily']));
    const gone = aRequest(1, { publications: ['old'] });
    expect(decide(gone, known())).toEqual({ do: 'drop', reason: 'no such publication' });
  });

  it('to see what they get: the link, to whoever is on file, also of a retired publication, and while the form is closed', () => {
    expect(decide(manage, known())).toEqual({ do: 'drop', reason: 'not on file' });
    const left = aReader(1, { state: 'left', ended });
    expect(decide(manage, known({ rows: [left], closed: true }))).toEqual(mails('manage', ['weekly']));
    expect(decide(manage, known({ rows: [aReader(1, { publication: 'old' })] }))).toEqual(
      mails('manage', ['weekly']),
    );
    expect(decide(manage, known({ rows: [left], address: address('erased') }))).toEqual({
      do: 'drop',
      reason: 'not on file',
    });
  });

  const letters = [{ request: 'another', kind: 'confirmation' as const, at: plusHours(askedAt, -1) }];
  it.each<[reason: string, changes: Partial<Known>, request?: Partial<typeof both>]>([
    ['waited too long', { now: plusHours(askedAt, 0.251) }],
    ['role address', {}, { address: 'postmaster@mail.example' }],
    ['complained', { address: address('complained') }],
    ['complained', { rows: [aReader(1, { state: 'complained', ended })] }],
    ['closed', { closed: true }],
    ['ceiling', { mailedToday: 10 }],
    ['one a day', { limit: { letters, bounce: null } }],
    [
      'once a bounce',
      { address: address('bounced'), limit: { letters: [], bounce: { at: yesterday, request: 'another' } } },
    ],
  ])('is nothing: %s', (reason, changes, request = {}) => {
    expect(decide({ ...both, ...request }, known(changes))).toEqual({ do: 'drop', reason });
  });

  it('once more where mail came back again, since what had ended was lifted or they agreed anew', () => {
    const before = { at: plusHours(askedAt, -72), request: 'another' };
    const [lifted, limit] = [plusHours(askedAt, -48), { letters: [], bounce: before }];
    const bounced = { ...address('bounced'), lifted };
    const again = mails('confirmation', ['weekly', 'daily'], yesterday);
    expect(decide(both, known({ limit, address: bounced }))).toEqual(again);
    const agreed = { at: lifted, how: 'test' };
    const rows = [aReader(1, { state: 'bounced', ended, agreed })];
    expect(decide(both, known({ limit, rows }))).toEqual(again);
    const never = { ...agreed, at: before.at };
    const old = [aReader(1, { state: 'bounced', ended, agreed: never })];
    expect(
      decide(both, known({ limit: { ...limit, bounce: { ...before, at: yesterday } }, rows: old })),
    ).toEqual({
      ...{ do: 'drop', reason: 'once a bounce' },
    });
  });

  it('by a link that was mailed there: a confirmation, whatever was asked of the form, also while that is closed', () => {
    const joining = { ...both, joins: true as const };
    const limit = { letters, bounce: null };
    expect(decide(joining, known({ limit, closed: true }))).toEqual(mails('joining', ['weekly', 'daily']));
    const twice = { letters: letters.map(each => ({ ...each, kind: 'joining' as const })), bounce: null };
    expect(decide(joining, known({ limit: twice }))).toEqual({ do: 'drop', reason: 'one a day' });
  });

  it('is the same when it is looked at again, after a crash behind what was noted of it', () => {
    const limit = {
      letters: [{ request: both.id, kind: 'confirmation' as const, at: askedAt }],
      bounce: { at: yesterday, request: both.id },
    };
    const again = known({ limit, mailedToday: 10, address: address('bounced') });
    expect(decide(both, again)).toMatchObject({ do: 'mail' });
  });

  it('is still something after fifteen minutes in the queue', () => {
    expect(decide(both, known({ now: plusHours(askedAt, 0.25) }))).toMatchObject({ do: 'mail' });
  });
});
