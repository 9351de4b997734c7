import { expect, it } from 'vitest';
import { sha256 } from '../../../core/foundation/hash.ts';
import { verifyPublication } from '../../../core/verification/verify-publication.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { lookInto } from '../../support/archives/an-archive.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { within } from '../../support/builders/a-series.ts';
import { aCorrection } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { contextOf, editionOf, week } from '../../support/documents/archive-lists.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { sampleOf } from '../../support/run/sample.ts';

type Press = ReturnType<typeof aPress>;

/** The third edition is the first one under another id, and says something of those before it, in the month before. */
const publicationOf = (n: number) => aPublication(n < 3 ? { id: 'old' } : { id: 'new', formerly: 'old' });

async function publish(press: Press, n: number, plan?: CrashPlan): Promise<void> {
  const id = `e${n}`;
  const follows = n > 2 ? { follows: 'e1.1' } : {};
  await press.log.keepCapture(sha256(id), id);
  await press.record(aRecord(within(n, 20), anArticleFile(id, [aFact(id, 1, follows), aFact(id, 2)])).record);
  if (n > 2) await press.record(aCorrection(within(n, 30), 'e1.2').record);
  try {
    await publishEdition(contextOf(press, plan), publicationOf(n), week(n));
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
}

/** A press whose last edition was ended at a call, if at all. */
async function endedAt(editions: number, plan: CrashPlan): Promise<Press> {
  const press = aPress();
  for (let n = 1; n <= editions; n += 1) await publish(press, n, n === editions ? plan : undefined);
  return press;
}

const chains = ['old', 'new'];

it.each([1, 2, 3])(
  'an edition, No. %s, that was ended anywhere is unfinished, not tampered with',
  async editions => {
    const whole = new CrashPlan();
    await endedAt(editions, whole);
    const each = Array.from({ length: whole.calls }, (_, index) => index + 1);
    const unfinished = new Set<string>();
    for (const at of sampleOf(`verifying while edition ${editions} is written`, each, 'crash points')) {
      const press = await endedAt(editions, new CrashPlan(at, 'after'));
      for (const id of chains) {
        const seen = await verifyPublication(lookInto(press), id, { table: press.editions });
        expect(seen.findings, `call ${at}, ${id}`).toEqual([]);
        for (const edition of seen.unfinished) unfinished.add(edition);
      }
    }
    expect([editionOf(editions)]).toEqual(expect.arrayContaining([...unfinished]));
  },
  300_000,
);

it('an archive of before there were months is unfinished too, where no mark can be seen', async () => {
  const press = await endedAt(2, new CrashPlan());
  for (const key of press.archive.lists.keys()) if (key.includes('/all/')) press.archive.lists.delete(key);
  press.marks.folded.clear();
  const look = { ...lookInto(press), has: async (_: unknown, prefix: string) => prefix === 'sealed/' };
  const seen = await verifyPublication(look, 'old');
  expect(seen).toMatchObject({ findings: [], unfinished: [editionOf(1), editionOf(2)] });
});

it('a file that is gone of an edition that is folded in was removed', async () => {
  const press = await endedAt(2, new CrashPlan());
  const path = `old/${editionOf(2)}/digest.txt`;
  press.archive.files.delete(path);
  const { findings } = await verifyPublication(lookInto(press), 'old');
  expect(findings.map(({ key, found }) => [key, found])).toEqual([[`archive/${path}`, 'missing']]);
});

it('a year’s corrections that no month names are extra once all editions are folded in', async () => {
  const press = await endedAt(1, new CrashPlan());
  const path = 'all/2026-corrections.jsonl';
  const state = { publication: 'old', path: 'all/2026-11.json' } as const;
  const { content, version } = (await press.archive.readVersion(state)) ?? expect.unreachable();
  const { files, ...rest } = JSON.parse(String(content));
  const { [path]: named, ...others } = files;
  expect(named).toBeDefined();
  await press.archive.replaceVersion(state, `${JSON.stringify({ ...rest, files: others })}\n`, version);
  const { findings } = await verifyPublication(lookInto(press), 'old');
  const found = findings.filter(({ key }) => key === `archive/old/${path}`);
  expect(found).toMatchObject([{ found: 'extra' }]);
});
