import { beforeEach, describe, expect, it } from 'vitest';
import { plusHours } from '../../../../core/foundation/instant.ts';
import { readerSchema } from '../../../../core/readers/reader.ts';
import { readerId } from '../../../../core/readers/reader-id.ts';
import { confirmRequest } from '../../../../core/readers/sign-up/confirm.ts';
import type { SignUpRequest } from '../../../../core/readers/sign-up/request.ts';
import { openRequest } from '../../../../core/readers/sign-up/request.ts';
import { aSignUp, keyOfTests, type SignUpWorld } from '../../../lambdas/signup/a-sign-up.ts';
import { aReader } from '../../../support/builders/a-reader.ts';
import { aRequest, askedAt } from '../../../support/builders/a-request.ts';
import { Crash, CrashPlan } from '../../../support/memory/crashing.ts';

const id = readerId('reader-1@mail.example', keyOfTests);
const token = 'k'.repeat(22);
const sent = aRequest(1, {
  publications: ['weekly', 'daily'],
  state: 'sent',
  attempt: 'attempt',
  reader: id,
  token,
  letter: 'words',
  messageId: 'message',
});
const key = { id: sent.id, token };
const later = (hours: number) => plusHours(askedAt, hours);

let world: SignUpWorld;
beforeEach(() => {
  world = aSignUp();
  world.wait(600);
});
const put = (changes: Partial<SignUpRequest> = {}) => world.requests.put({ ...sent, ...changes });
const press = async () => (await confirmRequest(world.confirming(), key))?.publications;
const row = (publication = 'weekly') => world.readers.rows.get(`${publication}/${id}`);
const reading = [
  { publication: 'weekly', result: 'reading' },
  { publication: 'daily', result: 'reading' },
];

describe('who presses the button', () => {
  it('reads what they asked for, with when they asked, when they pressed, and what they saw', async () => {
    await put();
    expect(await press()).toEqual(reading);
    expect(readerSchema.parse(row())).toEqual({
      publication: 'weekly',
      id,
      address: 'reader-1@mail.example',
      name: null,
      state: 'active',
      token: expect.stringMatching(/^\w{22}$/),
      language: 'en',
      agreed: {
        at: askedAt,
        how: 'signed up',
        confirmed: later(1 / 6),
        form: sent.form,
        letter: 'words',
        messageId: 'message',
      },
      joined: later(1 / 6),
      ended: null,
    });
    expect(row()?.token).not.toBe(token);
    expect(world.requests.rows.get(sent.id)?.state).toBe('confirmed');
  });

  it('may press again', async () => {
    await put();
    await press();
    const first = row();
    world.wait(60);
    expect(await press()).toEqual(reading);
    expect(row()).toEqual(first);
  });

  it('may press in two browsers at once, and has one row and one token', async () => {
    await put();
    let token: string | undefined;
    const once = async (answered: Awaited<ReturnType<typeof press>>) => {
      token ??= row()?.token;
      expect([answered, row()?.token]).toEqual([reading, token]);
    };
    await Promise.all([press().then(once), press().then(once), press().then(once)]);
    expect(world.readers.rows.size).toBe(2);
    expect(world.requests.rows.get(sent.id)?.state).toBe('confirmed');
  });

  it('and leaves in another window has left, whoever is first', async () => {
    await world.readers.add(aReader(1, { id, address: sent.address, token: 'o'.repeat(22) }));
    await put();
    world.wait(60);
    const leave = () => world.readers.leave('weekly', id, 'o'.repeat(22), world.clock.now(), 'link');
    const [answered] = await Promise.all([press(), leave()]);
    expect(row()?.state).toBe('left');
    expect(answered?.[1]?.result).toBe('reading');
    expect((await press())?.[0]?.result).toBe('ended since');
    expect(row()?.state).toBe('left');
  });

  it.each(['sending', 'uncertain'] as const)('has the mail, also where it is noted as %s', async state => {
    await put({ state, messageId: null });
    expect(await press()).toEqual(reading);
    expect(row()?.agreed).not.toHaveProperty('messageId');
    expect(world.requests.rows.get(sent.id)?.state).toBe('confirmed');
  });

  it('keeps the token and the name of an earlier subscription that ended before', async () => {
    const ended = { at: later(-1), how: 'link' };
    world.readers.rows.set(`weekly/${id}`, aReader(1, { id, name: 'Ada', state: 'left', ended }));
    await put();
    expect(await press()).toEqual(reading);
    expect(row()).toMatchObject({ state: 'active', token: aReader(1).token, name: 'Ada', ended });
  });

  it.each([0, 0.1])('does not come back who left %d hours after asking', async hours => {
    const ended = { at: later(hours), how: 'link' };
    const left = aReader(1, { id, state: 'left', ended });
    world.readers.rows.set(`weekly/${id}`, left);
    await put();
    expect(await press()).toEqual([{ publication: 'weekly', result: 'ended since' }, reading[1]]);
    expect(row()).toBe(left);
  });

  it.each(['bounced', 'erased'] as const)(
    'opens an address that was %s before, and not one since',
    async state => {
      await put();
      await world.addresses.end(id, { state, at: later(-1), how: 'test' });
      expect(await press()).toEqual(reading);
      expect(await world.addresses.read(id)).toMatchObject({ state: 'lifted', lifted: later(-1 / 3600) });
      await world.addresses.end(id, { state, at: askedAt, how: 'test' });
      expect((await press())?.map(({ result }) => result)).toEqual(['ended since', 'ended since']);
    },
  );

  it('stays away who complained, whenever, there or elsewhere', async () => {
    await put();
    const ended = { at: later(-1), how: 'abuse' };
    world.readers.rows.set(`weekly/${id}`, aReader(1, { id, state: 'complained', ended }));
    expect(await press()).toEqual([{ publication: 'weekly', result: 'ended since' }, reading[1]]);
    await world.addresses.end(id, { state: 'complained', ...ended });
    expect((await press())?.map(({ result }) => result)).toEqual(['ended since', 'ended since']);
  });

  it('reads anew, and with a row of its own, where an erasing stopped half way', async () => {
    await put();
    const agreed = { at: later(-2), how: 'test' };
    for (const publication of ['weekly', 'daily'])
      world.readers.rows.set(`${publication}/${id}`, aReader(1, { id, publication, agreed }));
    await world.addresses.end(id, { state: 'erased', at: later(-1), how: 'test' });
    expect(await press()).toEqual(reading);
    expect(row()).toMatchObject({ state: 'active', agreed: { at: askedAt } });
  });

  it('does not come back who was erased since, whoever added them anew to another publication', async () => {
    await put();
    await world.addresses.end(id, { state: 'erased', at: later(0.1), how: 'test' });
    await world.addresses.end(id, { state: 'lifted', at: later(0.15), how: 'added anew' });
    expect((await press())?.map(({ result }) => result)).toEqual(['ended since', 'ended since']);
    expect(world.readers.rows.size).toBe(0);
  });

  it('reads no publication that makes no editions', async () => {
    await put({ publications: ['old', 'daily'] });
    expect(await press()).toEqual([reading[1]]);
    expect([...world.readers.rows.keys()]).toEqual([`daily/${id}`]);
  });

  it('comes to the same after a crash at any call', async () => {
    for (const when of ['before', 'after'] as const)
      for (let call = 1; ; call += 1) {
        world = aSignUp();
        await put();
        await world.addresses.end(id, { state: 'bounced', at: later(-1), how: 'test' });
        const plan = new CrashPlan(call, when);
        const crashed = await confirmRequest(
          world.confirming(port => plan.wrap(port)),
          key,
        ).catch(error => error);
        if (!(crashed instanceof Crash)) break;
        expect(await press()).toEqual(reading);
        expect(world.requests.rows.get(sent.id)?.state).toBe('confirmed');
        expect(row()).toMatchObject({ state: 'active', agreed: { at: askedAt } });
      }
  });
});

describe('a key confirms nothing', () => {
  it.each<[why: string, changes: Partial<SignUpRequest>]>([
    ['with another token', { token: 'x'.repeat(22) }],
    ['of a request that no mail was sent for', { state: 'asked' }],
    ['of a dropped request', { state: 'dropped' }],
    ['that leads to what they get', { kind: 'manage' }],
    ['that has expired', { expires: Date.parse(askedAt) / 1000 + 600 }],
    ['of no request', { id: 'f'.repeat(32) }],
  ])('%s', async (_, changes) => {
    await put(changes);
    expect(await openRequest(world.confirming(), key, 'subscribe')).toBeUndefined();
    expect(await press()).toBeUndefined();
    expect(world.readers.rows.size).toBe(0);
  });

  it('to whoever only looks', async () => {
    await put();
    expect(await openRequest(world.confirming(), key, 'subscribe')).toMatchObject({ id: sent.id });
    expect(world.readers.rows.size).toBe(0);
    expect(world.requests.rows.get(sent.id)?.state).toBe('sent');
  });
});
