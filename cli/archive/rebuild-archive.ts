import type { FoldContext } from '../../core/archive/folding/fold-context.ts';
import { rebuild } from '../../core/archive/folding/rebuild.ts';
import type { Archive } from '../../core/edition/archive.ts';
import { newestSeal } from '../../core/edition/chain.ts';
import { archiveKey } from '../../core/edition/damage.ts';
import { retiredImprint, retiredImprints } from '../../core/edition/imprint.ts';
import type { FoldMarks } from '../../core/edition/months/appearances.ts';
import type { Imprint } from '../../core/publication/retired.ts';
import { findPublication } from '../installation/find-publication.ts';
import type { Installation } from '../installation/installation.ts';

/** What came of making the archive of a publication anew. */
export type Rebuilt = {
  publication: string;
  editions: number;
  /** Keys of files that were missing or not right, and are now. */
  rewritten: string[];
};

/** Which publications are meant: the one that was named, or all that have editions, each once. */
export async function publicationsToRebuild(
  installation: Installation,
  named: string | undefined,
): Promise<Imprint[]> {
  if (named !== undefined) return [await findPublication(installation, named)];
  const { configuration, seals, clock } = installation;
  const { publications } = configuration;
  const goneOnWith = new Set(publications.map(({ formerly }) => formerly));
  const retired = await retiredImprints(configuration, seals, clock.now());
  return [...publications, ...retired.flatMap(({ imprint }) => (goneOnWith.has(imprint.id) ? [] : imprint))];
}

/** Makes all anew that is derived of a publication, and notes which files were not right. */
export async function rebuildArchive(
  { configuration, seals }: Pick<Installation, 'configuration' | 'seals'>,
  context: FoldContext,
  publication: Imprint,
  onMonth: (done: number, of: number) => void,
): Promise<Rebuilt> {
  const rewritten = new Set<string>();
  const { formerly } = publication;
  const last = formerly === undefined ? undefined : await newestSeal(seals, formerly);
  const noting: FoldContext = {
    ...context,
    archive: notingArchive(context.archive, key => rewritten.add(key)),
    marks: notingMarks(context.marks, key => rewritten.add(key)),
  };
  const former = last && retiredImprint(configuration, last);
  const editions = await rebuild(noting, publication, { former, onMonth });
  return { publication: publication.id, editions, rewritten: [...rewritten].sort() };
}

function notingArchive(archive: Archive, note: (key: string) => void): Archive {
  return {
    putOnce: (...of) => archive.putOnce(...of),
    createPage: (...of) => archive.createPage(...of),
    read: (...of) => archive.read(...of),
    months: id => archive.months(id),
    readVersion: file => archive.readVersion(file),
    versionOf: file => archive.versionOf(file),
    async replaceVersion(file, content, version) {
      const came = await archive.replaceVersion(file, content, version);
      if (came !== 'changed') note(archiveKey(file.publication, file.path));
      return came;
    },
  };
}

/** Marks are written once: most are there, and to look is cheaper than to try. */
function notingMarks(marks: FoldMarks, note: (key: string) => void): FoldMarks {
  return {
    appearance: (...of) => marks.appearance(...of),
    isFolded: edition => marks.isFolded(edition),
    async noteAppearance(publication, fact, edition) {
      if ((await marks.appearance(publication, fact)) !== undefined) return;
      await marks.noteAppearance(publication, fact, edition);
      // One that is there and cannot be read stays: nobody may write over it, and it counts as none.
      if ((await marks.appearance(publication, fact)) === edition)
        note(`appearances/${publication}/${fact}.json`);
    },
    async noteFolded(edition) {
      if (await marks.isFolded(edition)) return;
      await marks.noteFolded(edition);
      note(`folded/${edition.publication}/${edition.edition}.json`);
    },
  };
}
