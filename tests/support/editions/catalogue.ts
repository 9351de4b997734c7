import { type ArchiveKind, type BuiltEdition, buildSeries, type Series } from './build.ts';
import { exampleConfiguration, examplePublication, shipped } from './example.ts';
import { hostileArticle, lookalikeArticle, refusedArticles } from './hostile.ts';
import { manyArticles } from './many.ts';
import { chineseNotice, notice } from './notice.ts';
import { aSingleFact } from './single.ts';

/** A week in which nothing is filed. */
const quiet = async () => {};

/** The editions that every check of the e-mail goes through; another one is another line. */
export const catalogue: Record<string, Series> = {
  usual: {
    publication: examplePublication,
    weeks: [
      quiet,
      async desk => {
        await desk.file(shipped);
        await desk.file(notice);
        // Visible only after its own window was sealed: reported late.
        await desk.record(chineseNotice.file, 7 * 24 + 12);
      },
    ],
  },
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

/** An edition of the catalogue; built once a test file. */
export function editionNamed(name: string, archive: ArchiveKind = 'public'): Promise<BuiltEdition> {
  const series = catalogue[name];
  if (!series) throw new Error(`no edition "${name}": expected one of ${Object.keys(catalogue).join(', ')}`);
  const key = `${name} ${archive}`;
  const edition = built.get(key) ?? buildSeries(name, series, archive);
  built.set(key, edition);
  return edition;
}

/** The usual edition of each publication that the example configuration has, by the publication's id. */
export function usualOfEachPublication(): Promise<BuiltEdition>[] {
  const { weeks } = catalogue.usual as Series;
  return exampleConfiguration.publications.map(publication =>
    buildSeries(publication.id, { publication, weeks }, 'public'),
  );
}
