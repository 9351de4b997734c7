import { madeOnce } from '../run/made-once.ts';
import { isTestRun } from '../run/run-folder.ts';
import { type ArchiveKind, type BuiltEdition, buildSeries, type Series } from './build.ts';
import { correction, correctionOfCorrection, earlier, retraction } from './earlier.ts';
import { echo } from './echo.ts';
import { chinesePublication, exampleConfiguration, examplePublication, shipped } from './example.ts';
import { hostileArticle, lookalikeArticle, refusedArticles } from './hostile.ts';
import { manyArticles } from './many.ts';
import { notice } from './notice.ts';
import { chineseNotice } from './notice-in-chinese.ts';
import { aSingleFact } from './single.ts';
import { twelveWeeks } from './twelve-weeks.ts';

/** A week in which nothing is filed. */
const quiet = async () => {};

/** A week of everything that a fact can be: an update, a repetition, said twice, late, without a statement in English. */
const usualWeeks: Series['weeks'] = [
  desk => desk.file(earlier),
  async desk => {
    await desk.file(shipped);
    await desk.file(notice);
    await desk.file(echo);
    // Visible only after its own window was sealed: reported late.
    await desk.record(chineseNotice.file, 7 * 24 + 12);
  },
];

/** The editions that every check of the e-mail goes through; another one is another line. */
export const catalogue: Record<string, Series> = {
  usual: { publication: examplePublication, weeks: usualWeeks },
  chinese: { publication: chinesePublication, weeks: usualWeeks },
  corrected: {
    publication: examplePublication,
    weeks: [
      desk => desk.file(earlier),
      desk => desk.amend(correction),
      async desk => {
        await desk.file(aSingleFact);
        await desk.amend(correctionOfCorrection);
        await desk.amend(retraction);
      },
    ],
  },
  'only corrections': {
    publication: examplePublication,
    weeks: [
      async desk => {
        await desk.file(earlier);
        await desk.file(chineseNotice);
      },
      async desk => {
        await desk.amend(retraction);
        await desk.amend(correction);
        await desk.amend({ fact: 'port-meridian-subsidies.1', reason: { 'zh-Hans': '该通知尚未公布。' } });
      },
    ],
  },
  // The last of twelve, in a publication of its own.
  'twelve weeks': twelveWeeks.en,
  empty: { publication: examplePublication, weeks: [quiet, quiet] },
  single: { publication: examplePublication, weeks: [desk => desk.file(aSingleFact)] },
  many: {
    publication: examplePublication,
    weeks: [
      quiet,
      async desk => {
        for (const article of manyArticles(25)) await desk.file(article);
      },
    ],
  },
  hostile: {
    publication: examplePublication,
    weeks: [
      quiet,
      async desk => {
        await desk.file(hostileArticle);
        await desk.file(lookalikeArticle);
        for (const article of refusedArticles) await desk.record(article);
      },
    ],
  },
};

/** Their names, with either kind of archive. */
export const everyEdition: [name: string, archive: ArchiveKind][] = Object.keys(catalogue).flatMap(name =>
  (['public', 'private'] as const).map((archive): [string, ArchiveKind] => [name, archive]),
);

const built = new Map<string, Promise<BuiltEdition>>();

/** An edition of the catalogue; built once a run of the tests. */
export function editionNamed(name: string, archive: ArchiveKind = 'public'): Promise<BuiltEdition> {
  const series = catalogue[name];
  if (!series) throw new Error(`no edition "${name}": expected one of ${Object.keys(catalogue).join(', ')}`);
  const key = `${name} ${archive}`;
  const edition = built.get(key) ?? builtOnce(key, () => buildSeries(name, series, archive));
  built.set(key, edition);
  return edition;
}

async function builtOnce(key: string, build: () => Promise<BuiltEdition>): Promise<BuiltEdition> {
  // A program that takes screenshots is no run of the tests.
  if (!isTestRun()) return build();
  return (await madeOnce(`edition ${key}`, build)).report;
}

/** The usual edition of each publication that the example configuration has, by the publication's id. */
export function usualOfEachPublication(): Promise<BuiltEdition>[] {
  return exampleConfiguration.publications.map(publication =>
    buildSeries(publication.id, { publication, weeks: usualWeeks }, 'public'),
  );
}
