import { cp, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProof } from '../../../../cli/editions/proof/make-proof.ts';
import { openOnThisMachine } from '../../../../cli/installation/open-on-this-machine.ts';
import type { Standing } from '../../../../core/edition/decisions/decision.ts';
import { amendFact } from '../../../../core/filing/amend-fact.ts';
import { correctArticle } from '../../../../core/filing/correct-article.ts';
import { fileArticle } from '../../../../core/filing/file-article.ts';
import { plusHours, toInstant } from '../../../../core/foundation/instant.ts';
import { type ProjectFiles, readProject } from '../../../../local/preview/files/read-project.ts';
import { openLivePreview } from '../../../../local/preview/live-preview.ts';
import { readKeptLog } from '../../../../local/preview/log/kept-log.ts';
import type { EditionPreview } from '../../../../local/preview/preview-edition.ts';
import { previewProject } from '../../../../local/preview/preview-project.ts';
import { aFact, anArticleFile } from '../../../support/builders/an-article.ts';
import { emptyDirectory } from '../../../support/cloud/cloud.ts';
import { addHere, decisionHere } from '../a-kept-installation.ts';
import { aProject } from '../a-project.ts';

const one = anArticleFile('one', [aFact('one', 1), aFact('one', 2), aFact('one', 3)]);
const two = anArticleFile('two', [aFact('two', 1, { follows: 'one.3' }), aFact('two', 2)]);
const right = (id: 1 | 2, words: string, reason = 'we misread it') => ({
  fact: `one.${id}`,
  reason,
  corrected: aFact('one', id, { statement: { en: words } }),
});
const publisherFirst = {
  article: 'one',
  reason: 'It was not that.',
  corrected: { publisher: 'The Wrong Post' },
};
const publisherWas = {
  article: 'one',
  reason: 'It was another.',
  corrected: { publisher: 'The Right Post' },
};
/** Longer ago than what this machine has published: it counts from there. */
const at = toInstant('2026-11-25T08:00:00Z');

let folder = '';
let installation: Awaited<ReturnType<typeof openOnThisMachine>>;
/** An edition is published; since then an article, two corrections of one of its facts and two of its article were filed. It stays open. */
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'courant-preview-')), 'kept');
  installation = await openOnThisMachine(folder);
  const { filing, clock } = installation;
  await fileArticle({ filing, clock }, one, null);
  await installation.publish({
    publication: 'china-tech-controls',
    scheduledTime: toInstant('2036-01-07T06:00:00Z'),
  });
  await fileArticle({ filing, clock }, two, null);
  await amendFact({ filing, clock }, right(1, 'First it was this'), null);
  await amendFact({ filing, clock }, right(1, 'Now it is that'), null);
  for (const file of [publisherFirst, publisherWas]) await correctArticle({ filing, clock }, file, null);
}, 60_000);
afterAll(async () => {
  await installation.close();
  await rm(join(folder, '..'), { recursive: true });
});

/** The project's files, with these articles in place of its own, and these files about what is filed. */
async function filesWith(articles: object[], amendments: Record<string, object> = {}): Promise<ProjectFiles> {
  const named = articles.map((file, index) => [`facts/${index}.json`, JSON.stringify(file)]);
  const about = Object.entries(amendments).map(([path, file]) => [path, JSON.stringify(file)]);
  return {
    ...(await readProject((await aProject()).root)),
    articles: Object.fromEntries(named),
    amendments: Object.fromEntries(about),
  };
}

const filedAlready = {
  'facts/amendments/1.json': right(1, 'First it was this'),
  'facts/amendments/2.json': right(1, 'Now it is that'),
  'facts/amendments/3.json': publisherFirst,
  'facts/amendments/3b.json': publisherWas,
};

async function previewOf(files: ProjectFiles, directory = folder) {
  const preview = await previewProject(files, at, () => readKeptLog(directory));
  const [edition] = preview.editions;
  if (!edition) throw new Error('no edition');
  return { ...preview, edition };
}

/** Every file of a folder with its content's size and time. */
async function stateOf(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(
    files.sort().map(async path => {
      const { size, mtimeMs } = await stat(path);
      return `${path} ${size} ${mtimeMs}`;
    }),
  );
}

describe('the preview of the log on this machine', () => {
  it('is the proof, byte for byte, where the files hold nothing that is not filed, beside who has the installation open', async () => {
    const [publication] = installation.configuration.publications;
    if (!publication) throw new Error('no publication');
    const proof = await makeProof(installation, publication, installation.making());
    const before = await stateOf(folder);
    const { edition, findings, leftOut, onTop } = await previewOf(await filesWith([two, one], filedAlready));
    expect(await stateOf(folder)).toEqual(before);
    expect({ findings, leftOut, onTop }).toEqual({ findings: [], leftOut: [], onTop: [] });
    expect(edition.plan).toEqual(proof.plan);
    expect(edition.plan.number).toBe(2);
    const { html, text, page } = edition.parts;
    expect({ html, text, page }).toEqual({
      html: proof.parts.html,
      text: proof.parts.text,
      page: proof.parts.page,
    });
    expect(edition.figures?.subject).toBe(proof.parts.subject);
    expect(edition.parts.text).toContain('Now it is that');
    expect(edition.parts.archive).toMatch(/No\. 2[\s\S]*No\. 1/);
    expect(edition.basis).toEqual({
      ...{ from: 'log', overdue: null, paused: false },
      shares: { log: { facts: 2, corrections: 1 }, files: { facts: 0, corrections: 0 } },
    });
  });

  it('has what is not filed yet on top, as if it were filed now: articles, additions, corrections, retractions', async () => {
    const three = anArticleFile('three', [aFact('three', 1), aFact('three', 2, { follows: 'two.1' })]);
    const { edition, findings, onTop } = await previewOf(
      await filesWith([one, two, three], {
        ...filedAlready,
        'facts/amendments/4.json': right(2, 'The second was otherwise'),
        'facts/amendments/5.json': { article: 'one', facts: [aFact('one', 4)] },
        'facts/amendments/6.json': { ...publisherWas, reason: 'Once more.', corrected: { author: 'Ada' } },
        'facts/amendments/7.json': { fact: 'one.3', reason: 'The article does not say so.' },
        'facts/corrections/two.2.json': {
          ...{ fact: 'two.2', reason: 'we misread it' },
          corrected: aFact('two', 2, { statement: { en: 'Put right before anybody read it' } }),
        },
      }),
    );
    expect(findings).toEqual([]);
    expect(onTop).toEqual([
      'facts/2.json',
      'facts/amendments/5.json',
      'facts/amendments/6.json',
      'facts/amendments/4.json',
      'facts/amendments/7.json',
      'facts/corrections/two.2.json',
    ]);
    expect(edition.basis).toMatchObject({
      shares: { log: { facts: 2, corrections: 1 }, files: { facts: 3, corrections: 2 } },
    });
    for (const words of [
      'Statement 1 of three',
      'Statement 4 of one',
      'The second was otherwise',
      'Put right before',
    ])
      expect(edition.parts.text).toContain(words);
    expect(edition.parts.text).toContain('The Right Post');
  });

  it('says which file differs from what is filed, what differs, and that a correction is needed; and shows what is filed', async () => {
    const changed = {
      ...two,
      facts: [aFact('two', 1, { follows: 'one.3' }), aFact('two', 2, { importance: 3 })],
    };
    const { edition, findings, leftOut, onTop } = await previewOf(await filesWith([one, changed]));
    expect(findings.map(({ where }) => where)).toEqual(['facts/1.json']);
    expect(findings[0]?.says[0]?.text).toMatch(/fact two\.2\. .*courant facts correct FACT FILE/);
    expect({ leftOut, onTop }).toEqual({ leftOut: [], onTop: [] });
    expect(edition.figures?.facts).toBe(2);
  });

  it('says what filing would refuse, and shows the edition without it', async () => {
    const { edition, findings, leftOut } = await previewOf(
      await filesWith([one, two], {
        'facts/amendments/1.json': { ...right(2, 'x'), fact: 'nine.1', corrected: undefined },
        'facts/amendments/2.json': { article: 'one', facts: [aFact('one', 5, { follows: 'nobody.1' })] },
        'facts/amendments/3.json': { article: 'one', facts: [aFact('one', 6, { topics: ['none'] })] },
      }),
    );
    expect(findings.map(({ where }) => where)).toEqual([
      'facts/amendments/3.json: facts[0].topics[0]',
      'facts/amendments/2.json: facts[0].follows',
      'facts/amendments/1.json',
    ]);
    expect(leftOut).toEqual([
      'facts/amendments/3.json',
      'facts/amendments/2.json',
      'facts/amendments/1.json',
    ]);
    expect(edition.figures?.facts).toBe(2);
  });

  it('refuses, as filing does, an article that names a fact which nothing brings; and who names a fact of that one', async () => {
    const follows = (id: string, fact: string) => anArticleFile(id, [aFact(id, 1, { follows: fact })]);
    const { findings, leftOut, onTop } = await previewOf(
      await filesWith(
        [one, two, follows('three', 'four.1'), follows('four', 'nobody.1'), follows('five', 'one.4')],
        { 'facts/amendments/1.json': { article: 'one', facts: [aFact('one', 4)] } },
      ),
    );
    expect(findings.map(({ where }) => where)).toEqual([
      'facts/3.json: facts[0].follows',
      'facts/2.json: facts[0].follows',
    ]);
    expect(leftOut).toEqual(['facts/3.json', 'facts/2.json']);
    expect(onTop).toEqual(['facts/4.json', 'facts/amendments/1.json']);
  });

  it('passes over what other programs put beside the records, and does not read those of other windows', async () => {
    const directory = join(await emptyDirectory(), 'kept');
    await cp(folder, directory, { recursive: true });
    const [day = ''] = (await readdir(join(directory, 's3/content/log'), { recursive: true })).filter(name =>
      name.endsWith('.json'),
    );
    await writeFile(join(directory, 's3/content/log', dirname(day), '.DS_Store'), '');
    await addHere(directory, 'content', { 'log/2020/01/01/20200101T000000Z-old-00000000.json': '{' });
    const { edition, findings } = await previewOf(await filesWith([one, two]), directory);
    expect({ findings, own: edition.findings }).toEqual({ findings: [], own: [] });
    expect(edition.figures?.facts).toBe(2);
  });

  it('is the first edition of all article files where there is no installation, or one that is being reset', async () => {
    const files = await filesWith([one, two]);
    const directory = await emptyDirectory();
    const { edition, findings } = await previewOf(files, join(directory, 'none'));
    expect(findings).toEqual([]);
    expect(edition).toMatchObject({ plan: { number: 1 }, basis: { from: 'files', log: 'none' } });
    expect(edition.figures?.facts).toBe(5);
    await writeFile(join(directory, 'courant.json'), '{}');
    await writeFile(join(directory, 'resetting'), '');
    expect((await previewOf(files, directory)).edition).toMatchObject({
      basis: { from: 'files', log: 'none' },
    });
  });

  it.each([
    ['the record of an article', 'content/log', /-two-\w+\.json$/],
    ['a record that the edition alone reads', 'content/log', /-one-1-\w+\.json$/],
    ['a seal', 'archive/sealed', /\.json$/],
  ])(
    'says that the log cannot be read where %s is damaged, and is the first edition of all article files',
    async (_, place, which) => {
      const directory = join(await emptyDirectory(), 'kept');
      await cp(folder, directory, { recursive: true });
      const [last = ''] = (await readdir(join(directory, 's3', place), { recursive: true }))
        .filter(name => which.test(name))
        .sort()
        .reverse();
      await writeFile(join(directory, 's3', place, last), '{');
      const three = anArticleFile('three', [aFact('three', 1)]);
      const { edition, findings, onTop } = await previewOf(await filesWith([one, two, three]), directory);
      expect(onTop).toEqual([]);
      const said = [...findings, ...edition.findings];
      expect(said.map(({ where }) => where)).toEqual(['the log on this machine']);
      expect(said[0]?.says[0]?.text).toContain(join(directory, 's3', place, last));
      expect(edition).toMatchObject({ plan: { number: 1 }, basis: { from: 'files', log: 'unreadable' } });
      expect(edition.figures?.facts).toBe(6);
    },
  );

  it('says of a broken template what is wrong with the template, not with the log', async () => {
    const files = await filesWith([one, two]);
    const templates = { ...files.templates, 'digest.text.hbs': '{{nothing}}' };
    const { edition } = await previewOf({ ...files, templates });
    expect(edition.findings.map(({ where }) => where)).toEqual(['templates/digest.text.hbs:1']);
    expect(edition).toMatchObject({ plan: { number: 2 }, basis: { from: 'log', shares: null } });
  });

  it('says when an edition was due that nobody made here: the next one has what it would have told', async () => {
    const files = await filesWith([one, two]);
    const tip = (await previewOf(files)).edition.plan.window.to;
    const preview = await previewProject(files, plusHours(tip, 1), () => readKeptLog(folder));
    expect(preview.editions[0]).toMatchObject({ basis: { overdue: tip }, plan: { number: 2 } });
    expect(preview.editions[0]?.figures?.facts).toBe(2);
  });

  it('says so too where a later edition is skipped; not where the due one was, or of a pause that has ended', async () => {
    const files = await filesWith([one, two]);
    const { window, edition } = (await previewOf(files)).edition.plan;
    const basisAfter = async (stands: Standing) => {
      const directory = join(await emptyDirectory(), 'kept');
      await cp(folder, directory, { recursive: true });
      await addHere(directory, 'archive', decisionHere(stands));
      return (await previewProject(files, plusHours(window.to, 1), () => readKeptLog(directory))).editions[0]
        ?.basis;
    };
    const said = { number: 1, decidedAt: window.to, because: 'holidays' };
    const skip = (name: string) => ({ skipped: [{ ...said, edition: name }], pause: null });
    expect(await basisAfter(skip('2036-06-01'))).toMatchObject({ overdue: window.to });
    expect(await basisAfter(skip(edition))).toMatchObject({ overdue: null });
    const pause = { ...said, from: plusHours(window.to, -1), until: plusHours(window.to, 0.5) };
    expect(await basisAfter({ skipped: [], pause })).toMatchObject({ overdue: null, paused: false });
    expect(await basisAfter({ skipped: [], pause: { ...pause, until: null } })).toMatchObject({
      paused: true,
    });
  });

  it('reads the log once, whatever is edited, and again when something was filed', async () => {
    const { root, write } = await aProject();
    const directory = join(await emptyDirectory(), 'kept');
    await cp(folder, directory, { recursive: true });
    using live = await openLivePreview({ root, directory, now: () => at });
    type Basis = EditionPreview['basis'];
    /** However many builds a burst of changes makes on a busy machine. */
    const until = async (isSo: (basis: Basis, onTop: readonly string[]) => boolean) => {
      for (;;) {
        const told = new Promise<void>(resolve => {
          const unsubscribe = live.subscribe(() => {
            unsubscribe();
            resolve();
          });
        });
        const { editions, onTop } = live.current().preview;
        const basis = editions[0]?.basis;
        if (basis && isSo(basis, onTop)) return basis;
        await told;
      }
    };
    const seal = join(directory, 's3/archive/sealed/china-tech-controls/after-start.json');
    const whole = await readFile(seal, 'utf8');
    await writeFile(seal, '{');
    const three = anArticleFile('three', [aFact('three', 1)]);
    await write('facts/three.json', JSON.stringify(three));
    expect(await until((_, onTop) => onTop.includes('facts/three.json'))).toMatchObject({ from: 'log' });
    // As any object that is written there is staged first.
    const staging = join(directory, 's3-staged', 'an-object');
    await writeFile(staging, '');
    expect(await until(({ from }) => from === 'files')).toMatchObject({ log: 'unreadable' });
    await writeFile(seal, whole);
    await rm(staging);
    await until(({ from }) => from === 'log');
  });

  it('looks again for an installation that came by a way which it does not watch, with the next change of a file', async () => {
    const { root, write } = await aProject();
    const place = await emptyDirectory();
    await symlink(join(place, 'kept'), join(place, 'link'));
    using live = await openLivePreview({ root, directory: join(place, 'link'), now: () => at });
    const basis = () => live.current().preview.editions[0]?.basis;
    expect(basis()).toMatchObject({ from: 'files', log: 'none' });
    await cp(folder, join(place, 'kept'), { recursive: true });
    await write('facts/three.json', JSON.stringify(anArticleFile('three', [aFact('three', 1)])));
    while (!live.current().preview.editions[0]?.parts.text?.includes('Statement 1 of three'))
      await new Promise<void>(resolve => {
        const unsubscribe = live.subscribe(() => {
          unsubscribe();
          resolve();
        });
      });
    expect(basis()).toMatchObject({ from: 'log' });
    expect(live.current().preview.onTop).toContain('facts/three.json');
  });
});
