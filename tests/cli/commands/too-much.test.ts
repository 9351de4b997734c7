import { describe, expect, it } from 'vitest';
import { editionLimits } from '../../../core/edition/too-much.ts';
import { plusHours } from '../../../core/foundation/instant.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { anEdition, due } from '../an-edition.ts';
import { aMemoryWorld } from '../memory-world.ts';

const next = plusHours(due, 168);

/** A first edition is out, and so much was filed since that the second cannot hold it; `late` hours after it was due. */
async function tooMuch(late: number) {
  const world = await anEdition();
  for (let n = 1; n <= 3; n += 1) {
    const facts = Array.from({ length: editionLimits.facts / 2 }, (_, index) =>
      aFact(`import-${n}`, index + 1),
    );
    await world.press.record(aRecord(plusHours(next, -n), anArticleFile(`import-${n}`, facts)).record);
  }
  world.time.now = plusHours(next, late);
  return world;
}

const unwrapped = (text: string) => text.replace(/\n {2,}/g, ' ');

describe('an edition that would hold too much', () => {
  it('is shown by status, with what to set, and waits for the operator', async () => {
    const { courant } = await tooMuch(1);
    const { code, out } = await courant('status');
    expect(code).toBe(1);
    expect(unwrapped(out)).toMatch(
      /\n2026-11-30 is not published, and cannot be as it is: it would hold too much\. Because +edition 2026-11-30 of weekly: expected at most 1,000 facts .*"coversSince": "2026-11-30T03:00:01Z" .* More +docs\/runbook\.md#too-much/,
    );
    expect(out).not.toContain('release');
    expect(JSON.parse((await courant('status', '2026-11-30', '--json')).out)).toMatchObject({
      ...{ state: 'due', waitsForOperator: true, because: expect.stringContaining('"coversSince"') },
    });
  });

  it('is told to be released as well where it is late', async () => {
    const { courant } = await tooMuch(40);
    const { out } = await courant('status');
    expect(unwrapped(out)).toMatch(/Then +courant release 2026-11-30 More/);
  });

  it('is refused by publish and its dry run, before the function is invoked', async () => {
    const { courant, press } = await tooMuch(1);
    for (const options of [[], ['--dry-run'], ['--yes']]) {
      const { code, err } = await courant('publish', ...options);
      expect(code).toBe(1);
      expect(err).toContain('"coversSince": "2026-11-30T03:00:01Z"');
    }
    expect(press.seals.seals.size).toBe(1);
  });
});

describe('what a coversSince leaves out of a chain that had begun', () => {
  it('is said by the dry run', async () => {
    const configuration = aConfiguration({ coversSince: plusHours(due, 60) });
    const { courant, installation } = aMemoryWorld(
      { clock: { now: () => plusHours(next, 1) } },
      configuration,
    );
    await installation.publish({ publication: 'weekly', scheduledTime: due });
    const { out } = await courant('publish', '--dry-run');
    expect(unwrapped(out)).toContain(
      'Left out      what was filed from 2026-11-23T06:00:00Z to 2026-11-25T18:00:00Z: it is in no edition',
    );
  });
});
