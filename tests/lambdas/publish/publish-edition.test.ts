import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../core/edition/manifest.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { FutureEditionError, publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aPress, plainRender, seenSince } from '../../support/builders/a-press.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aCorrection } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { crashPoints } from '../../support/run/sample.ts';

const first = '2026-11-23T06:00:00Z' as Instant;
const second = '2026-11-30T06:00:00Z' as Instant;
const third = '2026-12-07T06:00:00Z' as Instant;
const weekly = aPublication();

/** The second edition puts the first one right; the third has nothing. */
async function aPressWithFacts() {
  const press = aPress();
  await press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  await press.record(aRecord('2026-11-24T10:00:00Z', anArticleFile('two')).record);
  await press.record(aCorrection('2026-11-25T10:00:00Z', 'one.1').record);
  await press.addReaders(5);
  return press;
}

type Press = Awaited<ReturnType<typeof aPressWithFacts>>;

function manifestOf(press: Press, edition: string) {
  return readManifest(press.archive.files.get(`weekly/${edition}/manifest.json`) ?? '');
}

function snapshot(press: Press): object {
  return {
    seals: [...press.seals.seals],
    files: [...press.archive.files].sort(),
    slices: [...press.slices.rows].sort(),
    // A mark is random; a run that was ended may have made one more.
    rows: [...press.editions.rows].map(([key, row]) => [key, { ...row, mark: row.mark !== null }]).sort(),
  };
}

describe('publishing an edition', () => {
  it('seals, archives, freezes the audience and puts every slice to work', async () => {
    const press = await aPressWithFacts();
    const report = await publishEdition(press.context(), weekly, first);
    expect(report).toMatchObject({
      outcome: 'sealed',
      plan: { edition: '2026-11-23', number: 1, previous: null, window: { from: seenSince, to: first } },
      edition: { state: 'delivering', audience: { slices: 3, readers: 5 } },
    });
    expect(press.queue.work.map(({ slice }) => slice)).toEqual([1, 2, 3]);
    expect([...press.archive.files.keys()].sort()).toEqual(
      ['digest.html', 'digest.json', 'digest.txt', 'index.html', 'manifest.json', 'message.eml'].map(
        name => `weekly/2026-11-23/${name}`,
      ),
    );
    const manifest = manifestOf(press, '2026-11-23');
    expect(manifest.facts).toEqual(['one.1']);
    for (const [name, { sha256: hash, size }] of Object.entries(manifest.files)) {
      const content = press.archive.files.get(`weekly/2026-11-23/${name}`) ?? '';
      expect({ name, hash, size }).toEqual({ name, hash: sha256(content), size: Buffer.byteLength(content) });
    }
  });

  it('gives the same edition however late or often it runs, also after templates, facts and readers changed', async () => {
    const press = await aPressWithFacts();
    await publishEdition(press.context(), weekly, first);
    const before = snapshot(press);
    await press.record(aRecord('2026-11-22T11:00:00Z', anArticleFile('filed-later')).record);
    await press.readers.add(aReader(77));
    const changed = press.context(new CrashPlan(), (digest, places) => ({
      ...plainRender(digest, places),
      text: 'other words\n',
    }));
    expect((await publishEdition(changed, weekly, first)).outcome).toBe('already sealed');
    expect(snapshot(press)).toEqual(before);
  });

  it('ends with the same bytes and slices wherever it crashes, in a run of two editions, one of which corrects the other', async () => {
    const whole = await aPressWithFacts();
    const counting = new CrashPlan();
    for (const time of [first, second]) await publishEdition(whole.context(counting), weekly, time);
    const expected = snapshot(whole);
    expect(whole.archive.files.get('weekly/2026-11-23/index.html')).toContain('#correction-1-01');
    expect(counting.calls).toBeGreaterThan(50);
    for (const { call, when } of crashPoints('publish', counting.calls)) {
      const press = await aPressWithFacts();
      const plan = new CrashPlan(call, when);
      const run = async () => {
        for (const time of [first, second]) await publishEdition(press.context(plan), weekly, time);
      };
      await expect(run()).rejects.toThrow(Crash);
      await run();
      expect(snapshot(press), `${when} call ${call}`).toEqual(expected);
    }
  });

  it('makes one chain when many publish at once, different editions too', async () => {
    for (let round = 0; round < 20; round += 1) {
      const press = await aPressWithFacts();
      const times = [first, second, third, second, first, third];
      const jitter = () => new Promise(resolve => setTimeout(resolve, Math.random() * 3));
      await Promise.all(
        times.map(async time => {
          await jitter();
          const slow = { ...press.context(), seals: slowly(press.seals, jitter) };
          await publishEdition(slow, weekly, time);
        }),
      );
      const facts = [...press.archive.files.keys()]
        .filter(key => key.endsWith('manifest.json'))
        .sort()
        .map(key => readManifest(press.archive.files.get(key) ?? ''));
      expect(facts.map(({ number }) => number)).toEqual(facts.map((_, index) => index + 1));
      facts.forEach((manifest, index) => {
        const previous = facts[index - 1];
        expect(manifest.previous).toBe(previous?.edition ?? null);
        expect(manifest.window.from).toBe(previous?.window.to ?? seenSince);
      });
      const all = facts.flatMap(({ facts: ids }) => ids);
      expect(new Set(all).size).toBe(all.length);
      expect(facts.at(-1)?.edition).toBe('2026-12-07');
    }
  });

  it('chains the manifests by hash', async () => {
    const press = await aPressWithFacts();
    for (const time of [first, second, third]) await publishEdition(press.context(), weekly, time);
    expect(manifestOf(press, '2026-11-23').previousManifest).toBeNull();
    expect(manifestOf(press, '2026-11-30').previousManifest).toBe(
      sha256(press.archive.files.get('weekly/2026-11-23/manifest.json') ?? ''),
    );
    expect(manifestOf(press, '2026-12-07').previousManifest).toBe(
      sha256(press.archive.files.get('weekly/2026-11-30/manifest.json') ?? ''),
    );
  });

  it('commits nothing when rendering fails', async () => {
    const press = await aPressWithFacts();
    const broken = press.context(new CrashPlan(), () => {
      throw new Error('broken template');
    });
    await expect(publishEdition(broken, weekly, first)).rejects.toThrow('broken template');
    expect([press.seals.seals.size, press.archive.files.size, press.editions.rows.size]).toEqual([0, 0, 0]);
  });

  it('publishes nothing for a time that an edition covers already', async () => {
    const press = await aPressWithFacts();
    await publishEdition(press.context(), weekly, second);
    expect(await publishEdition(press.context(), weekly, first)).toMatchObject({
      outcome: 'covered',
      plan: { edition: '2026-11-30' },
    });
    expect(press.seals.seals.size).toBe(1);
  });

  it('refuses a time that has not come, since a seal cannot be taken back', async () => {
    const press = await aPressWithFacts();
    await expect(publishEdition(press.context(), weekly, '2030-01-07T06:00:00Z' as Instant)).rejects.toThrow(
      FutureEditionError,
    );
    expect(press.seals.seals.size).toBe(0);
  });

  it('takes a time that is five minutes ahead of the store, whose clock may be behind, and none that is further', async () => {
    for (const [seconds, sealed] of [
      [300, 1],
      [301, 0],
    ] as const) {
      const press = aPress(undefined, () => plusHours(first, -seconds / 3600));
      const publishing = publishEdition(press.context(), weekly, first);
      if (sealed === 0) await expect(publishing).rejects.toThrow(FutureEditionError);
      else await publishing;
      expect(press.seals.seals.size).toBe(sealed);
    }
  });

  it('finishes a sealed edition after the zone was changed', async () => {
    const press = await aPressWithFacts();
    const stopping = { ...press.context(), archive: new CrashPlan(1, 'before').wrap(press.archive) };
    await expect(publishEdition(stopping, weekly, first)).rejects.toThrow(Crash);
    const moved = aPublication({ schedule: { ...weekly.schedule, timeZone: 'Pacific/Honolulu' } });
    expect(await publishEdition(press.context(), moved, first)).toMatchObject({
      outcome: 'already sealed',
      edition: { edition: '2026-11-23', state: 'delivering', audience: { readers: 5 } },
    });
  });

  it('puts back a file that the archive lost, from the seal', async () => {
    const press = await aPressWithFacts();
    await publishEdition(press.context(), weekly, first);
    const before = new Map(press.archive.files);
    press.archive.files.delete('weekly/2026-11-23/message.eml');
    await publishEdition(press.context(), weekly, first);
    expect(press.archive.files).toEqual(before);
  });

  it('mails an empty edition as a note, or to nobody if the publication skips it, and seals it either way', async () => {
    const press = aPress();
    await press.addReaders(1);
    expect(await publishEdition(press.context(), weekly, first)).toMatchObject({
      edition: { audience: { readers: 1 } },
    });
    const quiet = aPress();
    await quiet.addReaders(1);
    const report = await publishEdition(quiet.context(), aPublication({ whenEmpty: 'skip' }), first);
    expect(report).toMatchObject({
      outcome: 'sealed',
      edition: { state: 'delivering', audience: { slices: 0, readers: 0 } },
    });
    expect(quiet.queue.work).toEqual([]);
    expect(quiet.seals.seals.size).toBe(1);
  });

  it('covers a publication by its topics only', async () => {
    const press = await aPressWithFacts();
    const other = anArticleFile('other', [
      aFact('other', 1, { topics: ['sport'] }),
      aFact('other', 2, { topics: ['sport', 'talent'] }),
    ]);
    await press.record(aRecord('2026-11-22T12:00:00Z', other).record);
    await publishEdition(press.context(), weekly, first);
    expect(manifestOf(press, '2026-11-23').facts).toEqual(['one.1', 'other.2']);
  });
});

function slowly<Port extends object>(port: Port, pause: () => Promise<unknown>): Port {
  return new Proxy(port, {
    get: (target, property) => {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      return async (...input: unknown[]) => {
        await pause();
        return Reflect.apply(value, target, input);
      };
    },
  });
}
