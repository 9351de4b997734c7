import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { courantProgram } from '../../../cli/commands/courant-program.ts';
import { openOnThisMachine } from '../../../cli/installation/open-on-this-machine.ts';
import { run } from '../../../cli/program/run.ts';
import type { ArticleFile } from '../../../core/articles/article-file.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import { plusHours } from '../../../core/foundation/instant.ts';
import { readProjectConfiguration } from '../../../infra/inputs/config.ts';
import { shippedArticles } from '../../../local/start/shipped-files.ts';
import { aFact, anArticleFile } from '../../support/builders/an-article.ts';

let folder = '';
let installation: Awaited<ReturnType<typeof openOnThisMachine>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-cli-'));
  installation = await openOnThisMachine(join(folder, 'data'));
});
afterAll(async () => {
  await installation.close();
  await rm(folder, { recursive: true });
});

/** Runs a line on the one installation, which stays open: the functions are loaded once a process. */
async function courant(...words: string[]) {
  const lines: string[] = [];
  const which = words[0] === 'facts' ? [] : ['--publication', 'china-tech-controls'];
  const code = await run([...words, ...which, '--local'], courantProgram, {
    print: line => void lines.push(line),
    printError: line => void lines.push(line),
    columns: undefined,
    errorColumns: undefined,
    styled: false,
    configuration: async () => readProjectConfiguration(),
    open: async () => ({ ...installation, close: async () => {} }),
  });
  return { code, text: lines.join('\n') };
}

/** The window of the newest edition. */
async function newestWindow() {
  const { seals, configuration } = installation;
  const id = configuration.publications[0]?.id ?? '';
  const newest = (await seals.links(id)).at(-1) ?? null;
  return (await seals.read(id, newest))?.plan.window ?? expect.fail('no edition');
}

const evidence = 'published words 1 and nothing';

async function writeArticle(): Promise<string> {
  const text = '20 November 2026. The Ministry of Examples published words 1 and nothing else.\n';
  const capture = { sha256: sha256(text), characters: text.length };
  const file: ArticleFile = anArticleFile('one', [aFact('one', 1, { evidence })], { capture });
  await mkdir(join(folder, 'texts'));
  await writeFile(join(folder, 'texts', 'one.txt'), text);
  await writeFile(join(folder, 'one.json'), JSON.stringify(file));
  return join(folder, 'one.json');
}

describe('courant --local', () => {
  it('files, adds, publishes, delivers and fetches, on the production functions', async () => {
    const path = await writeArticle();
    expect((await courant('facts', 'add', path, '--captures', join(folder, 'texts'))).text).toMatch(
      /^filed /m,
    );
    expect((await courant('readers', 'add', 'ada@mail.example', '--name', 'Ada')).text).toMatch(/^Added/);
    expect((await courant('readers', 'add', 'ben@mail.example')).text).toMatch(/^Added/);

    const ahead = '2036-01-01T00:00:00Z';
    const published = await courant('publish', '--at', ahead);
    expect(published).toMatchObject({ code: 0, text: expect.stringContaining('2 accepted') });
    // What lies behind needs no forecast.
    expect(published.text).not.toContain('Forecast');
    const edition = /edition 1 of (\S+)\./.exec(published.text)?.[1] ?? '';
    const mails = (await readdir(join(folder, 'data', 'mail'))).filter(name => name.endsWith('.eml'));
    // Two readers, and the operator's receipt: the edition is closed.
    expect(mails).toHaveLength(3);
    const status = await courant('status', edition);
    expect(status).toMatchObject({ code: 0, text: expect.stringContaining(': closed, 2 of 2 accepted\n') });

    const again = await courant('publish', '--at', ahead);
    expect(again.text).toContain('was published before: nothing was made again.');
    expect((await readdir(join(folder, 'data', 'mail'))).filter(name => name.endsWith('.eml'))).toEqual(
      mails,
    );

    expect((await courant('archive', 'list')).text).toContain('1 edition of');
    expect((await courant('archive', 'verify')).code).toBe(0);
    const to = join(folder, 'fetched');
    expect((await courant('archive', 'get', edition, '--to', to)).code).toBe(0);
    expect(await readFile(join(to, 'digest.txt'), 'utf8')).toContain('Statement 1 of one');
    expect((await courant('readers', 'list')).text).toContain('2 readers of China Tech & Controls: 2 active');
  });

  it('knows which articles ship without their texts, so that nobody misses those', async () => {
    const shipped = await shippedArticles();
    expect(await installation.look.notKept?.()).toEqual(
      new Set(shipped.map(({ file }) => file.article.capture.sha256)),
    );
    expect(shipped.length).toBeGreaterThan(0);
  });

  it('releases, resends and stops as the deployed functions would, and closes what is done', async () => {
    const { editions, slices, deliveries, clock } = installation;
    const publication = 'china-tech-controls';
    const mails = async () =>
      (await readdir(join(folder, 'data', 'mail'))).filter(name => name.endsWith('.eml')).length;
    const held = async (edition: string) => {
      await editions.open({ publication, edition });
      await editions.hold({ publication, edition }, 'AccessDenied: not authorized');
      return courant('publish', '--at', `${edition}T12:00:00Z`);
    };
    const before = await mails();

    expect(await held('2036-01-07')).toMatchObject({
      code: 1,
      text: expect.stringContaining('HELD: AccessDenied'),
    });
    expect(await mails()).toBe(before);
    const [first = ''] = (await Array.fromAsync(slices.all({ publication, edition: '2036-01-07' }))).flatMap(
      ({ readers }) => readers,
    );
    const key = { publication, edition: '2036-01-07', reader: first };
    await deliveries.claim(key, 'an-attempt-that-was-lost', plusHours(clock.now(), -1));
    await deliveries.settle(key, 'an-attempt-that-was-lost', { state: 'uncertain', reason: 'TimeoutError' });
    expect(await courant('status')).toMatchObject({
      code: 1,
      text: expect.stringContaining('courant release 2036-01-07 --publication china-tech-controls --local\n'),
    });
    const released = await courant('release', '2036-01-07');
    expect(released.text).toMatch(/Now +uncertain, 1 of 2 accepted, 1 uncertain\n/);
    const resent = await courant('resend', '2036-01-07', '--uncertain');
    expect(resent).toMatchObject({ code: 0, text: expect.stringMatching(/Now +closed, 2 of 2 accepted$/) });
    // One a reader, and the operator's receipt.
    expect(await mails()).toBe(before + 3);

    expect((await held('2036-01-14')).code).toBe(1);
    const stopped = await courant('stop', '2036-01-14', '--yes');
    expect(stopped).toMatchObject({
      code: 0,
      text: expect.stringMatching(/Now +closed, 0 of 2 accepted, 2 withheld$/),
    });
    expect(await mails()).toBe(before + 4);
    expect((await courant('status')).code).toBe(0);
    expect(await courant('archive', 'verify')).toMatchObject({
      code: 0,
      text: expect.stringContaining('3 receipts'),
    });
  });

  it('corrects and retracts a filed fact, whose evidence it looks up in the capture that it kept', async () => {
    const path = join(folder, 'correction.json');
    const correct = async (words: string) => {
      const corrected = aFact('one', 1, { evidence: words, statement: { en: 'It is another claim.' } });
      await writeFile(path, JSON.stringify({ fact: 'one.1', reason: 'So.', corrected }));
      return courant('facts', 'correct', 'one.1', path);
    };
    expect(await correct('words 2')).toMatchObject({
      code: 1,
      text: expect.stringContaining('the nearest are "words 1"'),
    });
    expect((await correct(evidence)).text).toMatch(/as correction 1 of[\s\S]*Next edition of China Tech/);
    expect((await correct(evidence)).text).toContain('Nothing is new');
    const retracted = await courant('facts', 'retract', 'one.1', '--reason', 'It is none.');
    expect(retracted.text).toMatch(/as retraction 2 of[\s\S]*Said +It is another claim\./);
  });

  it('files what comes after an edition that was published ahead of time under a later time, also when opened anew', async () => {
    await courant('publish', '--at', '2036-02-05T00:00:00Z');
    const { to } = await newestWindow();
    await installation.close();
    installation = await openOnThisMachine(join(folder, 'data'));
    expect(installation.clock.now() >= to).toBe(true);
    const correction = { evidence, statement: { en: 'It is one more claim.' } };
    await writeFile(
      join(folder, 'correction.json'),
      JSON.stringify({ fact: 'one.1', reason: 'So.', corrected: aFact('one', 1, correction) }),
    );
    const { text } = await courant('facts', 'correct', 'one.1', join(folder, 'correction.json'));
    const filed = /^Filed +(\S+),/m.exec(text)?.[1] ?? '';
    expect(filed >= to).toBe(true);
  });

  it('makes the key of reader ids once, however many ask for it at the same time', async () => {
    const { openStores } = await import('../../../cli/installation/stores.ts');
    const file = join(folder, 'data', 's3', 'fresh', 'keys', 'reader-ids');
    await new S3Client().send(new CreateBucketCommand({ Bucket: 'fresh' }));
    const names = {
      contentBucket: 'fresh',
      archiveBucket: 'archive',
      editionsTable: 'editions',
      deliveriesTable: 'deliveries',
      readersTable: 'readers',
    };
    const all = Array.from({ length: 8 }, () => openStores(names));
    const keys = await Promise.all(all.map(({ readerIdKey }) => readerIdKey.get()));
    expect(new Set(keys.map(key => Buffer.from(key).toString('hex')))).toEqual(
      new Set([await readFile(file, 'utf8')]),
    );
    expect(keys[0]).toHaveLength(32);
    for (const { close } of all) close();
  });
});

describe('courant --local over a damaged folder', () => {
  it('ends with what is damaged, and leaves nothing behind that keeps the process waiting', async () => {
    const data = join(folder, 'damaged');
    const opened = await openOnThisMachine(data);
    const Key = 'sealed/china-tech-controls/after-start.json';
    await new S3Client().send(new PutObjectCommand({ Bucket: 'archive', Key, Body: '{}' }));
    await opened.close();
    const seal = join(data, 's3/archive', Key);
    await writeFile(seal, '');
    await expect(openOnThisMachine(data)).rejects.toThrow(/after-start\.json/);
    // The folder is free again: what was opened of the cloud was closed.
    await rm(seal);
    await (await openOnThisMachine(data)).close();
  });
});
