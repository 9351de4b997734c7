import { PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { damagedFiles } from '../../../core/sweep/metrics.ts';
import { kindsOfDamage } from '../../support/damage/kinds-of-damage.ts';
import { brokenPromises } from '../../support/faults/promises/broken-promises.ts';
import { recover, stateOf } from '../../support/faults/recovery.ts';
import { sharedStages } from '../../support/faults/shared-stages.ts';
import type { Stage, WorldOptions } from '../../support/faults/stage.ts';
import { atSecondEdition, second, thirdEdition, wholeEdition } from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';
import { isChosen } from '../../support/run/sample.ts';

let stage: Stage;
beforeAll(async () => {
  [stage] = await sharedStages();
});

const [old, open] = ['2026-11-16', '2026-11-23'];

/** Writes over a file as nobody may, and answers what writes its bytes back. */
async function damage(world: World, key: string, kind = 'one byte more'): Promise<() => Promise<void>> {
  const { s3 } = world.parts.clients;
  const [, publication = '', edition = '', name = ''] = key.split('/');
  const sealed = (await world.stores.archive.read({ publication, edition }, name)) ?? '';
  const put = (Body: string) =>
    s3.send(new PutObjectCommand({ Bucket: world.parts.resources.ARCHIVE_BUCKET, Key: key, Body }));
  await put(kindsOfDamage[kind]?.(sealed) ?? '');
  return async () => {
    await put(sealed);
  };
}

/** What the functions' log says of a file, and whether they counted it. */
function told(log: string, key: string): { named: boolean; counted: boolean } {
  const lines = log.split('\n');
  return {
    named: lines.some(line => line.includes('"level":"ERROR"') && line.includes(`"key":"${key}"`)),
    counted: lines.some(line => line.includes(`"${damagedFiles}":`)),
  };
}

async function inWorld(options: WorldOptions, story: (world: World) => Promise<void>): Promise<void> {
  const world = await atSecondEdition(stage, options);
  try {
    await story(world);
  } finally {
    await world.close();
  }
}

/** As if nothing had been damaged, once the file has its bytes back. */
async function expectWhole(world: World, mend: () => Promise<void>): Promise<void> {
  expect(await stateOf(world, second)).toBe('closed');
  await mend();
  expect(await brokenPromises(world)).toEqual([]);
}

describe.runIf(isChosen('a damaged file', 'stories of change'))('a damaged file stops nothing', () => {
  it.each(['one byte more', 'empty', 'a newer version'])(
    'the manifest of an old edition, %s: this edition and the next come out, and the file is named',
    kind =>
      inWorld({}, async world => {
        const key = `archive/weekly/${old}/manifest.json`;
        const mend = await damage(world, key, kind);
        world.parts.functions.takeLog();
        await wholeEdition(world, second);
        expect(world.failures).toEqual([]);
        expect(told(world.parts.functions.takeLog(), key)).toEqual({ named: true, counted: true });
        await thirdEdition(world);
        expect(world.failures).toEqual([]);
        await expectWhole(world, mend);
      }),
  );

  it.each(['manifest.json', 'message.eml'])(
    '%s of the edition that is about to be delivered: everybody gets the sealed bytes, once',
    name =>
      inWorld({}, async world => {
        await world.publish(second);
        const key = `archive/weekly/${open}/${name}`;
        const mend = await damage(world, key);
        world.parts.functions.takeLog();
        await world.deliver();
        expect(told(world.parts.functions.takeLog(), key)).toEqual({ named: true, counted: true });
        await world.feedback();
        await recover(world, second);
        await expectWhole(world, mend);
      }),
  );

  it.each(['manifest.json', 'message.eml'])(
    '%s in the middle of a delivery: who was mailed stays mailed, the others get the sealed bytes',
    name => {
      const fault = { service: 'ses', operation: 'SendRawEmail', caller: 'deliver', call: 5 } as const;
      return inWorld({ faults: [{ ...fault, when: 'before', do: 'exit' }] }, async world => {
        await world.publish(second);
        await world.deliver();
        const mailed = (await world.parts.cloud.ses.envelopes()).length;
        const key = `archive/weekly/${open}/${name}`;
        const mend = await damage(world, key);
        world.parts.functions.takeLog();
        await recover(world, second);
        expect((await world.parts.cloud.ses.envelopes()).length).toBeGreaterThan(mailed);
        expect(told(world.parts.functions.takeLog(), key)).toEqual({ named: true, counted: true });
        await expectWhole(world, mend);
      });
    },
  );
});
