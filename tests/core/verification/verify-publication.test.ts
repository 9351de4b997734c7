import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../core/foundation/canonical-json.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { TableLook } from '../../../core/verification/judge-table.ts';
import type { Finding } from '../../../core/verification/seen/finding.ts';
import { type FileVersion, NotAllowedToLookError } from '../../../core/verification/seen/look.ts';
import type { Verification } from '../../../core/verification/verification.ts';
import { verifyPublic } from '../../../core/verification/verify-public.ts';
import { verifyPublication } from '../../../core/verification/verify-publication.ts';
import {
  anArchiveWithTable,
  editionsBefore,
  type Files,
  lookAt,
  makingOfArchive,
} from '../../support/archives/an-archive.ts';
import { editionOf } from '../../support/documents/archive-lists.ts';
import { isChosen } from '../../support/run/sample.ts';

const editions = 50;
/** Each verifies the whole archive. */
const numRuns = isChosen('what verification finds', 'long tests') ? 40 : 8;
let archive: Files;
let table: TableLook;
const making = makingOfArchive();

beforeAll(async () => {
  ({ files: archive, table } = await anArchiveWithTable(editions));
}, 300_000);

async function verify(files: Files) {
  const look = lookAt(files);
  const ids = ['old', 'renamed'] as const;
  const [old, renamed] = ids.map(id => verifyPublication(look, id, { table, making }));
  return [await (old as Promise<Verification>), await (renamed as Promise<Verification>)] as const;
}

async function findingsIn(files: Files): Promise<Finding[]> {
  return (await verify(files)).flatMap(({ findings }) => findings);
}

const monthsOf = (id: string) =>
  [...archive.keys()].filter(name => new RegExp(`^archive archive/${id}/all/[0-9-]+\\.json$`).test(name));

/** What a verification does not look at: names of records, which lead to them. */
const isLookedAt = (name: string) => !/^content (articles|amendments)/.test(name);

/** That a mark is not there says nothing: of editions that were brought over as a whole the newest alone has one. */
const isMissed = (name: string) => !name.startsWith('archive folded/');

/** A receipt that no manifest names may change in what nothing repeats: the newest of an id, and second ones. */
const isWitnessed = (name: string) =>
  !/^archive receipts\/.*\.2\.json$/.test(name) &&
  ![editionsBefore, editions].some(n => name.startsWith('archive receipts/') && name.includes(editionOf(n)));

describe('verifying an archive', () => {
  it('finds nothing in one that nobody has touched, and says what it looked at', async () => {
    const [old, renamed] = await verify(archive);
    expect([...old.findings, ...renamed.findings]).toEqual([]);
    expect([old.editions, renamed.editions]).toEqual([editionsBefore, editions - editionsBefore]);
    expect(renamed.newest).toMatchObject({ edition: editionOf(editions), number: editions - editionsBefore });
    expect(renamed.looked).toMatchObject({ seals: 45, files: 45 * 6, receipts: 45 + 7 });
    expect(renamed.notLooked).toEqual([]);
    // Data and pages of months and of two years, pages of editions, eight lists, the page for searching and its script, the days ahead.
    expect(renamed.looked.again).toBe(2 * monthsOf('renamed').length + 2 * 2 + 45 + 11);
    // The lists of a former id are those of another time.
    expect(old.looked.again).toBe(2 * monthsOf('old').length + 2 + editionsBefore);
    expect(old.notLooked).toEqual([expect.stringMatching(/^11 pages and lists, other than by the hash/)]);
  });

  it('has nothing to say of what operators decided, which lies beside it', async () => {
    const decided = ['old', 'renamed'].map(
      id => [`archive decisions/${id}/0001.json`, Buffer.from('{}')] as const,
    );
    expect(await findingsIn(new Map([...archive, ...decided]))).toEqual([]);
  });

  it('names the file of which a byte was flipped, added or removed', async () => {
    const names = [...archive.keys()].filter(isLookedAt).filter(isWitnessed);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.constantFrom('flip', 'add', 'remove'),
        fc.integer({ min: 1, max: 255 }),
        async (name, place, how, by) => {
          const bytes = Buffer.from(archive.get(name) as Uint8Array);
          const at = place % bytes.length;
          const changed =
            how === 'flip'
              ? Buffer.concat([
                  bytes.subarray(0, at),
                  Buffer.of((bytes[at] ?? 0) ^ by),
                  bytes.subarray(at + 1),
                ])
              : Buffer.concat([
                  bytes.subarray(0, at),
                  ...(how === 'add' ? [Buffer.of(by)] : []),
                  bytes.subarray(how === 'add' ? at : at + 1),
                ]);
          fc.pre(!changed.equals(bytes));
          const found = await findingsIn(new Map(archive).set(name, changed));
          expect(found.map(({ key }) => key)).toContain(name.split(' ')[1]);
        },
      ),
      { numRuns },
    );
  }, 600_000);

  it('names the file that was removed', async () => {
    const oldNewest = `sealed/old/after-${editionOf(editionsBefore - 1)}.json`;
    const names = [...archive.keys()].filter(isLookedAt).filter(isMissed);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), async name => {
        const files = new Map(archive);
        files.delete(name);
        const [, key = ''] = name.split(' ');
        const found = await findingsIn(files);
        // Of a removed newest seal no later one tells; the files of its edition do.
        const newestSeals = [`sealed/renamed/after-${editionOf(editions - 1)}.json`, oldNewest];
        const isNewestSeal = newestSeals.includes(key);
        if (isNewestSeal) expect(found.length).toBeGreaterThan(0);
        else expect(found).toContainEqual(expect.objectContaining({ key }));
      }),
      { numRuns },
    );
  }, 600_000);

  it.each([
    'archive sealed/renamed/after-2031-01-01.json.bak',
    `archive archive/renamed/${editionOf(9)}/other.html`,
    'archive archive/renamed/2031-01-06/digest.html',
    'archive receipts/renamed/2031-01-06.json',
    `archive receipts/renamed/${editionOf(9)}.7.json`,
    'archive archive/renamed/other.html',
    'archive archive/renamed/2031-01-06.html',
    'archive archive/renamed/other/digest.html',
    'archive archive/renamed/all/2031-01.html',
    'archive archive/old/all/other.js',
    'archive folded/renamed/2031-01-06.json',
    'archive appearances/renamed/nothing.1.json',
  ])('names a file that was added: %s', async name => {
    const files = new Map(archive).set(
      name,
      archive.get(`archive receipts/renamed/${editionOf(9)}.json`) ?? Buffer.of(),
    );
    expect((await findingsIn(files)).map(({ key }) => key)).toContain(name.split(' ')[1]);
  });

  it('names the facts of a month of which words were changed together with the hash that the month names', async () => {
    const [name = ''] = [...archive.keys()].filter(key => /renamed\/all\/[\d-]+\.jsonl$/.test(key));
    const bytes = Buffer.from(archive.get(name) ?? '');
    const changed = Buffer.from(bytes.toString().replace('Statement 1 of', 'Statement 9 of'));
    const stateName = name.replace(/jsonl$/, 'json');
    const state = Buffer.from(archive.get(stateName) ?? '').toString();
    const renamed = Buffer.from(state.replace(sha256(bytes), sha256(changed)));
    const files = new Map(archive).set(name, changed).set(stateName, renamed);
    expect((await findingsIn(files)).map(({ key }) => key)).toEqual([name.split(' ')[1]]);
  });

  it.each(['old', 'renamed'])(
    'names a list of %s that was changed or removed',
    async id => {
      for (const name of ['index.html', 'feed.xml', 'feed.json', 'editions.json', 'sitemap.xml']) {
        const key = `archive/${id}/${name}`;
        const changed = Buffer.from(`${archive.get(`archive ${key}`)} `);
        const [other, none] = [new Map(archive).set(`archive ${key}`, changed), new Map(archive)];
        none.delete(`archive ${key}`);
        for (const files of [other, none])
          expect((await verifyPublication(lookAt(files), id)).findings.map(found => found.key)).toContain(
            key,
          );
      }
    },
    300_000,
  );

  it('finds that editions were removed whole, one in the middle or all from there on, also if the list was cut with them', async () => {
    const list = 'archive archive/renamed/editions.json';
    for (const [first, last] of [
      [12, 12],
      [30, 34],
      [40, editions],
      [editions, editions],
    ] as const) {
      const cut = without(first, last);
      expect((await findingsIn(cut)).length).toBeGreaterThan(0);
      cut.set(list, Buffer.from(shortened(archive.get(list), editionOf(first))));
      // The months still name what was cut off.
      expect((await findingsIn(cut)).length).toBeGreaterThan(0);
    }
  }, 300_000);
});

describe('the months that the list of editions names', () => {
  const list = 'archive archive/renamed/editions.json';
  /** The list with other months, for which the newest month vouches, as the next fold does for what it takes over. */
  const withMonths = (change: (months: string[]) => string[] | undefined): Files => {
    const before = Buffer.from(archive.get(list) ?? '');
    const { months, ...rest } = JSON.parse(before.toString());
    const after = Buffer.from(canonicalJson({ ...rest, months: change(months) }));
    const files = new Map(archive).set(list, after);
    for (const state of monthsOf('renamed')) {
      const content = Buffer.from(archive.get(state) ?? '').toString();
      files.set(state, Buffer.from(content.replace(sha256(before), sha256(after))));
    }
    return files;
  };
  /** Without making it again, as where other templates made it. */
  const saysOfList = async (files: Files) =>
    (await verifyPublication(lookAt(files), 'renamed')).findings.map(({ key, says }) => [key, says]);
  const key = 'archive/renamed/editions.json';

  it('are those that hold its sealed editions: one that was dropped is found, also once a month vouches for the list', async () => {
    expect(await saysOfList(withMonths(months => months))).toEqual([]);
    const says = expect.stringContaining('does not lead to 2027-02');
    expect(await saysOfList(withMonths(months => months.filter(month => month !== '2027-02')))).toEqual([
      [key, says],
    ]);
  });

  it('are no others, and not none unless it names all editions', async () => {
    const extra = expect.stringContaining('names the month 2019-01');
    expect(await saysOfList(withMonths(months => [...months, '2019-01']))).toContainEqual([key, extra]);
    const none = expect.stringContaining('does not lead to');
    expect(await saysOfList(withMonths(() => []))).toContainEqual([key, none]);
  });
});

/** The archive without some editions, their seals, files and receipts. */
function without(first: number, last: number): Files {
  const gone = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const names = gone.flatMap(n => [
    `archive sealed/renamed/after-${editionOf(n - 1)}.json`,
    `archive archive/renamed/${editionOf(n)}/`,
    `archive receipts/renamed/${editionOf(n)}.`,
  ]);
  return new Map([...archive].filter(([name]) => !names.some(start => name.startsWith(start))));
}

function shortened(list: Uint8Array | undefined, from: string): string {
  const { editions: all, ...rest } = JSON.parse(Buffer.from(list ?? Buffer.of()).toString());
  return JSON.stringify({
    ...rest,
    editions: all.filter(({ edition }: { edition: string }) => edition < from),
  });
}

describe('verifying what is public', () => {
  const look = (files: Files) => ({ ...lookAt(files), keys: null });

  it('finds nothing in an archive that nobody has touched, and says what it cannot see', async () => {
    const { findings, editions: count, notLooked } = await verifyPublic(look(archive), 'renamed');
    expect(findings).toEqual([]);
    expect(count).toBe(editions - editionsBefore);
    expect(notLooked.join()).toContain('cut off at the end');
  });

  it('finds nothing under the former id either: what later editions said of it is not to be seen from there', async () => {
    const { findings, notLooked } = await verifyPublic(look(archive), 'old');
    expect(findings).toEqual([]);
    expect(notLooked.join()).toContain('kept its id');
  });

  it('names the manifest or file that was altered or removed', async () => {
    const names = [...archive.keys()].filter(name =>
      /^archive archive\/renamed\/[\d-]+\/(?!index)/.test(name),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(), fc.boolean(), async (name, place, removed) => {
        const files = new Map(archive);
        const bytes = Buffer.from(archive.get(name) as Uint8Array);
        bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ 1;
        if (removed) files.delete(name);
        else files.set(name, bytes);
        const { findings } = await verifyPublic(look(files), 'renamed');
        expect(findings.map(({ key }) => key)).toContain(name.split(' ')[1]);
      }),
      { numRuns: 40 },
    );
  }, 300_000);
});

describe('what a bucket keeps of the past', () => {
  const once = [...Array(3).keys()].map(n => `sealed/renamed/after-${editionOf(n + 10)}.json`);
  const versionsOf = (more: FileVersion[]) => ({
    ...lookAt(archive),
    async *versions(_: string, prefix: string) {
      const own = [...archive.keys()].flatMap(name => name.split(' ')[1] ?? []);
      const all = [...own.map(key => ({ key, isDeletion: false })), ...more];
      yield all.filter(({ key }) => key.startsWith(prefix));
    },
  });

  it('shows what was written over or deleted, also if the right bytes lie there again', async () => {
    const [key = '', other = ''] = once;
    const gone = 'taken-down/renamed/article-9.1.json';
    const look = versionsOf([
      { key, isDeletion: false },
      { key: other, isDeletion: true },
      { key: gone, isDeletion: true },
      // A page and a list have as many versions as they like.
      { key: `archive/renamed/${editionOf(9)}/index.html`, isDeletion: false },
      { key: 'archive/renamed/editions.json', isDeletion: false },
    ]);
    const { findings } = await verifyPublication(look, 'renamed');
    expect(findings.map(finding => finding.key)).toEqual([key, other, gone]);
  });

  it('is not looked at where the credentials do not allow it, which is said', async () => {
    const look = {
      ...lookAt(archive),
      // biome-ignore lint/correctness/useYield: it is refused before there is anything
      async *versions(): AsyncGenerator<FileVersion[]> {
        throw new NotAllowedToLookError('it', undefined);
      },
    };
    const { findings, notLooked } = await verifyPublication(look, 'renamed');
    expect([findings, notLooked.join()]).toEqual([[], expect.stringContaining('delete markers')]);
  });

  it('shows by the table an edition that was cut off with all that tells of it', async () => {
    const cut = new Map(
      [...archive].filter(([name]) => !/ (archive|sealed|receipts|folded)\/renamed\//.test(name)),
    );
    const { findings } = await verifyPublication(lookAt(cut), 'renamed', { table });
    expect(findings.map(({ key }) => key)).toContain(`archive/renamed/${editionOf(editions)}/manifest.json`);
  });
});
