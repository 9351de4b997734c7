import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { S3Sightings } from '../../../aws/s3/installation/s3-sightings.ts';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { recordName } from '../../../core/articles/record-key.ts';
import { readReceipt } from '../../../core/delivery/receipt/receipt.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { bundledFiles } from '../../../infra/inputs/bundle.ts';
import type { Call } from '../../../local/cloud/faults/call-gate.ts';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { atEach, inWords, placesOf } from '../../support/faults/every-call.ts';
import { brokenPromises } from '../../support/faults/promises/broken-promises.ts';
import { sharedStages } from '../../support/faults/shared-stages.ts';
import type { Stage } from '../../support/faults/stage.ts';
import { first, wholeEdition } from '../../support/faults/story.ts';
import type { World } from '../../support/faults/world.ts';
import { sampleOf } from '../../support/run/sample.ts';

const edition = { publication: 'weekly', edition: '2026-11-16' };
const [editor, operator] = ['ada@mail.example', 'operator@news.example'];

/** When sweeps run on the day before the edition: too early, for the first proof, for the second, and once more. */
const tooEarly = '2026-11-15T05:30:00Z';
const sweepTimes = ['2026-11-15T06:10:00Z', '2026-11-16T00:10:00Z', '2026-11-16T00:40:00Z'];

/** What came of a world: its proofs as the mail service took them, what the edition is and whom it reached, and what was broken. */
type Outcome = { proofs: string[]; published: unknown; wrong: string[]; calls: Call[] };

/** The day before the first edition, in which something more is filed, and the edition itself. */
async function toldWith(stage: Stage, times: readonly string[], faults: Fault[] = []): Promise<Outcome> {
  const world = await stage.world({ faults });
  try {
    await deployEditors(world, stage);
    await seenAndFiled(world);
    for (let n = 1; n <= 4; n += 1) await world.addReader(aReader(n));
    world.setTime(tooEarly);
    await world.sweep();
    for (const time of times) {
      world.setTime(time);
      await world.sweep();
      if (time === sweepTimes[0]) await record(world, '2026-11-15T12:00:00Z', 'between-proofs');
    }
    const calls = [...world.parts.cloud.calls()];
    const missed = faults.length > world.hit().length ? ['the fault did not come to pass'] : [];
    world.calm();
    if (times.length === 0) await record(world, '2026-11-15T12:00:00Z', 'between-proofs');
    world.setTime('2026-11-16T06:00:20Z');
    await wholeEdition(world, first);
    const wrong = [...missed, ...(await brokenPromises(world))];
    return { proofs: await proofsIn(world), published: await publishedIn(world), wrong, calls };
  } finally {
    await world.close();
  }
}

/** Deploys the sweep with somebody who is mailed proofs. */
async function deployEditors({ parts: { functions } }: World, stage: Stage): Promise<void> {
  const root = join(stage.directory, 'sweep-with-editors');
  await cp(stage.bundle('sweep'), root, { recursive: true });
  const configuration = { ...stage.configuration, editors: [editor] };
  await writeFile(join(root, bundledFiles.configuration), JSON.stringify(configuration));
  await functions.deploy('sweep', root);
}

/** To the second, so that editions of different worlds have the same bytes. */
async function seenAndFiled(world: World): Promise<void> {
  const { clients, resources } = world.parts;
  const sightings = new S3Sightings(new S3Objects(clients.s3, resources.ARCHIVE_BUCKET));
  await sightings.write({ format: 1, publication: 'weekly', since: '2026-11-15T04:00:00Z' as Instant });
  await record(world, '2026-11-15T05:00:00Z', 'before-one');
}

/** An editor's program files an article. */
async function record({ stores }: World, at: string, id: string): Promise<void> {
  const entry = aRecord(at, anArticleFile(id)).record;
  await stores.log.nameRecord(recordName(entry), await stores.log.append(entry));
}

/** For whom, and that SES counts them for nothing. */
async function proofsIn({ parts: { cloud } }: World): Promise<string[]> {
  const mailed = (await cloud.ses.envelopes()).filter(({ tags }) => tags.proof !== undefined);
  for (const { configurationSet, tags } of mailed) {
    expect(configurationSet).toBeNull();
    expect(Object.keys(tags).sort()).toEqual(['proof', 'publication', 'ses:feedback-id-a']);
  }
  return mailed.flatMap(({ destinations }) => destinations);
}

/** The seal's bytes, the counts, and the ledger. */
async function publishedIn({ parts: { cloud, resources }, stores }: World): Promise<unknown> {
  const seal = join(cloud.s3.files, resources.ARCHIVE_BUCKET, 'sealed', 'weekly', 'after-start.json');
  const row = await stores.editions.read(edition);
  const receipt = readReceipt((await stores.receipts.read(edition, 1)) ?? '', 'receipt 1');
  const { number, audience, accepted, uncertain, rejected, withheld, manifest } = receipt;
  const ids = [1, 2, 3, 4].map(n => aReader(n).id);
  const deliveries = await Promise.all(ids.map(reader => stores.deliveries.read({ ...edition, reader })));
  return {
    seal: sha256(await readFile(seal, 'utf8')),
    counts: { number, audience, accepted, uncertain, rejected, withheld, manifest },
    state: row?.state,
    ledger: deliveries.map(delivery => delivery?.state),
  };
}

it('proofs reach everybody, nobody more than twice, and change nothing, wherever a sweep is ended', async () => {
  const [stage] = await sharedStages();
  const without = await toldWith(stage, []);
  expect([without.wrong, without.proofs]).toEqual([[], []]);
  expect(without.published).toMatchObject({ counts: { number: 1, accepted: 4 }, state: 'closed' });
  const usual = await toldWith(stage, sweepTimes);
  expect(usual.wrong).toEqual([]);
  expect(usual.proofs).toEqual([editor, operator, editor, operator]);
  expect(usual.published).toEqual(without.published);
  const isOfProofs = ({ on }: Call) => on.some(name => name.includes('/proofs/'));
  const begins = usual.calls.findIndex(call => isOfProofs(call));
  const places = placesOf(usual.calls, 'sweep').slice(placesOf(usual.calls.slice(0, begins), 'sweep').length);
  expect(places.length).toBeGreaterThan(20);
  for (const fault of sampleOf('proofs', atEach(places, { do: 'exit' }))) {
    const { wrong, proofs, published } = await toldWith(stage, sweepTimes, [fault]);
    expect(wrong, inWords(fault)).toEqual([]);
    for (const to of [editor, operator])
      expect([1, 2], inWords(fault)).toContain(proofs.filter(each => each === to).length);
    expect(published, inWords(fault)).toEqual(without.published);
  }
}, 900_000);
