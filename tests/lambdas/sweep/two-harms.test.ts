import { describe, expect, it } from 'vitest';
import { bindAnew } from '../../../core/delivery/binding/bind-anew.ts';
import { isLedgerHold } from '../../../core/delivery/binding/mismatch.ts';
import type { EditionRow } from '../../../core/delivery/progress/editions.ts';
import { sealOfEdition } from '../../../core/edition/chain.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { publishNamed } from '../../../lambdas/publish/publish-named.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { aRetired } from '../../support/builders/a-retired.ts';
import type { Service } from '../../support/builders/a-service.ts';
import {
  aServiceAt,
  deploy,
  type HarmedService,
  harm,
  harmed,
  mailedWhoLeft,
  mailsOf,
  pairsOfHarms,
  readersThen,
  stages,
} from '../../support/builders/harms.ts';
import { sampleOf } from '../../support/run/sample.ts';

/** Everything that runs by itself, for so many hours. Nothing may fail. */
async function runsFor(service: Service, hours: number): Promise<void> {
  for (let passed = 0; passed < hours; passed += 0.25) {
    service.wait(0.25);
    expect((await service.sweep()).failures).toEqual([]);
    expect(await service.deliverAsDeployed()).not.toContain('failed');
    await service.hear();
  }
}

const heldRows = ({ editions }: Service) =>
  [...editions.rows.values()].filter(({ hold, stopped }) => hold !== null && !stopped);

/** The operator ends whatever is held. */
async function stopAll({ service }: HarmedService): Promise<void> {
  for (const row of heldRows(service)) await service.editions.stop(row);
}

/** The operator does what each hold asks for, as the commands do it, until nothing is held. */
async function releaseAll(world: HarmedService): Promise<void> {
  const { service } = world;
  for (let turn = 0; turn < 4 && heldRows(service).length > 0; turn += 1) {
    for (const row of heldRows(service)) await releaseOne(world, row);
    await runsFor(service, 4);
  }
}

async function releaseOne(world: HarmedService, row: EditionRow): Promise<void> {
  const { service, deployed } = world;
  const { hold, publication, state } = row;
  if (hold?.startsWith('sender: ')) list(world);
  if (hold?.startsWith('readers: ')) {
    await service.addReaders(readersThen);
    await service.editions.release(row);
  }
  const seal = await sealOfEdition(service.seals, row);
  if (!seal) throw new Error('no seal');
  const { plan, files } = seal;
  const context = service.context();
  if (isLedgerHold(hold)) {
    const sealed = { previous: plan.previous, manifest: sha256(files['manifest.json']) };
    await bindAnew({ ...service, ...context }, row, sealed);
  }
  if (state === 'sealed') {
    const configuration = aConfiguration(deployed.publication, { sliceSize: 2 }, deployed.rest);
    const ownership = service.ownership(service.stack.current, service.stack.adopts);
    await publishNamed({ ...context, configuration, ownership }, publication, plan.window.to);
  }
  await service.editions.release(row);
}

/** Puts back the sender that the hold names, where it says. */
function list(world: HarmedService): void {
  const { publication, rest } = world.deployed;
  world.deployed =
    publication.id === undefined
      ? { publication: { ...publication, formerSenders: ['digest@news.example'] }, rest }
      : { publication, rest: { retired: [aRetired()] } };
  deploy(world);
}

const all = stages.flatMap(stage => pairsOfHarms().map(pair => [stage, ...pair] as const));

describe.each(sampleOf('two harms', all))(
  'to an edition that is %s, with %s and then %s,',
  (stage, one, other) => {
    it.each([
      ['stops', stopAll, 0],
      ['releases', releaseAll, 1 / 4],
      ['releases', releaseAll, 2],
    ] as const)(
      'nobody is mailed twice until an operator %s what is held, which ends it',
      async (way, decide, between) => {
        const world = await aServiceAt(stage);
        const { service } = world;
        harm(world, one);
        if (between > 0) await runsFor(service, between);
        harm(world, other);
        await runsFor(service, 6);
        expect(Math.max(0, ...mailsOf(service))).toBeLessThanOrEqual(1);
        // Who did not get it waits for an operator, who is told.
        if (mailsOf(service).length < readersThen) expect((await service.sweep()).held).toBeGreaterThan(0);
        await decide(world);
        await runsFor(service, 3);
        for (const { state, hold } of service.editions.rows.values())
          expect({ state, hold }).toEqual({ state: 'closed', hold: null });
        expect((await service.sweep()).held).toBe(0);
        expect(Math.max(0, ...mailsOf(service))).toBeLessThanOrEqual(2);
        if (way === 'releases') expect(mailsOf(service)).toHaveLength(readersThen);
        expect(mailedWhoLeft(service)).toBe(false);
        expect(await service.editions.read(harmed)).toMatchObject({ state: 'closed' });
      },
    );
  },
);
