import type { ArticleFile } from '../../core/articles/article-file.ts';
import type { LogRecord } from '../../core/articles/log-record.ts';
import { recordKey } from '../../core/articles/record-key.ts';
import { buildEdition, type Render } from '../../core/edition/build-edition.ts';
import type { Seal } from '../../core/edition/seal.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import type { Links } from '../../core/publication/links.ts';
import { type Plan, planEdition } from '../../core/publication/plan.ts';
import { occurrenceAfter } from '../../core/publication/schedule.ts';
import { linksUrl } from '../installation/kept-names.ts';
import {
  earlierManifests,
  editionOfLog,
  type OpenedLog,
  planOfLog,
  type Shares,
  sharesOf,
} from './log/edition-of-log.ts';

/** What an edition is made for, and how. */
export type MadeFor = {
  publication: Publication;
  settings: Configuration['settings'];
  publicArchive: boolean;
};

/** What an edition that is shown is made of. */
export type Basis =
  | {
      /** Files alone: the first edition, of all of them. */
      from: 'files';
      /** Why not the log of this machine: there is no installation, or what it keeps cannot be read. */
      log: 'none' | 'unreadable';
    }
  | {
      /** The log of this machine, with files on top. */
      from: 'log';
      /** Null where no edition could be made. */
      shares: Shares | null;
      /** When an edition was due that nobody made here. */
      overdue: Instant | null;
      /** Whether no edition comes until an operator resumes the publication. A pause that has ended is in its way no more. */
      paused: boolean;
    };

/** An edition that can be made. */
export type EditionSource = {
  plan: Plan;
  make(render: Render): Promise<Seal>;
  /** What the edition is made of, by its manifest; null while none is made. */
  basis(manifest: string | null): Basis;
  /** Manifests of the editions before it, newest first, as many as a list has. */
  earlier(): Promise<string[]>;
};

/** The first edition of a publication that is seen for the first time, of articles that have just been filed. */
export function firstOfFiles(
  { publication, settings, publicArchive }: MadeFor,
  articles: readonly ArticleFile[],
  at: Instant,
  log: 'none' | 'unreadable',
): EditionSource {
  const plan = planEdition(publication, occurrenceAfter(publication.schedule, at), { firstSight: at });
  const records = articles.map(({ article, facts }) => {
    const record: LogRecord = { type: 'article', recordedAt: at, article, facts };
    return { key: recordKey(record), record };
  });
  const own = { publication, settings, plan, records, links: linksOf(publicArchive) };
  return {
    plan,
    make: render => buildEdition({ ...own, render, previousManifest: null, previousReceipt: null }),
    basis: () => ({ from: 'files', log }),
    earlier: async () => [],
  };
}

/** The edition that comes next by the log of this machine. @throws UnreadableLogError, as do its functions */
export async function nextOfLog(
  { publication, settings, publicArchive }: MadeFor,
  log: OpenedLog,
): Promise<EditionSource> {
  const planned = await planOfLog(log, publication);
  const { found, standing, overdue } = planned;
  const links = linksOf(publicArchive);
  return {
    plan: found.plan,
    make: render => editionOfLog(log, publication, planned, { settings, links, render }),
    basis: manifest => ({
      ...{ from: 'log', overdue, paused: standing.pause?.until === null },
      shares: manifest === null ? null : sharesOf(log.log, manifest),
    }),
    earlier: () => earlierManifests(log, publication),
  };
}

/** Where links lead on this machine: nobody answers there. */
function linksOf(publicArchive: boolean): Links {
  return { subscriptions: linksUrl, archive: publicArchive ? linksUrl : null };
}
