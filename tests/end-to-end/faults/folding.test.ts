import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../../local/cloud/faults/call-gate.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { atEach, inWords, placesOf } from '../../support/faults/every-call.ts';
import { brokenPromises } from '../../support/faults/promises/broken-promises.ts';
import { recover, stateOf } from '../../support/faults/recovery.ts';
import { Stage } from '../../support/faults/stage.ts';
import {
  atSecondEdition,
  prepare,
  readerCount,
  second,
  third,
  thirdEdition,
  wholeEdition,
} from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';
import { runFolder } from '../../support/run/run-folder.ts';
import { sampleOf } from '../../support/run/sample.ts';

/** What follows from the chain: months, appearances, marks, the front and its feeds. */
const derived = /^[^/]+\/(appearances|folded|archive\/[^/]+\/(all\/.*|[^/]+\.(html|json|xml|ics)))/;
const isDerived = ({ service, on }: Call) => service === 's3' && on.some(name => derived.test(name));
const isFoldingWrite = (call: Call) => isDerived(call) && call.operation === 'PutObject';

/** The archive is public: so it has all files that folding writes. */
let stage: Stage;
let control: { files: Map<string, string>; publish: Call[]; sweep: Call[] };
beforeAll(async () => {
  const directory = await mkdtemp(join(runFolder(), 'folding-'));
  stage = await Stage.open(directory, aConfiguration({}, { sliceSize: 3 }, { publicArchive: true }));
  await prepare(stage);
  control = await undisturbed();
}, 600_000);

async function inWorld<Result>(faults: Fault[], story: (world: World) => Promise<Result>): Promise<Result> {
  const world = await atSecondEdition(stage, { faults });
  try {
    return await story(world);
  } finally {
    await world.close();
  }
}

/** Publish is ended as soon as the edition is on its way: the sweep folds it in. */
const endOfPublish: Fault = {
  ...{ service: 'sqs', operation: 'SendMessageBatch', caller: 'publish', call: 1 },
  ...{ when: 'after', do: 'exit' },
};

/** What nobody disturbs, and the calls of publish, and of the sweep where publish comes to no folding. */
async function undisturbed(): Promise<typeof control> {
  const sweep = await inWorld([endOfPublish], async world => {
    await wholeEdition(world, second);
    return callsOf(world, 'sweep');
  });
  return inWorld([], async world => {
    await wholeEdition(world, second);
    expect(world.failures).toEqual([]);
    const publish = callsOf(world, 'publish');
    await recover(world, second);
    return { files: await derivedFiles(world), publish, sweep };
  });
}

function callsOf({ parts: { cloud } }: World, name: string): Call[] {
  return cloud.calls().filter(({ caller }) => caller?.startsWith(`${name}-`));
}

/** Everything that a world's archive bucket has but what is sealed, or told by receipts: by key. */
async function derivedFiles({ parts: { cloud, resources } }: World): Promise<Map<string, string>> {
  const root = join(cloud.s3.files, resources.ARCHIVE_BUCKET);
  const files = new Map<string, string>();
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const key = path.slice(root.length + 1);
    if (entry.isFile() && /^(archive|appearances|folded|site)\//.test(key))
      files.set(key, await readFile(path, 'latin1'));
  }
  return files;
}

/** What became of everybody's mail, and of the archive, once nothing goes wrong any more. */
async function wrongAfter(faults: Fault[], name: string): Promise<string[]> {
  return inWorld(faults, async world => {
    await wholeEdition(world, second);
    const missed = world.hit().length < faults.length ? ['the fault did not come to pass'] : [];
    await recover(world, second);
    const files = await derivedFiles(world);
    const keys = new Set([...control.files.keys(), ...files.keys()]);
    const differing = [...keys].filter(key => files.get(key) !== control.files.get(key));
    return [
      ...missed,
      ...differing.map(key => `${key} has other bytes`),
      ...(await brokenPromises(world)),
    ].map(problem => `${name}: ${problem}`);
  });
}

/** The calls of S3 from the first one about what follows from the chain, once the edition is on its way. */
function foldingPlaces(calls: readonly Call[], caller: string) {
  const sent = calls.findLastIndex(({ operation }) => operation === 'SendMessageBatch');
  const first = calls.findIndex((call, index) => index > sent && isDerived(call));
  return placesOf(calls, caller).filter(({ service }, index) => index >= first && service === 's3');
}

describe('mail waits for no folding', () => {
  it('every slice is enqueued before anything is written that follows from the chain', () => {
    const operations = control.publish.map(call => (isFoldingWrite(call) ? 'fold' : call.operation));
    expect(operations.filter(operation => operation === 'SendMessageBatch')).toHaveLength(1);
    expect(operations.filter(operation => operation === 'fold').length).toBeGreaterThan(10);
    expect(operations.indexOf('SendMessageBatch')).toBeLessThan(operations.indexOf('fold'));
  });

  it.each([
    ['publish', []],
    ['sweep', [endOfPublish]],
  ] as [string, Fault[]][])(
    '%s may be ended, or refused, before and after each call of folding: everybody has one message, and the archive the same bytes',
    async (caller, also) => {
      const places = foldingPlaces(caller === 'publish' ? control.publish : control.sweep, caller);
      expect(places.length).toBeGreaterThan(20);
      const faults = [
        ...atEach(places, { do: 'exit' }),
        ...atEach(places, { do: 'error', status: 403, code: 'AccessDenied' }),
      ];
      const wrong: string[] = [];
      for (const fault of sampleOf(`${caller} while it folds`, faults))
        wrong.push(...(await wrongAfter([...also, fault], inWords(fault))));
      expect(wrong).toEqual([]);
    },
    1_800_000,
  );

  it('two editions reach everybody though no folding ever succeeds, and all is folded in once it does', async () => {
    const never = ['publish', 'sweep'].flatMap(caller =>
      ['/appearances/', '/all/', '/folded/'].flatMap(on => refusals(caller, on)),
    );
    await inWorld(never, async world => {
      await wholeEdition(world, second);
      world.letPass(16);
      await world.sweep();
      expect(await stateOf(world, second)).toBe('closed');
      await thirdEdition(world);
      expect(await stateOf(world, third)).toBe('closed');
      const mailed = await world.parts.cloud.ses.envelopes();
      for (const edition of ['2026-11-23', '2026-11-30'])
        expect(
          mailed.filter(({ tags }) => tags.edition === edition && tags.reader !== undefined),
        ).toHaveLength(readerCount);
      expect(
        [...(await derivedFiles(world)).keys()].filter(key => key === 'folded/weekly/2026-11-23.json'),
      ).toEqual([]);
      world.calm();
      await world.sweep();
      expect((await derivedFiles(world)).has('folded/weekly/2026-11-30.json')).toBe(true);
      expect(await brokenPromises(world)).toEqual([]);
    });
  }, 300_000);
});

/** Whatever somebody wants to write under such names is refused. */
function refusals(caller: string, on: string): Fault[] {
  return Array.from({ length: 400 }, (_, index) => ({
    ...{ service: 's3', operation: 'PutObject', caller, on, call: index + 1 },
    ...{ when: 'before', do: 'error', status: 403, code: 'AccessDenied' },
  }));
}
