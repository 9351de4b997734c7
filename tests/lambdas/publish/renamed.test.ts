import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rebuild } from '../../../core/archive/folding/rebuild.ts';
import { plusHours } from '../../../core/foundation/instant.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { archiveRendererOf, rendererOf } from '../../../lambdas/runtime/rendering.ts';
import { readWording } from '../../../lambdas/runtime/wording.ts';
import { aPress } from '../../support/builders/a-press.ts';
import { aConfiguration, aPublication } from '../../support/builders/a-publication.ts';
import { aCorrection } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { contextOf, editionOf, week } from '../../support/documents/archive-lists.ts';

const site = 'https://archive.example/archive/';
const wording = readWording(resolve(import.meta.dirname, '../../../templates'), aConfiguration());
const renamed = aPublication({ id: 'renamed', formerly: 'old' });

/** A publication that was renamed after its first edition, with three editions since; rendered as it is deployed. */
async function aRenamedPress(archive: string | null = 'https://archive.example') {
  const press = aPress();
  const context = () => ({
    ...contextOf(press, undefined, archive),
    render: rendererOf(wording),
    renderArchive: archiveRendererOf(wording),
  });
  const dates = [{ date: '2027-01-15', what: 'takes effect' }];
  const first = anArticleFile('one', [aFact('one', 1, { dates }), aFact('one', 2)]);
  await press.record(aRecord(week(0), first).record);
  await publishEdition(context(), aPublication({ id: 'old' }), week(1));
  const second = anArticleFile('two', [aFact('two', 1, { follows: 'one.1' }), aFact('two', 2)]);
  await press.record(aRecord(plusHours(week(1), 84), second).record);
  await press.record(aCorrection(plusHours(week(1), 90), 'one.2').record);
  const third = anArticleFile('three', [aFact('three', 1, { follows: 'two.2' })]);
  await press.record(aRecord(plusHours(week(2), 84), third).record);
  for (const n of [2, 3]) await publishEdition(context(), renamed, week(n));
  return { press, context };
}

type Press = Awaited<ReturnType<typeof aRenamedPress>>['press'];

/** Where the links of a file lead inside the archive, resolved from where it lies. */
function targetsIn(content: string, at: string): string[] {
  const links = [...content.matchAll(/(?:href="|^|\s)((?:\.\.\/|https:\/\/archive\.example\/)[^"\s<]*)/gm)];
  const resolved = links.map(([, link = '']) => new URL(link, site + at).href.split('#')[0] ?? '');
  return [...new Set(resolved)].map(url => url.slice(site.length));
}

const lies = ({ archive }: Press, path: string) => archive.files.has(path) || archive.lists.has(path);

describe('what a renamed publication links to', () => {
  it.each([2, 3])('lies in the archive, from the mail and the page of edition %i', async n => {
    const { press } = await aRenamedPress();
    for (const name of ['digest.html', 'index.html', 'digest.txt']) {
      const at = `renamed/${editionOf(n)}/${name}`;
      const targets = targetsIn(press.archive.files.get(at) ?? '', at);
      expect(targets.filter(path => !lies(press, path))).toEqual([]);
      // The day ahead that the first edition told of is told again.
      if (name !== 'digest.txt') expect(targets).toContain(`old/${editionOf(1)}/index.html`);
    }
  });

  it.each([null, 'https://archive.example'])(
    'has the list of the former id, with an archive at %s',
    async archive => {
      const { press } = await aRenamedPress(archive);
      const page = press.archive.lists.get('renamed/index.html') ?? '';
      expect(targetsIn(page, 'renamed/index.html')).toContain('old/index.html');
      const { formerly } = JSON.parse(press.archive.lists.get('renamed/editions.json') ?? '');
      expect(formerly).toEqual({
        publication: 'old',
        page: '../old/index.html',
        editions: '../old/editions.json',
      });
      for (const name of ['index.html', 'editions.json'])
        expect(press.archive.lists.has(`old/${name}`)).toBe(true);
      expect(press.archive.lists.get('old/index.html')).not.toContain('../');
    },
  );

  it('is no list where nothing lies under the former id', async () => {
    const { press, context } = await aRenamedPress();
    await rebuild(context(), { ...renamed, formerly: 'never-there' });
    expect(press.archive.lists.get('renamed/index.html')).not.toContain('never-there');
    expect(press.archive.lists.get('renamed/editions.json')).not.toContain('formerly');
  });
});
