import { describe, expect, it } from 'vitest';
import { refillPage } from '../../../core/archive/folding/fold.ts';
import type { FoldContext } from '../../../core/archive/folding/fold-context.ts';
import { ContendedFilesError } from '../../../core/archive/replace-files.ts';
import { sealOfEdition } from '../../../core/edition/chain.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { aSeries, editionOf, pagesOf, week, within } from '../../support/builders/a-series.ts';
import { aCorrection, aRetraction } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { Overtaking } from '../../support/memory/overtaking.ts';
import { crashPoints } from '../../support/run/sample.ts';

const weekly = aPublication();
const facts = (id: string) => [aFact(id, 1), aFact(id, 2), aFact(id, 3, { sameAs: `${id}.1` })];
const records = {
  1: [aRecord(within(1), anArticleFile('one', facts('one')))],
  2: [
    aRecord(within(2), anArticleFile('two', facts('two'))),
    aCorrection(within(2), 'one.1'),
    aRetraction(within(2), 'one.2'),
    aCorrection(within(2), 'one.3'),
  ],
  3: [aCorrection(within(3), 'one.1', {}, 2), aCorrection(within(3), 'two.2')],
} as const;
const weeks = [records[1], records[2], records[3]];

/** Fills the page of the nth edition anew. */
async function publishPage(context: FoldContext, n: number): Promise<void> {
  const seal = await sealOfEdition(context.seals, { publication: 'weekly', edition: editionOf(n) });
  if (seal) await refillPage(context, weekly, seal);
}

const line = (kind: string, number: string, right: string, n: number, anchor = number) =>
  `<p>${kind} ${number} ${right} ${n} ../${editionOf(n)}/index.html#correction-${anchor}</p>\n`;
const beside = (before: string, after: string) => {
  const pages = [before, after].map(edition => (edition === '-' ? '-' : `../${edition}/index.html`));
  return `<p>${pages.join(' ')}</p>\n`;
};
const last = line('corrected', '1-01', 'Right 2 of one.1', 3);

/** A press with its first editions published, which knows of all records. */
async function aPressAt(editions: number) {
  const press = aPress();
  for (const { record } of weeks.flat()) await press.record(record);
  for (let n = 1; n <= editions; n += 1) await publishEdition(press.context(), weekly, week(n));
  return press;
}

const whole = await aSeries(weeks);

describe('the page of an edition that later ones put right', () => {
  it('says what is right by now, in which edition and where; each fact of one number has its line', async () => {
    const sealed = JSON.parse(whole.press.seals.seals.get('weekly/start') ?? '').files['index.html'];
    const lines = [
      last,
      line('corrected', '1-01', 'Right 1 of one.3', 2, '1-01-one-3'),
      line('withdrawn', '1-02', '', 2),
    ];
    expect(whole.page(1)).toBe(`${lines.join('')}${beside('-', editionOf(2))}${sealed}`);
    expect(whole.page(2)).toContain(line('corrected', '2-02', 'Right 1 of two.2', 3));
    expect(whole.page(2)).toContain(beside(editionOf(1), editionOf(3)));
    expect(whole.page(3)).not.toContain('#correction-');
  });

  it('alone is made anew: every other file keeps its bytes', async () => {
    const { press } = await aSeries(weeks.slice(0, 1));
    for (const [key, content] of press.archive.files) {
      if (!key.endsWith('index.html')) expect(whole.press.archive.files.get(key)).toBe(content);
    }
  });

  it('is the same however often it is made, and is not written again', async () => {
    const press = await aPressAt(3);
    const before = new Map(press.archive.files);
    const context = press.context();
    const archive = Object.create(context.archive, {
      replaceVersion: { value: () => Promise.reject(new Error('written again')) },
    });
    for (const n of [1, 2, 3]) await publishEdition({ ...context, archive }, weekly, week(n));
    expect(press.archive.files).toEqual(before);
  });

  it('is put back with what it says when the archive lost it, or somebody changed it', async () => {
    const press = await aPressAt(3);
    const before = new Map(press.archive.files);
    press.archive.files.delete(`weekly/${editionOf(1)}/index.html`);
    press.archive.files.set(`weekly/${editionOf(2)}/index.html`, 'changed');
    press.archive.files.delete(`weekly/${editionOf(3)}/index.html`);
    for (const n of [1, 2, 3]) await publishEdition(press.context(), weekly, week(n));
    expect(press.archive.files).toEqual(before);
  });

  it('waits for the files of the later edition', async () => {
    const press = await aPressAt(1);
    const stopping = Object.create(press.archive, {
      putOnce: {
        value: async (...[key, name, content]: Parameters<typeof press.archive.putOnce>) => {
          if (key.edition === editionOf(2)) throw new Crash('before unpacking');
          await press.archive.putOnce(key, name, content);
        },
      },
    });
    const unpacking = publishEdition({ ...press.context(), archive: stopping }, weekly, week(2));
    await expect(unpacking).rejects.toThrow(Crash);
    expect(press.seals.seals.size).toBe(2);
    await publishPage(press.context(), 1);
    expect(pagesOf(press)(1)).not.toContain('#correction-');
    await publishEdition(press.context(), weekly, week(2));
    expect(pagesOf(press)(1)).toContain(line('corrected', '1-01', 'Right 1 of one.1', 2));
  });

  it('lacks nothing when its publisher is overtaken at any call', async () => {
    const run = async (at: number, when: 'before' | 'after') => {
      const press = await aPressAt(2);
      press.archive.files.delete(`weekly/${editionOf(1)}/index.html`);
      const overtaking = new Overtaking(at, when, async () => {
        await publishEdition(press.context(), weekly, week(3));
      });
      const { archive, seals, ...context } = press.context();
      const sources = { archive: overtaking.wrap(archive), seals: overtaking.wrap(seals) };
      await publishPage({ ...context, ...sources }, 1);
      return { press, calls: overtaking.calls };
    };
    const undisturbed = await run(Number.POSITIVE_INFINITY, 'before');
    expect(pagesOf(undisturbed.press)(1)).not.toContain(last);
    for (let call = 1; call <= undisturbed.calls; call += 1)
      for (const when of ['before', 'after'] as const) {
        const { press } = await run(call, when);
        expect(pagesOf(press)(1), `${when} call ${call}`).toBe(whole.page(1));
      }
  });

  it('is complete wherever its publisher crashed, when the same time is published again and nothing else', async () => {
    const counting = new CrashPlan();
    const undisturbed = await aPressAt(1);
    await publishEdition(undisturbed.context(counting), weekly, week(2));
    for (const { call, when } of crashPoints('pages', counting.calls)) {
      const press = await aPressAt(1);
      const crashing = publishEdition(press.context(new CrashPlan(call, when)), weekly, week(2));
      await expect(crashing).rejects.toThrow(Crash);
      await publishEdition(press.context(), weekly, week(2));
      expect(press.archive.files, `${when} call ${call}`).toEqual(undisturbed.archive.files);
    }
  });

  it('leads on to the first edition under a new id, and that one back', async () => {
    const press = aPress();
    for (const { record } of records[1]) await press.record(record);
    await publishEdition(press.context(), weekly, week(1));
    const renamed = aPublication({ id: 'renamed', formerly: 'weekly' });
    await publishEdition(press.context(), renamed, week(4));
    const name = `renamed/${editionOf(4)}/index.html`;
    const page = press.archive.files.get(name);
    expect(page).toContain(`<p>../../weekly/${editionOf(1)}/index.html -</p>`);
    press.archive.files.delete(name);
    await publishEdition(press.context(), renamed, week(4));
    expect(press.archive.files.get(name)).toBe(page);
    expect(pagesOf(press)(1)).toContain(`<p>- ../../renamed/${editionOf(4)}/index.html</p>`);
  });

  it('is given up with an error when it never holds still', async () => {
    const press = await aPressAt(2);
    press.archive.files.delete(`weekly/${editionOf(1)}/index.html`);
    const archive = Object.create(press.archive, { replaceVersion: { value: async () => 'changed' } });
    const publishing = publishPage({ ...press.context(), archive }, 1);
    await expect(publishing).rejects.toThrow(ContendedFilesError);
  });

  it('of an edition that another version sealed without one is passed over', async () => {
    const press = await aPressAt(1);
    const seal = JSON.parse(press.seals.seals.get('weekly/start') ?? '');
    delete seal.files['index.html'];
    press.seals.seals.set('weekly/start', JSON.stringify(seal));
    press.archive.files.delete(`weekly/${editionOf(1)}/index.html`);
    await publishEdition(press.context(), weekly, week(2));
    expect(pagesOf(press)(1)).toBe('');
  });
});
