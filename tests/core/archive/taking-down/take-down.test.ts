import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rebuild } from '../../../../core/archive/folding/rebuild.ts';
import { planTakingDown, type Wanted } from '../../../../core/archive/taking-down/plan-taking-down.ts';
import { takeDown } from '../../../../core/archive/taking-down/take-down.ts';
import { readManifest } from '../../../../core/edition/manifest.ts';
import { readMonthState } from '../../../../core/edition/months/month-state.ts';
import { plusHours } from '../../../../core/foundation/instant.ts';
import { publishEdition } from '../../../../lambdas/publish/publish-edition.ts';
import { archiveRenderersOf, rendererOf } from '../../../../lambdas/runtime/rendering.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { aPublication } from '../../../support/builders/a-publication.ts';
import { aCorrection, aRetraction } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { contextOf, editionOf, week } from '../../../support/documents/archive-lists.ts';
import { Crash, CrashPlan } from '../../../support/memory/crashing.ts';
import { MemoryServedFiles } from '../../../support/memory/memory-taken-down.ts';
import { languages, templates } from '../../rendering/shipped-templates.ts';

type Press = ReturnType<typeof aPress>;

const weekly = aPublication();
const wording = { templates, messages: () => languages.en, renderer: 'templates of a test', script: '' };
const because = { because: 'a court says so', by: 'the publisher' };

/** All that publishing, folding and taking down need, with the shipped templates. */
function contextFor(press: Press, served: MemoryServedFiles, plan = new CrashPlan()) {
  return {
    ...contextOf(press, plan),
    render: rendererOf(wording),
    ...archiveRenderersOf(wording),
    takenDown: plan.wrap(press.takenDown),
    served: plan.wrap(served),
  };
}

/** So that a search for the words of one fact does not find those of another. */
const secret = (n: number) => `Minister ${n} took the ${n}th bribe`;

/** An edition with two facts, of which one tells of a day far ahead; later ones correct, withdraw and follow them. */
async function file(press: Press, n: number): Promise<void> {
  const id = `article-${n}`;
  const at = (hours: number) => plusHours(week(n), hours - 168);
  const ahead = n === 2 ? { dates: [{ date: '2028-01-01', what: `Trial of minister ${n}` }] } : {};
  const facts = [
    aFact(id, 1, {
      statement: { en: secret(n) },
      importance: 3,
      ...(n > 3 && { follows: `article-${n - 3}.1` }),
      ...ahead,
    } as never),
    aFact(id, 2),
  ];
  await press.record(aRecord(at(80), anArticleFile(id, facts)).record);
  if (n === 4)
    await press.record(
      aCorrection(at(90), 'article-2.1', { statement: { en: `${secret(2)} in March` } }).record,
    );
  if (n === 6) await press.record(aRetraction(at(95), 'article-3.1').record);
}

async function publish(press: Press, served: MemoryServedFiles, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n += 1) {
    await file(press, n);
    await publishEdition(contextFor(press, served), weekly, week(n));
  }
}

/** What the web can have: pages, months, lists, feeds, and the sealed files that are not withheld. */
function publicFiles(press: Press, served: MemoryServedFiles): [string, string][] {
  return [...press.archive.files, ...press.archive.lists].filter(([key]) => !served.withheld.has(key));
}

function naming(press: Press, served: MemoryServedFiles, words: string): string[] {
  return publicFiles(press, served).flatMap(([key, content]) =>
    content.replace(/<[^>]*>/g, '').includes(words) ? [key] : [],
  );
}

async function down(press: Press, served: MemoryServedFiles, what: Wanted, plan?: CrashPlan) {
  const context = contextFor(press, served, plan);
  const planned = await planTakingDown(context, ['weekly'], what);
  return takeDown(context, weekly, ['weekly'], planned, because);
}

const aPressWith = async (editions: number) => {
  const press = aPress();
  const served = new MemoryServedFiles(press.archive);
  await publish(press, served, 1, editions);
  return { press, served };
};

describe('taking a fact down', () => {
  it('takes its words from every public file, and says on its page when', async () => {
    const { press, served } = await aPressWith(5);
    expect(naming(press, served, secret(2)).length).toBeGreaterThan(3);
    expect(naming(press, served, 'Trial of minister 2').length).toBeGreaterThan(3);
    await down(press, served, { kind: 'fact', fact: 'article-2.1' });
    expect(naming(press, served, secret(2))).toEqual([]);
    const page = press.archive.files.get(`weekly/${editionOf(2)}/index.html`) ?? '';
    expect(page).toContain('Taken down on 3 March 2027');
    expect(page).toContain('Statement 2 of article-2');
    expect(page).toContain('<article id="fact-2-01">');
    // The edition that corrected it told the words again.
    expect(press.archive.files.get(`weekly/${editionOf(4)}/index.html`)).toContain(secret(4));
    expect(naming(press, served, secret(1)).length).toBeGreaterThan(3);
  });

  it('keeps them out whatever is filed, published and rebuilt later, and each later manifest names the record', async () => {
    const { press, served } = await aPressWith(5);
    await down(press, served, { kind: 'fact', fact: 'article-2.1' });
    const at = plusHours(week(6), -20);
    await press.record(
      aCorrection(at, 'article-2.1', { statement: { en: `${secret(2)} in May` } }, 2).record,
    );
    await publish(press, served, 6, 8);
    expect(naming(press, served, secret(2))).toEqual([]);
    expect(naming(press, served, 'Trial of minister 2')).toEqual([]);
    await rebuild(contextFor(press, served), weekly);
    expect(naming(press, served, secret(2))).toEqual([]);
    const manifest = readManifest(press.archive.files.get(`weekly/${editionOf(6)}/manifest.json`) ?? '');
    const [stored] = await press.takenDown.of('weekly');
    expect(manifest.takenDown).toEqual([
      { fact: 'article-2.1', record: 'taken-down/weekly/article-2.1.json', sha256: stored?.sha256 },
    ]);
    expect(manifest.amended).toContainEqual({ fact: 'article-2.1', sequence: 2 });
  });

  it('names in a further record the editions that told of it since', async () => {
    const { press, served } = await aPressWith(3);
    await down(press, served, { kind: 'fact', fact: 'article-2.1' });
    press.takenDown.records.clear();
    await publish(press, served, 4, 4);
    const first = await aPressWith(3);
    await down(first.press, first.served, { kind: 'fact', fact: 'article-2.1' });
    const [[key = '', content = ''] = []] = first.press.takenDown.records;
    press.takenDown.records.set(key, content);
    await down(press, served, { kind: 'fact', fact: 'article-2.1' });
    expect([...press.takenDown.records.keys()]).toEqual([
      'weekly/article-2.1.json',
      'weekly/article-2.1/0002.json',
    ]);
    expect(naming(press, served, secret(2))).toEqual([]);
  });
});

describe('taking a fact down where months are not there', () => {
  const month = editionOf(2).slice(0, 7);
  const isOfMonths = (key: string) => key.startsWith('weekly/all/');

  it('takes its words from the pages of a month whose state is gone, and makes that anew', async () => {
    const [{ press, served }, whole] = [await aPressWith(5), await aPressWith(5)];
    press.archive.lists.delete(`weekly/all/${month}.json`);
    for (const one of [whole, { press, served }])
      await down(one.press, one.served, { kind: 'fact', fact: 'article-2.1' });
    expect(naming(press, served, secret(2))).toEqual([]);
    const sorted = (all: [string, string][]) => all.sort(([a], [b]) => (a < b ? -1 : 1));
    expect(sorted(publicFiles(press, served))).toEqual(sorted(publicFiles(whole.press, whole.served)));
    expect(press.damage.take()).toContainEqual({
      ...{ key: `archive/weekly/all/${month}.json`, found: 'nothing', mended: true },
    });
  });

  it('takes them from all pages of an archive that was not brought over yet, in which nothing is damaged', async () => {
    const { press, served } = await aPressWith(5);
    for (const key of press.archive.lists.keys()) if (isOfMonths(key)) press.archive.lists.delete(key);
    press.marks.appearances.clear();
    press.marks.folded.clear();
    press.damage.take();
    await down(press, served, { kind: 'fact', fact: 'article-2.1' });
    expect(naming(press, served, secret(2))).toEqual([]);
    expect(press.archive.files.get(`weekly/${editionOf(2)}/index.html`)).toContain(
      'Taken down on 3 March 2027',
    );
    expect(press.damage.take()).toEqual([]);
    await publish(press, served, 6, 6);
    expect(naming(press, served, secret(2))).toEqual([]);
  });

  it('takes them from the page of an edition that is not folded in yet', async () => {
    const { press, served } = await aPressWith(4);
    await file(press, 5);
    const context = contextFor(press, served);
    const marks = Object.assign(Object.create(context.marks), {
      noteAppearance: () => Promise.reject(new Error('the store does not answer')),
    });
    await expect(publishEdition({ ...context, marks }, weekly, week(5))).rejects.toThrow('does not answer');
    expect(naming(press, served, secret(5))).toContain(`weekly/${editionOf(5)}/index.html`);
    await down(press, served, { kind: 'fact', fact: 'article-5.1' });
    expect(naming(press, served, secret(5))).toEqual([]);
  });
});

describe('taking an edition down', () => {
  it('leaves its number and neighbours, and nothing else of it', async () => {
    const { press, served } = await aPressWith(5);
    await down(press, served, { kind: 'edition', edition: editionOf(2) });
    for (const words of [secret(2), 'Statement 2 of article-2', 'Trial of minister 2'])
      expect(naming(press, served, words)).toEqual([]);
    const page = press.archive.files.get(`weekly/${editionOf(2)}/index.html`) ?? '';
    expect(page).toContain('Taken down on 3 March 2027');
    expect(page).toContain(`../${editionOf(1)}/index.html`);
    expect(press.archive.lists.get('weekly/index.html')).toContain('Taken down on 3 March 2027');
    expect(press.archive.lists.get('weekly/feed.xml')).toContain('Taken down on 3 March 2027');
    const month = editionOf(2).slice(0, 7);
    const state = readMonthState(press.archive.lists.get(`weekly/all/${month}.json`), 'there');
    expect(state?.editions.find(({ manifest }) => manifest.edition === editionOf(2))).toMatchObject({
      takenDown: { edition: '2027-03-03' },
      manifest: { subject: '' },
    });
    expect([...served.withheld].sort()).toContain(`weekly/${editionOf(2)}/message.eml`);
    expect(served.forgotten).toEqual([['weekly']]);
  });
});

describe('taking down, ended anywhere', () => {
  it('is completed by running it again, with the same bytes as one that nothing ended', async () => {
    const whole = await aPressWith(4);
    await down(whole.press, whole.served, { kind: 'fact', fact: 'article-2.1' });
    let crashed = 0;
    for (let at = 1; ; at += 7) {
      const { press, served } = await aPressWith(4);
      const plan = new CrashPlan(at, at % 2 === 0 ? 'before' : 'after');
      const ended = await down(press, served, { kind: 'fact', fact: 'article-2.1' }, plan).then(
        () => false,
        error => {
          if (!(error instanceof Crash)) throw error;
          return true;
        },
      );
      if (!ended) break;
      crashed += 1;
      await down(press, served, { kind: 'fact', fact: 'article-2.1' });
      expect(publicFiles(press, served)).toEqual(publicFiles(whole.press, whole.served));
      expect([...press.takenDown.records]).toEqual([...whole.press.takenDown.records]);
    }
    expect(crashed).toBeGreaterThan(5);
  }, 300_000);

  it('leaves no word of any fact, whichever are taken down and whenever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.record({ of: fc.integer({ min: 1, max: 5 }), after: fc.integer({ min: 5, max: 7 }) }),
          {
            minLength: 1,
            maxLength: 3,
            selector: ({ of }) => of,
          },
        ),
        async taken => {
          const { press, served } = await aPressWith(4);
          for (let n = 5; n <= 8; n += 1) {
            await publish(press, served, n, n);
            for (const { of, after } of taken)
              if (after === n) await down(press, served, { kind: 'fact', fact: `article-${of}.1` });
          }
          for (const { of } of taken) expect(naming(press, served, secret(of))).toEqual([]);
        },
      ),
      { numRuns: 4 },
    );
  }, 300_000);
});
