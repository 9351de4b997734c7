import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rebuild } from '../../../../core/archive/folding/rebuild.ts';
import { planTakingDown } from '../../../../core/archive/taking-down/plan-taking-down.ts';
import { takeDown } from '../../../../core/archive/taking-down/take-down.ts';
import { readMonthState, writeMonthState } from '../../../../core/edition/months/month-state.ts';
import { plusHours } from '../../../../core/foundation/instant.ts';
import { publishEdition } from '../../../../lambdas/publish/publish-edition.ts';
import { archiveRenderersOf, rendererOf } from '../../../../lambdas/runtime/rendering.ts';
import { aPress } from '../../../support/builders/a-press.ts';
import { aPublication } from '../../../support/builders/a-publication.ts';
import { aCorrection } from '../../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { contextOf, editionOf, week } from '../../../support/documents/archive-lists.ts';
import { MemoryServedFiles } from '../../../support/memory/memory-taken-down.ts';
import { languages, templates } from '../../rendering/shipped-templates.ts';

type Press = ReturnType<typeof aPress>;

const wording = { templates, messages: () => languages.en, renderer: 'shipped', script: '// search\n' };
const old = aPublication({ id: 'old', title: 'Weekly' });
const renamed = aPublication({ id: 'renamed', title: 'Weekly', formerly: 'old' });

/** All that publishing and folding need, with the shipped templates. */
function contextFor(press: Press) {
  return { ...contextOf(press), render: rendererOf(wording), ...archiveRenderersOf(wording) };
}

async function publish(press: Press, n: number): Promise<void> {
  const id = `article-${n}`;
  const at = (hours: number) => plusHours(week(n), hours - 168);
  const follows = n > 3 ? { follows: `article-${n - 3}.1` } : {};
  await press.record(aRecord(at(80), anArticleFile(id, [aFact(id, 1, follows), aFact(id, 2)])).record);
  if (n === 5) await press.record(aCorrection(at(90), 'article-2.2').record);
  await publishEdition(contextFor(press), n <= 3 ? old : renamed, week(n));
}

/** Seven weekly editions over three months, renamed after the third, of which a fact was taken down. */
async function anArchive(editions = 7): Promise<Press> {
  const press = aPress();
  for (let n = 1; n <= editions; n += 1) await publish(press, n);
  return press;
}

const again = (press: Press) => rebuild(contextFor(press), renamed, { former: old });

/** What is derived, with the sealed files beside it, that nothing may touch. */
function contents({ archive, marks }: Press): Map<string, string> {
  return new Map(
    [
      ...archive.files,
      ...archive.lists,
      ...[...marks.appearances].map(([key, edition]) => [`appearance ${key}`, edition] as const),
      ...[...marks.folded].map(key => [`folded ${key}`, ''] as const),
    ].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const damages = {
  removed: () => undefined,
  emptied: () => '',
  cut: (content: string) => content.slice(0, content.length / 2),
  'something else': () => '{"format":1}',
  'a byte more': (content: string) => `${content} `,
};

/** Derived files: all lists, and the pages of editions. */
function derived({ archive }: Press): [Map<string, string>, string][] {
  const pages = [...archive.files.keys()].filter(key => key.endsWith('/index.html'));
  return [
    ...[...archive.lists.keys()].map((key): [Map<string, string>, string] => [archive.lists, key]),
    ...pages.map((key): [Map<string, string>, string] => [archive.files, key]),
  ];
}

function damage([map, key]: [Map<string, string>, string], how: keyof typeof damages): void {
  const content = damages[how](map.get(key) ?? '');
  if (content === undefined) map.delete(key);
  else map.set(key, content);
}

describe('rebuilding', () => {
  it('of an archive in which everything is right writes nothing', async () => {
    const press = await anArchive();
    await again(press);
    const before = contents(press);
    const { archive, ...context } = contextFor(press);
    const readOnly = Object.assign(Object.create(archive), {
      replaceVersion: async (file: object) => expect.fail(`wrote ${JSON.stringify(file)}`),
    });
    await rebuild({ ...context, archive: readOnly }, renamed, { former: old });
    expect(contents(press)).toEqual(before);
  });

  it.each(Object.keys(damages) as (keyof typeof damages)[])(
    'gives the same bytes as before, whatever is %s: months, data, pages, lists, feeds, marks',
    async how => {
      const press = await anArchive();
      await again(press);
      const before = contents(press);
      for (const file of derived(press)) damage(file, how);
      press.marks.appearances.clear();
      press.marks.folded.clear();
      expect(await again(press)).toBe(7);
      expect(contents(press)).toEqual(before);
    },
  );

  it('gives the same bytes as before, whichever files are damaged, and however', async () => {
    const whole = await anArchive();
    await again(whole);
    const before = contents(whole);
    const [count, hows] = [derived(whole).length, Object.keys(damages) as (keyof typeof damages)[]];
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(count - 1), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...hows),
        async (which, how) => {
          const files = derived(whole);
          for (const index of which) damage(files[index] as (typeof files)[number], how);
          await again(whole);
          expect(contents(whole)).toEqual(before);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('takes out of a month what somebody put there, and puts right what they changed', async () => {
    const press = await anArchive();
    await again(press);
    const before = contents(press);
    const key = `renamed/all/${editionOf(5).slice(0, 7)}.json`;
    const state = readMonthState(press.archive.lists.get(key), 'there');
    const [first] = state?.editions ?? [];
    if (!state || !first) throw new Error('no month');
    const forged = {
      ...first,
      sha256: 'f'.repeat(64),
      manifest: { ...first.manifest, edition: '2026-12-25' },
    };
    const changed = { ...first, manifest: { ...first.manifest, subject: 'Something else' } };
    const editions = [changed, ...state.editions.slice(1), forged];
    press.archive.lists.set(
      key,
      writeMonthState({
        ...state,
        editions,
        saying: [...state.saying, forged],
        files: { 'extra.html': { sha256: '', renderer: '' } },
      }),
    );
    await again(press);
    expect(contents(press)).toEqual(before);
  });

  it('leads to all months again where one was dropped from the list and the next edition took that over', async () => {
    const [control, press] = [await anArchive(6), await anArchive(6)];
    const key = 'renamed/editions.json';
    const { months, ...rest } = JSON.parse(press.archive.lists.get(key) ?? '');
    press.archive.lists.set(key, JSON.stringify({ ...rest, months: [...months.slice(0, -1), '2019-01'] }));
    for (const each of [control, press]) {
      await publish(each, 7);
      await again(each);
    }
    expect(contents(press)).toEqual(contents(control));
  });

  it('loses nothing of an edition that is published meanwhile, at whichever write', async () => {
    const control = await anArchive(8);
    await again(control);
    for (let at = 1; at < 12; at += 3) {
      const press = await anArchive(7);
      for (const file of derived(press).slice(0, 12)) damage(file, 'something else');
      let writes = 0;
      const { archive, ...context } = contextFor(press);
      const overtaken = Object.assign(Object.create(archive), {
        replaceVersion: async (...[file, content, version]: Parameters<typeof archive.replaceVersion>) => {
          writes += 1;
          if (writes === at) await publish(press, 8);
          return archive.replaceVersion(file, content, version);
        },
      });
      await rebuild({ ...context, archive: overtaken }, renamed, { former: old });
      await again(press);
      expect(contents(press)).toEqual(contents(control));
    }
  }, 300_000);

  it('says nothing that was taken down', async () => {
    const press = await anArchive();
    const served = new MemoryServedFiles(press.archive);
    const context = { ...contextFor(press), takenDown: press.takenDown, served };
    const chains = ['old', 'renamed'];
    const plan = await planTakingDown(context, chains, { kind: 'edition', edition: editionOf(5) });
    await takeDown(context, renamed, chains, plan, { because: 'a court says so', by: 'it' });
    await again(press);
    const before = contents(press);
    for (const file of derived(press)) damage(file, 'removed');
    await again(press);
    expect(contents(press)).toEqual(before);
  });
});
