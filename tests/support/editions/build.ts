import type { AmendmentFile } from '../../../core/articles/amendment-file.ts';
import type { ArticleFile } from '../../../core/articles/article-file.ts';
import type { LogRecord } from '../../../core/articles/log-record.ts';
import type { Digest } from '../../../core/digest/digest.ts';
import { readManifest } from '../../../core/edition/manifest.ts';
import { amendFact } from '../../../core/filing/amend-fact.ts';
import { fileArticle } from '../../../core/filing/file-article.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import { fillIn } from '../../../core/message/fill-in.ts';
import { fieldsOf } from '../../../core/message/reader-fields.ts';
import type { Publication } from '../../../core/publication/configuration.ts';
import { archivePageUrl, leaveUrl, privacyUrl, subscribeUrl } from '../../../core/publication/links.ts';
import { leaveKey, type Reader } from '../../../core/readers/reader.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { archiveRenderersOf, rendererOf } from '../../../lambdas/runtime/rendering.ts';
import { readWording } from '../../../lambdas/runtime/wording.ts';
import { aPress } from '../builders/a-press.ts';
import { aReader } from '../builders/a-reader.ts';
import { acceptingAll, acceptingAllOn } from '../filing/accepting-all.ts';
import type { Captured } from './captured.ts';
import { exampleConfiguration, templateDirectory } from './example.ts';

/** Whether the archive can be read on the web; without it nothing links to it. */
export type ArchiveKind = 'public' | 'private';

/** What an editor, or an older version of Courant, puts into the log before an edition. */
export type Desk = {
  press: ReturnType<typeof aPress>;
  /** Files an article as "courant facts add" does, against its capture. */
  file(article: Captured | { file: ArticleFile; capture: null }): Promise<void>;
  /** Files a correction or retraction as "courant facts correct" and "courant facts retract" do. */
  amend(file: AmendmentFile): Promise<void>;
  /** Writes a record as it is, past every check of filing; recorded so many hours before the edition. */
  record(article: ArticleFile, hoursBefore?: number): Promise<void>;
};

/** How an edition comes about: what is filed in each week, the last of which is the edition that is looked at. */
export type Series = { publication: Publication; weeks: readonly ((desk: Desk) => Promise<void>)[] };

/** An edition as it was sealed and archived, and a reader's copy of its message as SES is given it. */
export type BuiltEdition = {
  name: string;
  archive: ArchiveKind;
  publication: Publication;
  digest: Digest;
  subject: string;
  reader: Reader;
  /** The reader's own links, those of the archive where it is public, and those of whoever has the message. */
  links: { leave: string; web: string | null; archive: string | null; subscribe: string; privacy: string };
  message: Buffer;
  /** The text part as it is archived, with markers in the readers' places. */
  archived: string;
  /** The web pages of the editions before it, the oldest first, as they stand now. */
  pagesBefore: string[];
  /** The edition's web page, and the page that lists all editions. */
  page: string;
  list: string;
};

const lastWeek = '2026-11-23T06:00:00Z' as Instant;
const hosts = { subscriptions: 'https://links.example', archive: 'https://archive.example' };
const wording = readWording(templateDirectory, exampleConfiguration);

/** Publishes a series by the real use case, with the templates that ship with the project, and takes its last edition. */
export async function buildSeries(name: string, series: Series, archive: ArchiveKind): Promise<BuiltEdition> {
  const editions = await buildEach(name, series, archive);
  return editions.at(-1) ?? Promise.reject(new Error(`the series "${name}" has no week`));
}

/** Publishes a series likewise, and takes each edition, the oldest first; its pages are as they stand after the last one. */
export async function buildEach(name: string, series: Series, archive: ArchiveKind): Promise<BuiltEdition[]> {
  const { publication, weeks } = series;
  const links = { ...hosts, archive: archive === 'public' ? hosts.archive : null };
  const clock = { now: lastWeek };
  const press = aPress({}, () => clock.now);
  const context = {
    ...press.context(),
    links,
    render: rendererOf(wording),
    ...archiveRenderersOf(wording),
  };
  const times = weeks.map((_, index) => plusHours(lastWeek, (index + 1 - weeks.length) * 7 * 24));
  for (const [index, week] of weeks.entries()) {
    const time = times[index] ?? lastWeek;
    clock.now = plusHours(time, -24);
    await week(deskOf(press, () => clock.now, time));
    clock.now = time;
    await publishEdition(context, publication, time);
  }
  return times.map(time => editionOf(time.slice(0, 10), name, publication, archive, links, press));
}

function deskOf(press: ReturnType<typeof aPress>, now: () => Instant, time: Instant): Desk {
  return {
    press,
    file: async ({ file, capture }) => {
      const accepted = capture === null ? file : acceptingAll(file, capture);
      await fileArticle({ filing: press.log, clock: { now } }, accepted, capture);
    },
    amend: async file => {
      await amendFact({ filing: press.log, clock: { now } }, await acceptingAllOn(press.log, file));
    },
    record: async ({ article, facts }, hoursBefore = 24) => {
      const record: LogRecord = {
        type: 'article',
        recordedAt: plusHours(time, -hoursBefore),
        article,
        facts,
      };
      await press.record(record);
    },
  };
}

function editionOf(
  edition: string,
  name: string,
  publication: Publication,
  archive: ArchiveKind,
  links: { subscriptions: string; archive: string | null },
  { archive: { files, lists } }: ReturnType<typeof aPress>,
): BuiltEdition {
  const file = (of: string) => files.get(`${publication.id}/${edition}/${of}`) ?? '';
  const manifest = readManifest(file('manifest.json'));
  const reader = aReader(3, { publication: publication.id });
  const template = { bytes: Buffer.from(file('message.eml'), 'latin1'), places: manifest.places };
  return {
    name,
    archive,
    publication,
    digest: JSON.parse(file('digest.json')),
    subject: manifest.subject,
    reader,
    links: {
      leave: leaveUrl(links.subscriptions, publication.id, leaveKey(reader)),
      web: archivePageUrl(links.archive, publication.id, edition),
      archive: archivePageUrl(links.archive, publication.id, null),
      subscribe: subscribeUrl(links.subscriptions, publication.id),
      privacy: privacyUrl(links.subscriptions, publication.id),
    },
    message: fillIn(template, { name: reader.name, address: reader.address }, fieldsOf(reader)),
    archived: file('digest.txt'),
    pagesBefore: [...files]
      .filter(([key]) => key.endsWith('/index.html') && key < `${publication.id}/${edition}/index.html`)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, page]) => page),
    page: file('index.html'),
    list: lists.get(`${publication.id}/index.html`) ?? '',
  };
}
