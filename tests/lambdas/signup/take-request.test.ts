import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../core/foundation/hash.ts';
import { plusHours } from '../../../core/foundation/instant.ts';
import { readerId } from '../../../core/readers/reader-id.ts';
import { requestKey, type SignUpRequest } from '../../../core/readers/sign-up/request.ts';
import { type SignUpContext, takeRequest } from '../../../lambdas/signup/take-request.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aRequest, askedAt } from '../../support/builders/a-request.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { aSignUp, keyOfTests, type SignUpWorld } from './a-sign-up.ts';

const request = aRequest(1, { publications: ['weekly', 'daily'] });
const id = readerId(request.address, keyOfTests);

let world: SignUpWorld;
beforeEach(async () => {
  world = aSignUp();
  await world.requests.put(request);
});
const take = (changes: Partial<SignUpContext> = {}) =>
  takeRequest({ ...world.worker(), ...changes }, request.id);
const stored = (): SignUpRequest | undefined => world.requests.rows.get(request.id);
const counted = () => [
  world.limits.rows.get(id)?.letters.length ?? 0,
  world.limits.days.get('2026-11-23') ?? 0,
];

describe('a request', () => {
  it('is answered with a confirmation, whose key and words it knows then', async () => {
    expect(await take()).toEqual({ outcome: 'mailed', reason: 'confirmation' });
    const [mail] = world.mailer.taken;
    expect(mail).toMatchObject({
      to: request.address,
      kind: 'confirmation',
      publications: ['weekly', 'daily'],
      tags: { publication: '_sign-up', edition: 'confirmation', reader: id, attempt: request.id },
    });
    const token = stored()?.token ?? '';
    expect(token).toHaveLength(22);
    expect(mail?.links).toEqual({
      confirm: `https://news.example/confirm/${requestKey({ id: request.id, token })}`,
      privacy: 'https://news.example/privacy/weekly',
    });
    expect(stored()).toMatchObject({ state: 'sent', reader: id, messageId: 'id-1' });
    const { kind, publications, links } = mail ?? {};
    expect(stored()?.letter).toBe(sha256(JSON.stringify({ kind, publications, links })));
    expect(await world.confirmations.recent()).toEqual([
      { request: request.id, at: askedAt, bounced: false },
    ]);
    expect(counted()).toEqual([1, 1]);
  });

  it('of who reads already is answered with their leave links, and counts as no confirmation', async () => {
    for (const publication of ['weekly', 'daily'])
      await world.readers.add(aReader(1, { id, publication, address: request.address }));
    expect(await take()).toEqual({ outcome: 'mailed', reason: 'already reading' });
    const leave = (publication: string) =>
      `https://news.example/leave/${publication}/${id}${aReader(1).token}`;
    expect(world.mailer.taken[0]?.links).toMatchObject({
      leave: { weekly: leave('weekly'), daily: leave('daily') },
    });
    expect(await world.confirmations.recent()).toEqual([]);
  });

  it('to see what they get is answered with a link to that', async () => {
    world.requests.rows.set(request.id, { ...request, kind: 'manage', publications: ['gone'] });
    await world.readers.add(aReader(1, { id, publication: 'gone', address: request.address }));
    expect(await take()).toEqual({ outcome: 'mailed', reason: 'manage' });
    expect(world.mailer.taken[0]?.links.manage).toBe(
      `https://news.example/manage/${request.id}${stored()?.token}`,
    );
  });

  it('that is refused is dropped, and asked about no second time', async () => {
    world.wait(901);
    expect(await take()).toEqual({ outcome: 'dropped', reason: 'waited too long' });
    expect(await take()).toEqual({ outcome: 'passed over', reason: 'dropped' });
    expect(counted()).toEqual([0, 0]);
    expect(world.mailer.taken).toEqual([]);
  });

  it('that nobody knows, or that expired, is used up', async () => {
    const unknown = { outcome: 'dropped', reason: 'unknown or expired' };
    expect(await takeRequest(world.worker(), 'f'.repeat(32))).toEqual(unknown);
    world.wait(48 * 3600);
    expect(await take()).toEqual(unknown);
  });

  it.each(['sent', 'uncertain', 'confirmed'] as const)('that is %s is passed over', async state => {
    world.requests.rows.set(request.id, { ...request, state });
    expect(await take()).toEqual({ outcome: 'passed over', reason: state });
    expect(world.mailer.taken).toEqual([]);
  });

  it('that somebody claimed who has ended is uncertain, and not repeated', async () => {
    world.requests.rows.set(request.id, { ...request, state: 'sending', attempt: 'another' });
    expect(await take()).toEqual({ outcome: 'uncertain', reason: 'claimed before' });
    expect(stored()?.state).toBe('uncertain');
    expect(world.mailer.taken).toEqual([]);
  });

  it('waits for its turn: one a second, or a tenth of the rate', async () => {
    for (const [perSecond, expected] of [
      [1, 1],
      [14, 1.4],
      [500, 50],
    ] as const) {
      const { pace } = world.worker();
      const account = { allowance: async () => ({ perSecond, perDay: 200, left: 1 }) };
      await world.requests.put(aRequest(expected));
      await takeRequest({ ...world.worker(), pace, account }, aRequest(expected).id);
      expect(pace.perSecond).toBeCloseTo(expected);
      expect(pace.wait()).toBeCloseTo(1000 / expected);
    }
  });
});

describe('when the mail service', () => {
  it.each(['throttled', 'exhausted', 'refused', 'unreached'] as const)(
    'says %s, nothing is noted, and the same is tried again',
    async outcome => {
      world.mailer.answer = outcome;
      expect(await take()).toEqual({ outcome: 'returned', reason: `${outcome} Told` });
      expect(stored()).toMatchObject({ state: 'asked', attempt: null, token: null });
      expect(counted()).toEqual([0, 0]);
      world.mailer.answer = 'accepted';
      expect(await take()).toMatchObject({ outcome: 'mailed' });
      expect(counted()).toEqual([1, 1]);
    },
  );

  it.each([
    ['rejected', 'dropped'],
    ['uncertain', 'uncertain'],
  ] as const)('says %s, it is over, and counts', async (answer, outcome) => {
    world.mailer.answer = answer;
    expect(await take()).toMatchObject({ outcome });
    expect(stored()?.state).toBe(outcome);
    expect(await take()).toMatchObject({ outcome: 'passed over' });
    expect(counted()).toEqual([1, 1]);
  });

  it('takes nothing more in 24 hours, the request waits, and is dropped once it waited too long', async () => {
    const account = { allowance: async () => ({ perSecond: 14, perDay: 200, left: 0 }) };
    expect(await take({ account })).toEqual({ outcome: 'returned', reason: 'exhausted' });
    world.wait(901);
    expect(await take({ account })).toMatchObject({ outcome: 'dropped' });
  });

  it('may be asked no more, since the claim is too old, nobody was mailed', async () => {
    const send = world.mailer.send.bind(world.mailer);
    const mailer: SignUpContext['mailer'] = {
      send: async message => {
        world.wait(31);
        return send(message);
      },
    };
    expect(await take({ mailer })).toMatchObject({ outcome: 'returned' });
    expect(stored()?.state).toBe('asked');
    expect(world.mailer.taken).toEqual([]);
  });

  it('is not asked with too little time left', async () => {
    expect(await take({ timeLeft: () => 24_999 })).toEqual({ outcome: 'returned', reason: 'no time left' });
    expect(counted()).toEqual([0, 0]);
  });
});

describe('a worker that ends at any call', () => {
  it('mails nobody twice, loses no limit, and leaves a request that is over', async () => {
    for (const when of ['before', 'after'] as const)
      for (let call = 1; ; call += 1) {
        world = aSignUp();
        await world.requests.put(request);
        const plan = new CrashPlan(call, when);
        const ended = await takeRequest(
          world.worker(port => plan.wrap(port)),
          request.id,
        ).catch(error => error);
        await take();
        expect(world.mailer.taken.length).toBeLessThanOrEqual(1);
        if (world.mailer.taken.length > 0) expect(counted()[0]).toBe(1);
        expect(counted()[1]).toBeGreaterThanOrEqual(world.mailer.taken.length);
        expect(['sent', 'uncertain']).toContain(stored()?.state);
        if (!(ended instanceof Crash)) break;
      }
  });

  it('is not mailed under the ceiling once more', async () => {
    world.limits.days.set('2026-11-23', 10);
    expect(await take()).toEqual({ outcome: 'dropped', reason: 'ceiling' });
    await world.requests.put(aRequest(2, { requestedAt: plusHours(askedAt, 0.1) }));
    world.limits.days.set('2026-11-23', 9);
    expect(await takeRequest(world.worker(), aRequest(2).id)).toMatchObject({ outcome: 'mailed' });
  });
});
