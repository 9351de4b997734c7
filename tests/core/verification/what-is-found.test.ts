import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../core/foundation/canonical-json.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { TableLook } from '../../../core/verification/judge-table.ts';
import { verifyPublic } from '../../../core/verification/verify-public.ts';
import { verifyPublication } from '../../../core/verification/verify-publication.ts';
import {
  anArchive,
  anArchiveWithTable,
  type Files,
  lookAt,
  makingOfArchive,
} from '../../support/archives/an-archive.ts';
import { editionOf } from '../../support/documents/archive-lists.ts';

/** All under one id. */
const count = 5;
let whole: Files;
let table: TableLook;
const making = makingOfArchive();
/** The same archive as it was one edition earlier. */
let earlier: Files;

beforeAll(async () => {
  ({ files: whole, table } = await anArchiveWithTable(count));
  earlier = await anArchive(count - 1);
}, 300_000);

type Tampering = (files: Files) => void;
const newest = editionOf(count);
const sealBefore = (n: number) => `archive sealed/old/after-${n === 1 ? 'start' : editionOf(n - 1)}.json`;
const receiptOf = (n: number) => `archive receipts/old/${editionOf(n)}.json`;

const flipped =
  (name: string): Tampering =>
  files => {
    const bytes = Buffer.from(files.get(name) ?? expect.fail(`no ${name}`));
    const at = Math.floor(bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    files.set(name, bytes);
  };
const first = (pattern: RegExp) => [...whole.keys()].filter(name => pattern.test(name))[0] ?? '';
/** A line more where a page has what was filled in, and the SHA-256 of that in the month that names it. */
const withItsHash =
  (path: string): Tampering =>
  files => {
    const name = `archive archive/old/${path}`;
    const bytes = Buffer.from(files.get(name) ?? expect.fail(`no ${name}`));
    const changed = Buffer.concat([Buffer.from('\n'), bytes]);
    files.set(name, changed);
    for (const [state, content] of files)
      if (/\/all\/\d{4}-\d\d\.json$/.test(state))
        files.set(
          state,
          Buffer.from(Buffer.from(content).toString().replace(sha256(bytes), sha256(changed))),
        );
  };
const remove = (files: Files, n: number) => {
  for (const name of [...files.keys()])
    if (name === sealBefore(n) || name === receiptOf(n) || name.includes(`/old/${editionOf(n)}/`))
      files.delete(name);
};

/** What somebody does, in the words of the table; of several each is found, or none. */
const tamperings: Record<string, () => Tampering[]> = {
  'changed a file of an edition': () =>
    ['digest.json', 'digest.txt', 'manifest.json', 'message.eml'].map(name =>
      flipped(`archive archive/old/${editionOf(2)}/${name}`),
    ),
  'removed a file of an edition': () => [
    files => void files.delete(`archive archive/old/${newest}/digest.html`),
  ],
  'changed a page, or a list': () => [
    flipped(`archive archive/old/${editionOf(2)}/index.html`),
    flipped('archive archive/old/index.html'),
    flipped('archive archive/old/feed.xml'),
  ],
  'changed a list, and the hash that its month names': () =>
    [
      'index.html',
      'feed.xml',
      'feed.json',
      'corrections.xml',
      'dates.ics',
      'sitemap.xml',
      'all/search.html',
    ].map(withItsHash),
  'changed a page of an edition, and the hash that its month names': () => [
    withItsHash(`${editionOf(2)}/index.html`),
    withItsHash(`${newest}/index.html`),
  ],
  'changed the state of a month': () => [
    files => {
      const name = first(/\/all\/\d{4}-\d\d\.json$/);
      const state = JSON.parse(Buffer.from(files.get(name) ?? '').toString());
      state.editions[0].manifest.subject = 'Another';
      files.set(name, Buffer.from(canonicalJson(state)));
    },
  ],
  'added a file to an edition': () => [
    files => void files.set(`archive archive/old/${newest}/more.html`, Buffer.from('more')),
  ],
  'changed a seal': () => [flipped(sealBefore(2)), flipped(sealBefore(count))],
  'changed a receipt that a later manifest names': () => [flipped(receiptOf(2))],
  'removed the newest receipt': () => [files => void files.delete(receiptOf(count))],
  'changed a record or a captured text': () => [
    flipped(first(/^content log/)),
    flipped(first(/^content captures/)),
  ],
  'removed an edition in the middle, its seal with it': () => [files => remove(files, 3)],
  'removed the newest editions, and left lists and months': () => [files => remove(files, count)],
  'removed the newest editions, and made lists and months as if they had never been': () => [
    files => {
      for (const name of [...files.keys()]) if (name.startsWith('archive ')) files.delete(name);
      for (const [name, bytes] of earlier) files.set(name, bytes);
    },
  ],
  'changed the newest receipt, and kept its sums': () => [
    files => {
      const receipt = JSON.parse(Buffer.from(files.get(receiptOf(count)) ?? '').toString());
      const changed = { ...receipt, accepted: receipt.accepted - 1, uncertain: receipt.uncertain + 1 };
      files.set(receiptOf(count), Buffer.from(canonicalJson(changed)));
    },
  ],
};

/** A bucket with versions keeps what was there: another version of what was changed, a mark of what was deleted. */
function versionsOf(files: Files) {
  const all = [...new Set([...whole.keys(), ...files.keys()])].flatMap(name => {
    const key = name.slice(name.indexOf(' ') + 1);
    const [was, is] = [whole.get(name), files.get(name)];
    if (!is)
      return [
        { key, isDeletion: false },
        { key, isDeletion: true },
      ];
    const isOther = was && !Buffer.from(was).equals(is);
    return [{ key, isDeletion: false }, ...(isOther ? [{ key, isDeletion: false }] : [])];
  });
  return async function* (_: string, prefix: string) {
    yield all.filter(({ key }) => key.startsWith(prefix));
  };
}

const looks: Record<string, (files: Files) => Promise<{ findings: unknown[] }>> = {
  credentials: files =>
    verifyPublication({ ...lookAt(files), versions: versionsOf(files) }, 'old', { table, making }),
  copy: files => verifyPublication(lookAt(files), 'old', { making }),
  public: files =>
    verifyPublic(
      { ...lookAt(new Map([...files].filter(([name]) => name.startsWith('archive archive/')))), keys: null },
      'old',
      { making },
    ),
};

const [head = [], , ...rows] = readFileSync(resolve(import.meta.dirname, '../../../docs/verify.md'), 'utf8')
  .split('\n')
  .filter(line => line.startsWith('| '))
  .map(line =>
    line
      .split('|')
      .map(cell => cell.trim())
      .slice(1, -1),
  );

describe('the table of docs/verify.md', () => {
  it('has a row for each thing that is tried, and a column for each look', () => {
    expect(rows.map(([what]) => what)).toEqual(Object.keys(tamperings));
    expect(head.slice(1)).toEqual(Object.keys(looks));
  });

  it.each(Object.keys(looks))('begins with an archive in which nothing is found, by %s', async look => {
    expect((await looks[look]?.(whole))?.findings).toEqual([]);
  });

  it.each(rows.map(([what = '', ...cells]) => [what, cells] as const))(
    'says what is found of an archive in which somebody %s',
    async (what, cells) => {
      for (const tamper of tamperings[what]?.() ?? []) {
        const files = new Map(whole);
        tamper(files);
        const seen = await Promise.all(Object.values(looks).map(look => look(files)));
        expect(seen.map(({ findings }) => (findings.length > 0 ? 'found' : 'not found'))).toEqual(cells);
      }
    },
    300_000,
  );
});
