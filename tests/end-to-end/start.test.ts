import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Digest } from '../../core/digest/digest.ts';
import { readManifest } from '../../core/edition/manifest.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import { markersOf } from '../../core/message/reader-fields.ts';
import { startProgram } from '../../local/start/start-options.ts';
import { readOptions } from '../../local/terminal/read-options.ts';
import {
  type Ended,
  filesBelow,
  installation,
  installationIn,
  npmStart,
  readersMailed,
} from '../support/programs/npm-start.ts';

const publications = ['china-tech-controls', 'china-tech-controls-zh'];
/** The day on which the made-up readers of the first edition agreed to be written to. */
const agreed = '2026-11-23';
const editionFolder = 's3/archive/archive/china-tech-controls/2026-11-23';
let scratch = '';

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'courant-start-'));
});
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

describe('npm start', { timeout: 300_000 }, () => {
  let directory = '';
  let first: Ended;
  let files: Record<string, string>;

  beforeAll(async () => {
    ({ directory, ended: first } = await installation());
    files = await filesBelow(directory);
  });

  it('publishes, says what it did and where to look, and exits with 0', () => {
    expect(first.errors).toBe('');
    expect(first.code).toBe(0);
    expect(first.output.match(/^Published .*/gm)).toEqual([
      'Published China Tech & Controls, edition 1 of 2026-11-23.',
      'Published 中国科技与管制, edition 1 of 2026-11-23.',
    ]);
    expect(first.output).toContain('30 facts of 1 article in facts/, 1 new');
    expect(first.output.match(/5 readers: 5 accepted\n/g)).toHaveLength(2);
    expect(first.output).not.toContain('correction');
    expect(first.output).not.toContain('Ahead of today');
    expect(first.output).toContain(`file://${directory}/${editionFolder}/index.html`);
  });

  it.each(publications)(
    'mails each reader of %s one message: both parts as archived, their own leave link, when they agreed',
    async id => {
      const mails = Object.entries(files).filter(([name]) => /^mail\/.*\.eml$/.test(name));
      expect(mails).toHaveLength(12);
      const link = new RegExp(`/leave/${id}/([\\w-]{54})`);
      const folder = `s3/archive/archive/${id}/2026-11-23`;
      const markers = markersOf(sha256(utf8(files[`${folder}/digest.json`])));
      const archivedFor = (name: string, leaveKey: string) =>
        utf8(files[`${folder}/${name}`])
          .replaceAll(markers.leaveKey, leaveKey)
          .replaceAll(markers.since, agreed);
      const keys = new Set<string>();
      const messages = mails.filter(([, raw]) => raw.includes(`.example/leave/${id}/`));
      for (const [, raw] of messages) {
        const mail = await simpleParser(Buffer.from(raw, 'latin1'));
        const key = link.exec(mail.text ?? '')?.[1] ?? '';
        keys.add(key);
        expect(mail.text).toBe(archivedFor('digest.txt', key));
        expect(mail.html).toBe(archivedFor('digest.html', key));
        expect(raw).toContain(`\r\nList-Unsubscribe: <https://links.news.example/leave/${id}/${key}>\r\n`);
      }
      expect([messages.length, keys.size]).toEqual([5, 5]);
      expect(keys).not.toContain(markers.leaveKey);
      for (const name of ['digest.txt', 'digest.html'])
        expect(utf8(files[`${folder}/${name}`])).toContain(markers.since);
    },
  );

  it('has every fact of the article in both parts, with who says so', async () => {
    const digest: Digest = JSON.parse(utf8(files[`${editionFolder}/digest.json`]));
    const facts = [...digest.sections.flatMap(section => section.facts), ...digest.views];
    expect(facts).toHaveLength(30);
    const html = readable(utf8(files[`${editionFolder}/digest.html`]));
    const text = readable(utf8(files[`${editionFolder}/digest.txt`]));
    for (const { number, statement } of facts) {
      for (const part of [html, text]) {
        expect(part).toContain(readable(statement.text));
        expect(part).toContain(number);
      }
      // Below what nobody knows the author of, the number alone: that is said before it.
      expect(text).toMatch(new RegExp(`[a-z”)] ?· ?${number}|Unattributed: [^:]+[.”] ${number}`));
    }
    expect(readManifest(utf8(files[`${editionFolder}/manifest.json`])).facts.sort()).toEqual(
      facts.map(({ id }) => id).sort(),
    );
  });

  it('says the same in Simplified Chinese to the readers of the second publication', async () => {
    const folder = 's3/archive/archive/china-tech-controls-zh/2026-11-23';
    const [chinese, english]: [Digest, Digest] = [folder, editionFolder].map(edition =>
      JSON.parse(utf8(files[`${edition}/digest.json`])),
    ) as [Digest, Digest];
    const shown = ({ sections, views }: Digest) => [...sections.flatMap(({ facts }) => facts), ...views];
    expect(shown(chinese).map(({ id }) => id)).toEqual(shown(english).map(({ id }) => id));
    for (const { statement, attribution } of shown(chinese)) {
      expect([statement.language, attribution.who.language]).toEqual(['zh-Hans', 'zh-Hans']);
      // Lines of Chinese break between any two characters.
      expect(utf8(files[`${folder}/digest.txt`]).replace(/\s/g, '')).toContain(
        statement.text.replace(/\s/g, ''),
      );
    }
    expect(chinese.sources[0]).toMatchObject({
      title: { language: 'zh-Hans' },
      originalTitle: { language: 'en' },
    });
  });

  it('closes the editions with receipts whose counts add up, and mails them to the operator', async () => {
    const receipt = JSON.parse(utf8(files['s3/archive/receipts/china-tech-controls/2026-11-23.json']));
    expect(receipt).toMatchObject({ audience: 5, accepted: 5, rejected: {}, uncertain: 0, withheld: {} });
    const told = Object.values(files).find(raw => raw.includes('To: operator@news.example\r\n')) ?? '';
    const { subject, text, html } = await simpleParser(told);
    expect(subject).toBe('No. 1 went to all five readers · China Tech & Controls');
    expect(text).toMatch(/^Accepted +5$/m);
    // What is typed goes on with the data of this machine.
    expect(text).toContain(
      'npm run courant -- status 2026-11-23 \\\n    --publication china-tech-controls --local\n',
    );
    expect(html).toContain('docs/runbook.md#what-the-receipt-says');
  });

  it('changes nothing and mails nobody when it runs again', async () => {
    const copy = await installationIn(join(scratch, 'again'));
    const again = await npmStart(copy);
    expect(again.code).toBe(0);
    expect(again.output).toContain('is published already');
    expect(again.output).toContain('nobody in this run');
    const after = await filesBelow(copy);
    for (const folder of ['mail/', 's3/']) expect(only(after, folder)).toEqual(only(files, folder));
  });

  it('publishes the next edition when its time has come, which puts right what the first one said', async () => {
    const copy = await installationIn(join(scratch, 'next'));
    const next = await npmStart(copy, ['--at', '2026-12-01T00:00:00Z']);
    expect(next.output.match(/edition 2 of 2026-11-30/g)).toHaveLength(2);
    expect(next.output.match(/5 messages in this run/g)).toHaveLength(2);
    expect(next.output).toContain('1 correction in facts/corrections/, 1 new');
    const earlier = await npmStart(copy, ['--at', '2026-11-20T00:00:00Z']);
    expect(earlier.output).toContain('Nothing to publish');
    expect(earlier.output).not.toContain('Filed');
    expect(earlier.output).toContain('--reset');
    expect(earlier.code).toBe(0);
  });

  it('makes up as many readers as it is asked for, and reaches no real account, whatever the environment holds', async () => {
    const asked: string[] = [];
    const canary = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
    const config = join(scratch, 'aws-config');
    await writeFile(config, `[profile real]\nregion = eu-west-1\nendpoint_url = ${url}\n`);
    const many = join(scratch, 'many');
    // More than one slice takes.
    const run = await npmStart(many, ['--readers', '120'], {
      AWS_PROFILE: 'real',
      AWS_CONFIG_FILE: config,
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_SESSION_TOKEN: 'token',
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_S3: url,
      AWS_ENDPOINT_URL_SES: 'https://email.eu-west-1.amazonaws.com',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
      HTTPS_PROXY: url,
    });
    canary.close();
    expect(run).toMatchObject({ code: 0, errors: '' });
    expect(asked).toEqual([]);
    expect(run.output.match(/120 readers: 120 accepted/g)).toHaveLength(2);
    expect(run.output).toContain('120 messages in this run');
    const mailed = await readersMailed(many);
    expect(new Set(mailed).size).toBe(240);
    expect(mailed).toHaveLength(240);
  });

  it('ends with 2, publishes nothing and says what to do when it is refused as it was typed', async () => {
    const run = await npmStart(join(scratch, 'refused'), ['--fast']);
    expect(run).toMatchObject({ code: 2, output: '' });
    expect(run.errors).toMatch(/^npm start[\s\S]*found: +--fast/);
    expect(run.errors).toContain('to do:');
  });

  it.each([
    [['--fast'], '--fast'],
    [['now'], '"now"|now'],
    [['--at', 'tomorrow'], '--at tomorrow'],
    [['--readers', '0'], '--readers 0'],
    [['--readers', 'many'], '--readers many'],
    [['--editions', '0'], '--editions 0'],
    [['--editions', '53'], '--editions 53'],
    [['--editions'], '--editions'],
    [['--reset=yes'], '--reset=yes'],
    [['--serve', '--port', '65536'], '--port 65536'],
    [['--serve', '--port', '-1'], '--port -1'],
    [['--port', '8080'], '--port without --serve'],
  ])('refuses %j with a clear error', (words, found) => {
    const parse = () => readOptions(startProgram, words);
    expect(parse).toThrow(new RegExp(`found: +(${found})`));
    expect(parse).toThrow('to do:');
  });
});

function utf8(content: string | undefined): string {
  return Buffer.from(content ?? '', 'latin1').toString('utf8');
}

/** What stands there in words: without tags, entities and line breaks. */
function readable(content: string): string {
  const entities: Record<string, string> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#x27;': "'",
  };
  return content
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#x27);/g, entity => entities[entity] ?? entity)
    .replace(/\s+/g, ' ');
}

function only(files: Record<string, string>, prefix: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name.startsWith(prefix)));
}
