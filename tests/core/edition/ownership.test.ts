import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Owners, Ownership, UnsettledOwnershipError } from '../../../core/edition/ownership.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { MemoryOwners } from '../../support/memory/memory-archive.ts';

const at = '2026-11-23T06:00:00Z' as Instant;
const now = async () => at;
const arn = (name: string, id: string) => `arn:aws:cloudformation:eu-west-1:123456789012:stack/${name}/${id}`;

describe('the ownership of stores', () => {
  it('is taken by the first stack that asks, with what its id says of it', async () => {
    const owners = new MemoryOwners();
    const me = new Ownership(owners, arn('courant', '1-a'), false);
    expect(await me.other()).toBeUndefined();
    expect(owners.records).toEqual([]);
    expect(await me.otherAfterTaking(now)).toBeUndefined();
    expect(await me.otherAfterTaking(now)).toBeUndefined();
    expect(owners.records).toEqual([
      {
        format: 1,
        stack: arn('courant', '1-a'),
        stackName: 'courant',
        account: '123456789012',
        region: 'eu-west-1',
        since: at,
      },
    ]);
  });

  it('is another one for a stack that was deleted and made again under its name', async () => {
    const owners = new MemoryOwners();
    await new Ownership(owners, arn('courant', '1-a'), false).otherAfterTaking(now);
    const again = arn('courant', '2-b');
    expect(await new Ownership(owners, again, false).otherAfterTaking(now)).toMatchObject({
      stackName: 'courant',
    });
    expect(await new Ownership(owners, again, true).otherAfterTaking(now)).toBeUndefined();
    expect(owners.records).toHaveLength(2);
  });

  it('says since when a stack has had what another had before', async () => {
    const owners = new MemoryOwners();
    const [older, next] = [new Ownership(owners, 'old', false), new Ownership(owners, 'new', true)];
    await older.otherAfterTaking(now);
    expect([await older.tookOverAt(), await next.tookOverAt()]).toEqual([null, null]);
    await next.otherAfterTaking(now);
    expect([await older.tookOverAt(), await next.tookOverAt()]).toEqual([null, at]);
  });

  it("is nobody's matter, and asked of nobody, where there is no stack", async () => {
    const asked: Owners = {
      series: async () => expect.unreachable(),
      write: async () => expect.unreachable(),
    };
    for (const none of [undefined, '']) {
      const here = new Ownership(asked, none, true);
      expect(await here.other()).toBeUndefined();
      expect(await here.otherAfterTaking(now)).toBeUndefined();
      expect(await here.tookOverAt()).toBeNull();
    }
  });

  it('is about to be this stack’s where it adopts and has not run yet: nobody else is named', async () => {
    const owners = new MemoryOwners();
    await new Ownership(owners, 'old', false).otherAfterTaking(now);
    const adopting = new Ownership(owners, 'new', true);
    expect(await adopting.other()).toBeUndefined();
    expect(owners.records.map(({ stack }) => stack)).toEqual(['old']);
    expect((await new Ownership(owners, 'new', false).other())?.stack).toBe('old');
    await adopting.otherAfterTaking(now);
    await new Ownership(owners, 'third', true).otherAfterTaking(now);
    expect((await adopting.other())?.stack).toBe('third');
  });

  it('is settled when many adopt at once: one owns the stores, each took them once, all others know whose they are', async () => {
    const owners = new MemoryOwners();
    await new Ownership(owners, 'old', false).otherAfterTaking(now);
    const slow: Owners = {
      async series() {
        const found = await owners.series();
        await new Promise(resolve => setTimeout(resolve, Math.random() * 3));
        return found;
      },
      write: (number, owner) => owners.write(number, owner),
    };
    const all = ['a', 'b', 'c', 'd', 'e'].map(name => new Ownership(slow, name, true));
    await Promise.all(all.map(one => one.otherAfterTaking(now)));
    const after = await Promise.all(all.map(one => one.otherAfterTaking(now)));
    expect(after.filter(other => other === undefined)).toHaveLength(1);
    expect(owners.records.map(({ stack }) => stack).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'old']);
  });

  it('gives up, and says what to do, when others never stop taking the stores over', async () => {
    const restless: Owners = { series: async () => [], write: async () => 'taken' };
    const taking = new Ownership(restless, 'new', true).otherAfterTaking(now);
    await expect(taking).rejects.toThrow(UnsettledOwnershipError);
    await expect(taking).rejects.toThrow(/owners\/.*delete all but one/);
  });

  it('belongs to one stack at most, never comes back, and deliver sees what publish sees, whoever asks in whichever order', async () => {
    const steps = fc.array(fc.record({ stack: fc.constantFrom('a', 'b', 'c'), adopts: fc.boolean() }), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(steps, async taken => {
        const owners = new MemoryOwners();
        for (const { stack, adopts } of taken) {
          const one = new Ownership(owners, stack, adopts);
          const other = await one.otherAfterTaking(now);
          expect(await one.other()).toEqual(other);
          expect(other?.stack ?? stack).toBe(owners.records.at(-1)?.stack);
        }
        const names = owners.records.map(({ stack }) => stack);
        expect(new Set(names).size).toBe(names.length);
        const adopting = new Set(taken.filter(({ adopts }) => adopts).map(({ stack }) => stack));
        for (const name of names.slice(1)) expect(adopting).toContain(name);
      }),
    );
  });
});
