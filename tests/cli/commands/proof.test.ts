import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Digest } from '../../../core/digest/digest.ts';
import type { Render } from '../../../core/edition/build-edition.ts';
import { sealedFile } from '../../../core/edition/seal.ts';
import { sha256 } from '../../../core/foundation/hash.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import { markersOf } from '../../../core/message/reader-fields.ts';
import type { Links } from '../../../core/publication/links.ts';
import { renderDigest } from '../../../core/rendering/digest/render.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { languages, templates } from '../../core/rendering/shipped-templates.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { aCorrection, aRetraction } from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { CrashPlan } from '../../support/memory/crashing.ts';
import { aMemoryWorld } from '../memory-world.ts';

const first = '2026-11-23T06:00:00Z' as Instant;
const second = '2026-11-30T06:00:00Z' as Instant;
const between = '2026-11-26T12:00:00Z' as Instant;
const links: Links = { subscriptions: 'https://links.example', archive: 'https://digest.example' };
const byTheShippedTemplates: Render = (digest, fields) =>
  renderDigest({ digest, fields, templates, messages: languages[digest.publication.language as 'en'] });

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-proof-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** The first edition is published; since then an article was filed whose fact updates it, one of its facts was corrected, and one withdrawn. */
async function aWorldBetweenEditions(changes: object = {}) {
  const time = { now: between };
  const making = () => ({
    links,
    render: byTheShippedTemplates,
    messages: (of: string) => languages[of as 'en'],
  });
  const world = aMemoryWorld({ clock: { now: () => time.now }, making }, aConfiguration(changes));
  const { press } = world;
  const ahead = { dates: [{ date: '2026-12-01', what: { en: 'It takes effect' } }] };
  const facts = [aFact('one', 1), aFact('one', 2), aFact('one', 3, ahead)];
  await press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one', facts)).record);
  await press.addReaders(3);
  await world.installation.publish({ publication: 'weekly', scheduledTime: first });
  await press.record(
    aRecord(
      '2026-11-24T10:00:00Z',
      anArticleFile('two', [aFact('two', 1, { follows: 'one.3' }), aFact('two', 2)]),
    ).record,
  );
  await press.record(aCorrection('2026-11-24T11:00:00Z', 'one.1').record);
  await press.record(aRetraction('2026-11-24T12:00:00Z', 'one.2').record);
  return { ...world, time, publishNext, stores };

  /** Publishes the second edition as the publish function would. */
  async function publishNext() {
    const [publication] = world.installation.configuration.publications;
    if (!publication) throw new Error('no publication');
    time.now = second;
    const context = press.context(new CrashPlan(), byTheShippedTemplates);
    const report = await publishEdition(
      { ...context, links, log: world.installation.filing },
      publication,
      second,
    );
    const seal = await press.seals.read('weekly', '2026-11-23');
    if (report.outcome !== 'sealed' || !seal) throw new Error(report.outcome);
    return seal;
  }

  /** Everything that every store holds, in words. */
  function stores(): string {
    const { context: _, ownership: __, addReaders: ___, record: ____, newMark: _____, ...all } = press;
    return inspect({ ...all, deliveries: world.deliveries, served: world.served }, inspected);
  }
}

const inspected = { depth: null, maxArrayLength: null, maxStringLength: null, sorted: true } as const;

async function filesOf(where: string): Promise<Record<string, string>> {
  const names = (await readdir(where)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async name => [name, await readFile(join(where, name), 'utf8')] as const)),
  );
}

describe('courant proof', () => {
  it('shows what publish then seals, but for the places of the reader, and leaves every store as it was', async () => {
    const { courant, stores, publishNext, press, proofs } = await aWorldBetweenEditions();
    const before = stores();
    const { code, out } = await courant('proof', '--to-folder', folder);
    expect(stores()).toBe(before);
    expect(code).toBe(0);
    expect(out).toMatch(/^Weekly, edition 2 of 2026-11-30, as it would be now\. Nothing was sealed\.\n/);
    expect(out).toContain('Content       2 facts, 2 corrections, 1 date ahead\n');
    expect(out).toContain('New           all of it: it is the first proof of this edition\n');
    const files = await filesOf(folder);
    expect(Object.keys(files)).toEqual([
      'digest.html',
      'digest.txt',
      'index.html',
      'message.eml',
      'proof.json',
    ]);

    const seal = await publishNext();
    expect([seal.plan.number, press.seals.seals.size, proofs.noted.length]).toEqual([2, 2, 1]);
    const markers = markersOf(sha256(sealedFile(seal, 'digest.json')));
    for (const name of ['digest.html', 'digest.txt'] as const) {
      const sealed = sealedFile(seal, name);
      expect(sealed).toContain(markers.leaveKey);
      expect(sealed).toContain(markers.since);
      const withNobody = sealed.replaceAll(markers.leaveKey, 'proof').replaceAll(markers.since, '2026-11-30');
      expect(files[name]).toBe(withNobody);
    }
    expect(files['index.html']).toBe(sealedFile(seal, 'index.html'));
    const digest: Digest = JSON.parse(sealedFile(seal, 'digest.json'));
    expect(digest.corrections.map(({ id }) => id)).toEqual(['one.1', 'one.2']);
  });

  it('writes a message that is not of the list, and whose link to leave is nobody’s', async () => {
    const { courant, publishNext } = await aWorldBetweenEditions();
    await courant('proof', '--to-folder', folder);
    const { 'message.eml': message = '', 'digest.html': html = '' } = await filesOf(folder);
    const sealed = await simpleParser(sealedFile(await publishNext(), 'message.eml'));
    const shown = await simpleParser(message);
    expect(shown.subject).toBe(`Proof: ${sealed.subject}`);
    expect(shown.html).toBe(html);
    expect([...sealed.headers.keys()]).toContain('list');
    expect([...shown.headers.keys()]).not.toContain('list');
    expect(message).not.toMatch(/^list-/im);
    expect(html).toContain('https://links.example/leave/weekly/proof"');
  });

  it('says what is new since the last proof, and brings its own folder up to date', async () => {
    const { courant, press, time, proofs } = await aWorldBetweenEditions();
    await courant('proof', '--to-folder', folder);
    time.now = '2026-11-27T12:00:00Z' as Instant;
    expect((await courant('proof', '--to-folder', folder)).out).toContain(
      `New           nothing since the proof of ${between}\n`,
    );
    expect(proofs.noted).toHaveLength(1);
    await press.record(aRecord('2026-11-27T10:00:00Z', anArticleFile('three')).record);
    await press.record(aCorrection('2026-11-27T10:00:00Z', 'two.1').record);
    await press.record(aRetraction('2026-11-27T11:00:00Z', 'two.2').record);
    const { out } = await courant('proof', '--to-folder', folder);
    expect(out).toContain(`New           1 added, 1 amended, 1 gone since the proof of ${between}:\n`);
    expect(out.split('\n').filter(line => line.startsWith('  '))).toEqual([
      expect.stringMatching(/^ {2}added {4}fact {2}three\.1 {2}2-0\d {2}Statement 1 of three$/),
      expect.stringMatching(/^ {2}amended {2}fact {2}two\.1 {4}2-0\d {2}Right 1 of two\.1$/),
      '  gone     fact  two.2',
    ]);
    expect((await filesOf(folder))['digest.txt']).toContain('Statement 1 of three');
    expect(proofs.noted.map(({ proof, madeAt }) => [proof, madeAt])).toEqual([
      [1, between],
      [2, '2026-11-27T12:00:00Z'],
    ]);
  });

  it('says the same to programs', async () => {
    const { courant } = await aWorldBetweenEditions();
    const { out } = await courant('proof', '--to-folder', folder, '--json');
    const shown = JSON.parse(out);
    expect(shown).toMatchObject({
      ...{
        outcome: 'proof',
        publication: 'weekly',
        edition: '2026-11-30',
        number: 2,
        previous: '2026-11-23',
      },
      ...{ facts: 2, corrections: 2, daysAhead: 1, mailed: true, before: null, folder, mails: [] },
      added: [
        { kind: 'fact', fact: 'two.1', sequence: 0 },
        { kind: 'fact', fact: 'two.2', sequence: 0 },
        { kind: 'correction', fact: 'one.1', sequence: 1 },
        { kind: 'retraction', fact: 'one.2', sequence: 1 },
      ],
    });
    expect(JSON.parse((await filesOf(folder))['proof.json'] ?? '')).toEqual(shown);
  });

  it('writes over nothing that is no proof of the publication', async () => {
    const { courant, proofs } = await aWorldBetweenEditions();
    await writeFile(join(folder, 'digest.txt'), 'my own');
    expect(await courant('proof', '--to-folder', folder)).toMatchObject({
      code: 1,
      err: expect.stringContaining('digest.txt'),
    });
    await writeFile(join(folder, 'proof.json'), '{"outcome":"proof","publication":"another"}');
    expect((await courant('proof', '--to-folder', folder)).code).toBe(1);
    expect((await filesOf(folder))['digest.txt']).toBe('my own');
    // Nobody has seen it.
    expect(proofs.noted).toEqual([]);
  });

  it('mails it to who is named, without the tags of deliveries, and counts nothing', async () => {
    const { courant, stores, mailer } = await aWorldBetweenEditions();
    const before = stores();
    const { code, out } = await courant('proof', '--to', 'ada@mail.example, ben@mail.example');
    expect(stores()).toBe(before);
    expect(code).toBe(0);
    expect(out).toMatch(/Mailed {8}ada@mail\.example: SES took it\n {14}ben@mail\.example: SES took it\n$/);
    const here = aMemoryWorld({ mailbox: join(process.cwd(), '.courant/mail') });
    const mailedHere = await here.courant('proof', '--to', 'ada@mail.example');
    expect(mailedHere.out).toMatch(
      /SES took it\nMailbox {7}\.courant\/mail\/\*\.eml, which a mail program opens\n$/,
    );
    expect(mailer.taken.map(({ from, to, tags }) => [from, to, tags])).toEqual(
      ['ada', 'ben'].map(name => [
        'digest@news.example',
        `${name}@mail.example`,
        { publication: 'weekly', proof: '2026-11-30' },
      ]),
    );
    const [to, raw = ''] = [mailer.taken[0]?.to, mailer.taken[0]?.raw];
    const mail = await simpleParser(Buffer.from(raw));
    expect(mail).toMatchObject({ subject: expect.stringMatching(/^Proof: /), to: { text: to } });
    expect(Buffer.from(raw).toString('latin1')).not.toMatch(/^list-/im);
  });

  it('names each address that SES did not take, and ends with 1; what nobody got is no proof', async () => {
    const { courant, mailer, proofs } = await aWorldBetweenEditions();
    mailer.answers = ({ to }) =>
      to.startsWith('ada') ? { outcome: 'rejected', reason: 'Address is not verified' } : undefined;
    const alone = await courant('proof', '--to', 'ada@mail.example');
    expect(alone).toMatchObject({
      code: 1,
      out: expect.stringContaining('ada@mail.example: not sent, rejected (Address is not verified)'),
    });
    expect(proofs.noted).toEqual([]);
    expect((await courant('proof', '--to', 'ada@mail.example,ben@mail.example')).code).toBe(1);
    expect(proofs.noted).toHaveLength(1);
  });

  it('says it in the language of the publication', async () => {
    const { courant, mailer } = await aWorldBetweenEditions({ language: 'zh-Hans' });
    await courant('proof', '--to', 'ada@mail.example');
    expect((await simpleParser(Buffer.from(mailer.taken[0]?.raw ?? ''))).subject).toMatch(/^校样：/);
  });

  it('refuses what is no address before anything is opened', async () => {
    const { courant, seen } = await aWorldBetweenEditions();
    const { code, err } = await courant('proof', '--to', 'folder,ben@mail.example');
    expect([code, seen.opened]).toEqual([2, 0]);
    expect(err).toContain('--to "folder"');
    expect(err).toContain('--to-folder DIR');
  });

  it('says what is in the way of the edition, and ends with 1', async () => {
    const { courant, press } = await aWorldBetweenEditions();
    press.senders.standingOf = async () => ({ standing: 'unverified', because: 'SES has not verified it' });
    const { code, out } = await courant('proof', '--to-folder', folder);
    expect(code).toBe(1);
    expect(out).toContain('In the way    SES has not verified it.\n');
  });

  it('says that readers would not be mailed an empty edition', async () => {
    const { courant } = aMemoryWorld({}, aConfiguration({ whenEmpty: 'skip' }));
    const { code, out } = await courant('proof', '--to-folder', folder);
    expect(code).toBe(0);
    expect(out).toContain('Audience      nobody: the publication mails no empty edition\n');
  });
});
