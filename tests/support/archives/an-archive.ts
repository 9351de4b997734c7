import { type Receipt, summaryOf } from '../../../core/delivery/receipt/receipt.ts';
import { readManifest } from '../../../core/edition/manifest.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import type { TableLook } from '../../../core/verification/judge-table.ts';
import type { Making } from '../../../core/verification/made/making.ts';
import type { Look, StoreName } from '../../../core/verification/seen/look.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { archiveRenderersOf } from '../../../lambdas/runtime/rendering.ts';
import { readWording } from '../../../lambdas/runtime/wording.ts';
import { aPress } from '../builders/a-press.ts';
import { aPublication } from '../builders/a-publication.ts';
import { aCorrection, aRetraction } from '../builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../builders/an-article.ts';
import { contextOf, editionOf, week } from '../documents/archive-lists.ts';
import { exampleConfiguration, templateDirectory } from '../editions/example.ts';
import type { MemoryServedFiles } from '../memory/memory-taken-down.ts';

/** Files of both buckets as `store key` ▸ bytes. */
export type Files = Map<string, Uint8Array>;

type Press = ReturnType<typeof aPress>;

const { renderFeeds, renderMonth, renderYear, renderDates, renderSearch } = archiveRenderersOf(
  readWording(templateDirectory, exampleConfiguration),
);

/** With what its pages and lists are made: plain pages of editions, and what ships with the project. */
function contextFor(press: Press) {
  return {
    ...contextOf(press),
    ...{ renderFeeds, renderMonth, renderYear, renderDates, renderSearch },
    renderer: 'as these tests render',
  };
}

const publicationAt = (n: number) =>
  aPublication(n <= editionsBefore ? { id: 'old' } : { id: 'renamed', formerly: 'old' });

/** What makes the pages and lists of such an archive again, under the imprints that it had. */
export function makingOfArchive(): Making {
  const { links, renderArchive, renderFills, renderer } = contextFor(aPress());
  return {
    ...{ links, renderArchive, renderFills, renderer },
    ...{ renderFeeds, renderMonth, renderYear, renderDates, renderSearch },
    imprintsOf: id =>
      [1, editionsBefore + 1].map(publicationAt).filter(one => [one.id, one.formerly].includes(id)),
  };
}

/** The editions under the former id, `old`; later ones are those of `renamed`. */
export const editionsBefore = 5;

/**
 * An archive of so many weekly editions with all that a verification looks at: corrections, withdrawals, updates of earlier facts, a receipt each,
 * second receipts here and there, and a rename after the fifth.
 */
export async function anArchive(editions: number): Promise<Files> {
  return (await anArchiveWithTable(editions)).files;
}

/** The same, with the editions table beside it. */
export async function anArchiveWithTable(editions: number): Promise<{ files: Files; table: TableLook }> {
  const press = aPress();
  for (let n = 1; n <= editions; n += 1) {
    await fileFor(press, n);
    const publication = publicationAt(n);
    await publishEdition(contextFor(press), publication, week(n));
    await closeEdition(press, publication.id, n);
  }
  return { files: filesOf(press), table: press.editions };
}

async function fileFor(press: Press, n: number): Promise<void> {
  const id = `article-${n}`;
  const at = (hours: number) => plusHours(week(n), hours - 168);
  const follows = n > 3 ? { follows: `article-${n - 3}.1` } : {};
  await press.log.keepCapture(sha256(id), id);
  await press.record(aRecord(at(80), anArticleFile(id, [aFact(id, 1, follows), aFact(id, 2)])).record);
  if (n % 4 === 0) await press.record(aCorrection(at(90), `article-${n - 2}.2`).record);
  if (n % 10 === 0) await press.record(aRetraction(at(95), `article-${n - 5}.2`).record);
}

async function closeEdition(press: Press, publication: string, n: number): Promise<void> {
  const edition = editionOf(n);
  const key = { publication, edition };
  const content = press.archive.files.get(`${publication}/${edition}/manifest.json`) ?? '';
  const { number, window, subject, items = 0, previous } = readManifest(content);
  const before =
    previous === null ? undefined : await press.receipts.read({ publication, edition: previous }, 1);
  const receipt: Receipt = {
    ...{ version: 1, ...key, number, receipt: 1, window, subject, facts: items, audience: 7 },
    ...{
      accepted: 5,
      rejected: { 'no such mailbox': 1 },
      withheld: { left: 1 },
      uncertain: 0,
      uncertainReaders: [],
    },
    ...{ later: { delivered: 5 }, began: window.to, ended: window.to, writtenAt: plusHours(window.to, 3) },
    manifest: sha256(content),
    previous: before === undefined ? null : summaryOf(JSON.parse(before)),
  };
  await press.receipts.putOnce(receipt);
  const receipts = n % 7 === 0 ? 2 : 1;
  if (receipts === 2)
    await press.receipts.putOnce({
      ...receipt,
      receipt: 2,
      accepted: 6,
      rejected: {},
      writtenAt: plusHours(window.to, 90) as Instant,
    });
  const row = await press.editions.read(key);
  if (row) press.editions.rows.set(`${publication}/${edition}`, { ...row, state: 'closed', receipts });
}

function filesOf({ seals, archive, receipts, log, takenDown, marks }: Press): Files {
  const files: Files = new Map();
  const put = (store: StoreName, key: string, content: string) =>
    files.set(`${store} ${key}`, Buffer.from(content));
  for (const [key, content] of seals.seals)
    put('archive', `sealed/${key.replace('/', '/after-')}.json`, content);
  for (const [key, content] of [...archive.files, ...archive.lists])
    put('archive', `archive/${key}`, content);
  for (const [key, content] of receipts.files)
    put('archive', `receipts/${key.replace(/\/1$/, '').replace(/\/(\d+)$/, '.$1')}.json`, content);
  for (const [key, edition] of marks.appearances) {
    const [publication, fact] = key.split('/');
    put('archive', `appearances/${key}.json`, JSON.stringify({ format: 1, publication, fact, edition }));
  }
  for (const key of marks.folded) {
    const [publication, edition] = key.split('/');
    put('archive', `folded/${key}.json`, JSON.stringify({ format: 1, publication, edition }));
  }
  for (const [key, content] of takenDown.records) put('archive', `taken-down/${key}`, content);
  for (const [key, content] of log.records) put('content', key, content);
  for (const [hash, content] of log.captures) put('content', `captures/${hash}.txt`, content);
  return files;
}

/** A look at what a press holds now. */
export function lookInto(press: Press, served?: MemoryServedFiles): Look {
  return {
    ...(served && { isServed: async key => !served.withheld.has(key.replace('archive/', '')) }),
    read: (store, key) => lookAt(filesOf(press)).read(store, key),
    keys: (store, prefix) => (lookAt(filesOf(press)).keys as NonNullable<Look['keys']>)(store, prefix),
    has: async () => true,
  };
}

/** A look at files in memory, with keys that can be listed. */
export function lookAt(files: ReadonlyMap<string, Uint8Array>): Look {
  const keys = (store: StoreName, prefix: string) =>
    [...files.keys()]
      .filter(name => name.startsWith(`${store} ${prefix}`))
      .map(name => name.slice(store.length + 1))
      .sort();
  return {
    read: async (store, key) => files.get(`${store} ${key}`),
    keys: async function* (store, prefix) {
      yield keys(store, prefix);
    },
    has: async (store, prefix) => keys(store, prefix).length > 0,
  };
}
