import { beforeAll, describe, expect, it } from 'vitest';
import { type Instant, instantOf } from '../../../core/foundation/instant.ts';
import { everyPublication } from '../../../core/readers/ending.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { brokenPromises } from '../../support/faults/promises/broken-promises.ts';
import {
  type Copy,
  copyReaders,
  emptyReaders,
  eraseByOperator,
  leaveByLink,
  mailedIn,
  putRows,
  replaceReaders,
} from '../../support/faults/readers-table.ts';
import { recover } from '../../support/faults/recovery.ts';
import { sharedStages } from '../../support/faults/shared-stages.ts';
import type { Stage, WorldOptions } from '../../support/faults/stage.ts';
import {
  atSecondEdition,
  readerCount,
  second,
  third,
  thirdEdition,
  wholeEdition,
} from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';
import { isChosen } from '../../support/run/sample.ts';

let stage: Stage;
beforeAll(async () => {
  [stage] = await sharedStages();
});

/** Tells a story of a world, and closes it. */
async function tell(story: (world: World) => Promise<void>, options: WorldOptions = {}): Promise<void> {
  const world = await atSecondEdition(stage, options);
  try {
    await story(world);
  } finally {
    await world.close();
  }
}

const edition = { first: '2026-11-16', second: '2026-11-23', third: '2026-11-30' };
const everyone = Array.from({ length: readerCount }, (_, n) => aReader(n + 1).id).sort();
const without = (...gone: number[]) => everyone.filter(id => !gone.some(n => aReader(n).id === id));
const leaver = aReader(1);

/** How a table comes to be as it was before. */
const harms: [string, (world: World, older: Copy) => Promise<void>][] = [
  ['its older rows are written over the present ones', putRows],
  ['another table with its older rows takes its place', replaceReaders],
  [
    'it is emptied, and then filled with its older rows',
    async (world, older) => {
      await emptyReaders(world);
      await putRows(world, older);
    },
  ],
];

describe.runIf(isChosen('a readers table from', 'stories of change'))(
  'a readers table from before somebody left, bounced and complained',
  () => {
    it.each(harms)('between two editions revives nobody: %s', async (_, harm) => {
      await tell(async world => {
        await world.addReader(aReader(8, { address: 'bounce@simulator.amazonses.com' }));
        await world.addReader(aReader(9, { address: 'complaint@simulator.amazonses.com' }));
        const older = await copyReaders(world);
        await wholeEdition(world, second);
        expect(await leaveByLink(world, leaver)).toBe(200);
        await harm(world, older);
        expect((await world.stores.readers.read('weekly', leaver.id))?.state).toBe('active');
        await thirdEdition(world);
        await recover(world, third);
        expect(await mailedIn(world, edition.second)).toEqual(
          [...everyone, aReader(8).id, aReader(9).id].sort(),
        );
        expect(await mailedIn(world, edition.third)).toEqual(without(1));
        const states = await Promise.all(
          [1, 8, 9].map(async n => (await world.stores.readers.read('weekly', aReader(n).id))?.state),
        );
        expect(states).toEqual(['left', 'bounced', 'complained']);
        expect((await world.stores.addresses.read(aReader(9).id))?.state).toBe('complained');
        expect(await brokenPromises(world)).toEqual([]);
        expect(world.failures).toEqual([]);
      });
    });

    it.each(harms)('during a delivery revives nobody: %s', async (_, harm) => {
      await tell(async world => {
        const older = await copyReaders(world);
        await world.publish(second);
        expect(await leaveByLink(world, leaver)).toBe(200);
        await harm(world, older);
        // Nobody is mailed from it before the sweep has applied the endings.
        await world.deliver();
        expect(await mailedIn(world, edition.second)).toEqual([]);
        await recover(world, second);
        expect(await mailedIn(world, edition.second)).toEqual(without(1));
        expect(await brokenPromises(world)).toEqual([]);
        expect(world.failures).toEqual([]);
      });
    });

    it('during a delivery revives nobody: a copy from after the audience was frozen takes its place', async () => {
      await tell(async world => {
        await world.publish(second);
        const older = await copyReaders(world);
        await leaveByLink(world, leaver);
        await replaceReaders(world, older);
        await world.deliver();
        expect(await mailedIn(world, edition.second)).toEqual([]);
        await recover(world, second);
        expect(await mailedIn(world, edition.second)).toEqual(without(1));
        const tables = await world.stores.readersTables.newest('weekly');
        expect(tables).toMatchObject({ number: 2, table: await world.stores.tableMarks.identity() });
        expect(await brokenPromises(world)).toEqual([]);
      });
    });

    it('revives nobody either by one row alone that comes back', async () => {
      await tell(async world => {
        const older = await copyReaders(world);
        await leaveByLink(world, leaver);
        await putRows(
          world,
          older.filter(({ reader }) => reader === leaver.id),
        );
        await wholeEdition(world, second);
        expect(await mailedIn(world, edition.second)).toEqual(without(1));
      });
    });
  },
);

describe.runIf(isChosen('an emptied readers', 'stories of change'))('an emptied readers table', () => {
  it('between two editions holds the next one before its audience is frozen, until the readers are back', async () => {
    await tell(async world => {
      const older = await copyReaders(world);
      await emptyReaders(world);
      await wholeEdition(world, second);
      const key = { publication: 'weekly', edition: edition.second };
      const held = await world.stores.editions.read(key);
      expect(held).toMatchObject({
        state: 'sealed',
        hold: expect.stringMatching(/^readers: nobody reads weekly/),
      });
      world.letPass(6);
      await world.sweep();
      expect(world.parts.functions.takeLog()).toMatch(/"EditionsHeld":1/);
      await putRows(world, older);
      await world.stores.editions.release(key);
      await recover(world, second);
      expect(await mailedIn(world, edition.second)).toEqual(everyone);
      expect(await brokenPromises(world)).toEqual([]);
    });
  });

  it('during a delivery withholds nobody as erased: the edition is held, until the readers are back', async () => {
    await tell(async world => {
      await world.publish(second);
      const older = await copyReaders(world);
      await emptyReaders(world);
      await world.deliver();
      world.letPass(20);
      await world.sweep();
      await world.deliver();
      const key = { publication: 'weekly', edition: edition.second };
      expect((await world.stores.editions.read(key))?.hold).toMatch(/^readers: /);
      await putRows(world, older);
      await world.stores.editions.release(key);
      await recover(world, second);
      expect(await mailedIn(world, edition.second)).toEqual(everyone);
      expect(await brokenPromises(world)).toEqual([]);
    });
  });

  it('goes on with nobody once an operator says so, and holds no edition after that', async () => {
    await tell(async world => {
      await emptyReaders(world);
      await world.publish(second);
      await world.stores.editions.release({ publication: 'weekly', edition: edition.second });
      await recover(world, second);
      expect(
        await world.stores.editions.read({ publication: 'weekly', edition: edition.second }),
      ).toMatchObject({
        state: 'closed',
        audience: { slices: 0, readers: 0 },
      });
      await thirdEdition(world);
      expect(
        await world.stores.editions.read({ publication: 'weekly', edition: edition.third }),
      ).toMatchObject({
        state: 'closed',
        hold: null,
      });
    });
  });
});

describe.runIf(isChosen('leaving by one', 'stories of change'))('leaving by one click', () => {
  const atStore = { service: 's3', operation: 'PutObject', caller: 'subscriptions', call: 1 } as const;
  const troubles: [string, Fault][] = [
    ['does not answer', { ...atStore, when: 'before', do: 'hang' }],
    ['breaks the connection', { ...atStore, when: 'before', do: 'disconnect' }],
    ['refuses', { ...atStore, when: 'before', do: 'error', status: 403, code: 'AccessDenied' }],
    ['acts, and its answer is lost', { ...atStore, when: 'after', do: 'disconnect' }],
  ];

  it.each(troubles)('works when S3 %s; the next edition keeps the ending', async (_, fault) => {
    await tell(
      async world => {
        const older = await copyReaders(world);
        expect(await leaveByLink(world, leaver)).toBe(200);
        expect(world.hit()).toHaveLength(1);
        expect(world.parts.functions.takeLog()).toMatch(/"level":"ERROR".*ending not kept yet/);
        expect(await Array.fromAsync(world.stores.endingMarks.unkept('weekly'))).toHaveLength(1);
        await wholeEdition(world, second);
        expect(await Array.fromAsync(world.stores.endingMarks.unkept('weekly'))).toEqual([]);
        await replaceReaders(world, older);
        await thirdEdition(world);
        await recover(world, third);
        expect(await mailedIn(world, edition.third)).toEqual(without(1));
      },
      { faults: [fault] },
    );
  });

  const writes = [
    { service: 'dynamodb', operation: 'UpdateItem', call: 1 },
    { service: 's3', operation: 'PutObject', call: 1 },
    { service: 'dynamodb', operation: 'UpdateItem', call: 2 },
    { service: 'dynamodb', operation: 'UpdateItem', call: 3 },
  ] as const;
  const ends = writes.flatMap(at =>
    (['before', 'after'] as const).map(
      (when): Fault => ({ ...at, when, caller: 'subscriptions', do: 'exit' }),
    ),
  );

  it.each(ends)('holds for good once the table has it, wherever the function is ended: %o', async fault => {
    await tell(
      async world => {
        const older = await copyReaders(world);
        await leaveByLink(world, leaver);
        const hasLeft = (await world.stores.readers.read('weekly', leaver.id))?.state === 'left';
        expect(hasLeft).toBe(fault.operation !== 'UpdateItem' || fault.call > 1 || fault.when === 'after');
        await wholeEdition(world, second);
        await replaceReaders(world, older);
        await thirdEdition(world);
        await recover(world, third);
        expect(await mailedIn(world, edition.third)).toEqual(hasLeft ? without(1) : everyone);
        expect(await brokenPromises(world)).toEqual([]);
      },
      { faults: [fault] },
    );
  });
});

it.runIf(isChosen('an address whose mail', 'stories of change'))(
  'an address whose mail came back is mailed by no other publication, and by none after a restore',
  async () => {
    await tell(async world => {
      const at = instantOf(world.parts.clock.now());
      const older = await copyReaders(world);
      await world.stores.addresses.end(aReader(2).id, {
        state: 'bounced',
        at,
        how: 'told by another publication',
      });
      await world.stores.endings.keep({
        publication: everyPublication,
        reader: aReader(2).id,
        kind: 'bounced',
        at,
      });
      await wholeEdition(world, second);
      expect(await mailedIn(world, edition.second)).toEqual(without(2));
      await replaceReaders(world, older);
      await thirdEdition(world);
      await recover(world, third);
      expect(await mailedIn(world, edition.third)).toEqual(without(2));
      // Nothing is mailed here either, so the row is to be forgotten like others; lifting the address lifts it too.
      expect((await world.stores.readers.read('weekly', aReader(2).id))?.state).toBe('bounced');
    });
  },
);

it.runIf(isChosen('what ended between', 'stories of change'))(
  'what ended between the freeze and the turn of a slice is withheld, for every publication',
  async () => {
    await tell(async world => {
      await world.publish(second);
      const at = instantOf(world.parts.clock.now());
      await world.stores.addresses.end(aReader(3).id, { state: 'complained', at, how: 'abuse' });
      await world.deliver();
      expect(await mailedIn(world, edition.second)).toEqual(without(3));
      const delivery = { publication: 'weekly', edition: edition.second, reader: aReader(3).id };
      expect(await world.stores.deliveries.read(delivery)).toMatchObject({
        state: 'withheld',
        reason: 'complained',
      });
    });
  },
);

it.runIf(isChosen('once a day the sweep', 'stories of change'))(
  'once a day the sweep keeps what nobody kept, also of a publication that freezes nothing any more',
  async () => {
    await tell(async world => {
      const at = instantOf(world.parts.clock.now());
      await world.stores.readers.leave('weekly', leaver.id, leaver.token, at, 'test');
      await world.sweep();
      expect(await Array.fromAsync(world.stores.endings.of('weekly', null))).toEqual([]);
      await wholeEdition(world, second);
      await world.stores.readers.leave('weekly', aReader(2).id, aReader(2).token, at, 'test');
      world.setTime('2026-11-25T00:03:00Z');
      await world.sweep();
      const kept = await Array.fromAsync(world.stores.endings.of('weekly', null));
      expect(kept.map(({ reader, kind }) => [reader, kind])).toEqual(
        [leaver.id, aReader(2).id].sort().map(id => [id, 'left']),
      );
      expect(await Array.fromAsync(world.stores.endingMarks.unkept('weekly'))).toEqual([]);
    });
  },
);

it.runIf(isChosen('who was erased', 'stories of change'))(
  'who was erased is mailed from no table of before, and what is left of them goes within a day',
  async () => {
    await tell(async world => {
      const { readers, addresses, endings } = world.stores;
      await leaveByLink(world, aReader(2));
      const older = await copyReaders(world);
      await eraseByOperator(world, [leaver, aReader(2)]);
      await wholeEdition(world, second);
      expect(await mailedIn(world, edition.second)).toEqual(without(1, 2));
      await replaceReaders(world, older);
      await thirdEdition(world);
      await recover(world, third);
      expect(await mailedIn(world, edition.third)).toEqual(without(1, 2));
      world.setTime('2026-12-02T00:22:00Z');
      await world.sweep();
      for (const { id } of [leaver, aReader(2)]) {
        expect(await readers.read('weekly', id)).toBeUndefined();
        expect(await addresses.read(id)).toMatchObject({ state: 'erased' });
      }
      // That the second one had left as well is known no more.
      expect(await Array.fromAsync(endings.of('weekly', null))).toEqual([]);
      expect(await brokenPromises(world)).toEqual([]);
      expect(world.failures).toEqual([]);
    });
  },
);

it.runIf(isChosen('the address of who left', 'stories of change'))(
  'the address of who left is taken out of the table, whichever call of leaving or of the sweep ended them',
  async () => {
    const ends: Fault[] = [
      {
        service: 'dynamodb',
        operation: 'UpdateItem',
        caller: 'subscriptions',
        call: 3,
        when: 'before',
        do: 'exit',
      },
      { service: 'dynamodb', operation: 'DeleteItem', caller: 'sweep', call: 1, when: 'before', do: 'exit' },
    ];
    await tell(
      async world => {
        await leaveByLink(world, leaver);
        await wholeEdition(world, second);
        world.setTime('2026-12-25T12:00:00Z');
        await world.sweep();
        world.letPass(5);
        await world.sweep();
        expect(await world.stores.readers.read('weekly', leaver.id)).toMatchObject({
          ...{ address: '', name: null, state: 'left' },
          agreed: leaver.agreed,
        });
        expect(await world.stores.forgetting.endedBefore('9999-01-01T00:00:00Z' as Instant, 5)).toEqual([]);
        // The link in old mail goes on working.
        expect(await leaveByLink(world, leaver)).toBe(200);
        expect(world.hit()).toHaveLength(2);
      },
      { faults: ends },
    );
  },
);
