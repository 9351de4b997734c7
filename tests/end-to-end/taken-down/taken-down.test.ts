import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuild } from '../../../core/archive/folding/rebuild.ts';
import { sealOfEdition } from '../../../core/edition/chain.ts';
import { readManifest } from '../../../core/edition/manifest.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import {
  anArchiveToCut,
  anotherFact,
  editionOf,
  fact,
  leaksIn,
  publications,
  sealedNames,
  secrets,
  theFact,
  timeOf,
} from './an-archive-to-cut.ts';

const [english, chinese] = publications;
const because = ['--because', 'order 17', '--by', 'Regional Court'];

let folder = '';
let archive: Awaited<ReturnType<typeof anArchiveToCut>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-taken-down-'));
  archive = await anArchiveToCut(join(folder, 'data'));
  await archive.file('bribe', [theFact()], `${secrets.title} took a bribe`);
  await archive.file('other', [anotherFact('other')]);
  await archive.publish(1);
  await archive.amend({
    fact,
    reason: { en: `We misread ${secrets.reason}`, 'zh-Hans': `误读${secrets.chinese}` },
    corrected: {
      ...theFact(),
      statement: {
        en: `Deputy ${secrets.corrected} took two bribes`,
        'zh-Hans': `${secrets.chinese}两次受贿`,
      },
    },
  });
  await archive.publish(2);
  await archive.file('three', [anotherFact('three', { kind: 'measure', status: 'revoked', follows: fact })]);
  await archive.publish(3);
}, 300_000);
afterAll(async () => {
  await archive.close();
  await rm(folder, { recursive: true });
});

const keyOf = (publication: string, n: number, name: string) =>
  `archive/${publication}/${editionOf(n)}/${name}`;
const leaks = async () => leaksIn(await archive.served());
const takeDown = (what: string, publication: string) =>
  archive.courant('archive', 'take-down', what, '--publication', publication, ...because, '--yes');
const publishAgain = (n: number) =>
  archive.installation.publish({ publication: english, scheduledTime: timeOf(n) });
/** Writes over what may be written over, as whoever has the credentials could. */
async function replace(key: string, content: string): Promise<void> {
  const { version = '' } = (await archive.objects.readWithVersion(key)) ?? {};
  expect(await archive.objects.replaceVersion(key, content, 'text/html', version)).not.toBe('changed');
}

// Each goes on from where the one before it left the archive.
describe('a fact that is taken down on the production functions', () => {
  it('stands in files of each kind before, in each of its fields, so that looking for it means something', async () => {
    const found = await leaks();
    for (const field of Object.keys(secrets)) expect(found.join('\n')).toMatch(new RegExp(`\\b${field}\\b`));
    for (const file of [
      'index.html',
      'feed.xml',
      'feed.json',
      'corrections.xml',
      'dates.ics',
      'editions.json',
    ])
      expect(found.map(line => line.split(': ')[0])).toContain(`archive/${english}/${file}`);
    for (const kind of ['html', 'json', 'jsonl'])
      expect(found.map(line => line.split(': ')[0])).toContain(`archive/${english}/all/2036-01.${kind}`);
  });

  it('is gone from all that is served of its publication, at once, and the command names the publication that keeps it', async () => {
    const { code, text } = await takeDown(fact, english);
    expect(code).toBe(0);
    expect(text).toContain(
      `${chinese} carried it too, and keeps it until you take it down there: courant archive take-down ${fact} --because "order 17" --publication ${chinese} --local`,
    );
    expect((await leaks()).filter(line => line.startsWith(`archive/${english}/`))).toEqual([]);
    expect(await leaks()).not.toEqual([]);
    expect((await takeDown(fact, chinese)).code).toBe(0);
    expect(await leaks()).toEqual([]);
  });

  it('is said to be taken down, in the language of each publication, and its neighbour stays', async () => {
    for (const [publication, words, stays] of [
      [english, /Taken down on \d+ \w+ 2036/, 'Statement of other'],
      [chinese, /已于2036年1月\d+日撤下/, 'other的陈述'],
    ] as const) {
      const page = (await archive.served()).get(keyOf(publication, 1, 'index.html')) ?? '';
      expect(page).toMatch(words);
      expect(page).toContain(stays);
    }
  });

  it('leaves its sealed files where they are, tagged, their hashes on a record that is written once', async () => {
    for (const publication of publications) {
      const content = (await archive.objects.read(`taken-down/${publication}/${fact}.json`)) ?? '';
      const { sealed, ...record } = JSON.parse(content);
      expect(record).toMatchObject({ because: 'order 17', by: 'Regional Court', facts: [fact] });
      expect(sealed.map(({ edition }: { edition: string }) => edition)).toContain(editionOf(2));
      for (const { edition, files } of sealed)
        for (const name of sealedNames) {
          const key = `archive/${publication}/${edition}/${name}`;
          expect(await archive.isTagged(key), key).toBe(true);
          expect(sha256((await archive.objects.readBytes(key)) ?? '')).toBe(files[name]);
        }
    }
  });

  it('verifies: taken down, hash known, and nothing speaks against the archive', async () => {
    const { code, text } = await archive.courant('archive', 'verify');
    expect(text).toContain(`Taken down, hash known: 5 files of edition ${editionOf(1)}`);
    expect(text.match(/everything that was looked at is as it was sealed/g)).toHaveLength(2);
    expect(code).toBe(0);
  });

  it('is told by no later edition and by no mail of one, whatever is filed about it, and the next manifest names the record', async () => {
    const mails = join(folder, 'data', 'mail');
    const before = new Set(await readdir(mails));
    await archive.courant('readers', 'add', 'ada@mail.example', '--publication', english);
    await archive.file('four', [anotherFact('four', { follows: fact })]);
    await archive.amend({
      fact,
      reason: { en: `Wrong: ${secrets.reason}`, 'zh-Hans': `误读${secrets.chinese}` },
    });
    await archive.publish(4);
    expect(await leaks()).toEqual([]);
    const written = (await readdir(mails)).filter(name => name.endsWith('.eml') && !before.has(name));
    expect(written).not.toEqual([]);
    const sent = written.map(async name => [name, await readFile(join(mails, name), 'latin1')] as const);
    expect(await leaksIn(new Map(await Promise.all(sent)))).toEqual([]);
    const record = `taken-down/${english}/${fact}.json`;
    const { takenDown } = readManifest(
      (await archive.objects.read(keyOf(english, 4, 'manifest.json'))) ?? '',
    );
    const hash = sha256((await archive.objects.read(record)) ?? '');
    expect(takenDown).toEqual([{ fact, record, sha256: hash }]);
  });

  it('comes back by no rebuilding', async () => {
    const { installation } = archive;
    for (const publication of installation.configuration.publications)
      await rebuild(installation.folding(), publication);
    expect(await leaks()).toEqual([]);
  });

  it('is handed out by no command without --private', async () => {
    const range = ['--from', editionOf(1), '--to', editionOf(2), '--publication', english];
    const packed = await archive.courant('archive', 'export', ...range, '-o', join(folder, 'part.zip'));
    expect([packed.code, packed.text]).toEqual([1, expect.stringContaining('adds --private')]);
    const to = ['--publication', english, '--to', join(folder, 'got')];
    const got = await archive.courant('archive', 'get', editionOf(2), ...to);
    expect([got.code, got.text]).toEqual([1, expect.stringContaining(`tells the fact ${fact}`)]);
    const whole = await archive.courant(
      'archive',
      'export',
      ...range,
      '-o',
      join(folder, 'all.zip'),
      '--private',
    );
    expect(whole.code).toBe(0);
    const found = await archive.courant('archive', 'search', secrets.statement, '--publication', english);
    expect(found.text).not.toContain(fact);
  });

  it('is told from tampering: other bytes are altered, and a file whose tag is gone is still served', async () => {
    const { objects } = archive;
    const key = keyOf(english, 2, 'digest.txt');
    const sealed = (await objects.read(key)) ?? '';
    await replace(key, 'Something else');
    const altered = await archive.courant('archive', 'verify', '--publication', english);
    expect([altered.code, altered.text]).toEqual([1, expect.stringContaining(`altered: ${key}`)]);
    await replace(key, sealed);
    await objects.tag(key, []);
    const served = await archive.courant('archive', 'verify', '--publication', english);
    expect([served.code, served.text]).toEqual([1, expect.stringContaining(`still served: ${key}`)]);
    await takeDown(fact, english);
    expect((await archive.courant('archive', 'verify', '--publication', english)).code).toBe(0);
  });
});

describe('the newest edition, taken down as a whole', () => {
  it('is gone but for its name, and its page is mended without its words', async () => {
    const words = 'Statement of four';
    const page = keyOf(english, 4, 'index.html');
    const told = async () =>
      [...(await archive.served())].flatMap(([key, content]) =>
        key.startsWith(`archive/${english}/`) && content.includes(words) ? [key] : [],
      );
    expect(await told()).toContain(page);
    expect((await takeDown(editionOf(4), english)).code).toBe(0);
    expect(await told()).toEqual([]);
    const bare = await archive.objects.read(page);
    expect(bare).toContain('Taken down on');
    const seal = await sealOfEdition(archive.installation.seals, {
      publication: english,
      edition: editionOf(4),
    });
    for (const damage of [seal?.files['index.html'] ?? '', 'Damaged']) {
      await replace(page, damage);
      await publishAgain(4);
      expect(await archive.objects.read(page)).toBe(bare);
    }
  });

  it('stays gone where its sealed files were erased: they are put back by nobody, and missed by nobody', async () => {
    for (const name of sealedNames) await archive.objects.eraseVersions(keyOf(english, 4, name), () => true);
    await publishAgain(4);
    await archive.file('five', [anotherFact('five', { follows: 'four.1' })]);
    await archive.publish(5);
    for (const name of sealedNames)
      expect(await archive.objects.read(keyOf(english, 4, name))).toBeUndefined();
    expect((await archive.courant('archive', 'verify', '--publication', english)).code).toBe(0);
    expect(await leaks()).toEqual([]);
  });
});
