import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Digest } from '../../lambdas/core/digest.ts';
import { readManifest } from '../../lambdas/core/publishing/manifest.ts';
import { type Ended, envelopesIn, filesBelow, npmStart } from '../support/npm-start.ts';

const editionFolder = 's3/archive/archive/china-tech-controls/2026-11-23';
let scratch = '';

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'courant-start-'));
});
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

describe('npm start', { timeout: 120_000 }, () => {
  let directory = '';
  let first: Ended;
  let files: Record<string, string>;

  beforeAll(async () => {
    directory = join(scratch, 'whole');
    first = await npmStart(directory);
    files = await filesBelow(directory);
  });

  it('publishes, says what it did and where to look, and exits with 0', () => {
    expect(first.errors).toBe('');
    expect(first.code).toBe(0);
    expect(first.output).toContain('Published China Tech & Controls, edition 1 of 2026-11-23.');
    expect(first.output).toContain('30 facts of 1 article in facts/, 1 new');
    expect(first.output).toContain('5 readers: 5 accepted');
    expect(first.output).toContain(`file://${directory}/${editionFolder}/index.html`);
  });

  it('mails each reader one message with both parts, their own leave link and the content of the archive', async () => {
    const mails = Object.entries(files).filter(([name]) => /^mail\/.*\.eml$/.test(name));
    const messages = mails.filter(([, raw]) => !raw.includes('\r\nTo: operator@news.example\r\n'));
    expect([mails.length, messages.length]).toEqual([6, 5]);
    const archived = {
      html: utf8(files[`${editionFolder}/digest.html`]),
      text: utf8(files[`${editionFolder}/digest.txt`]),
    };
    const marker = /\/leave\/china-tech-controls\/([\w-]{54})/.exec(archived.text)?.[1] ?? '';
    const keys = new Set<string>();
    for (const [, raw] of messages) {
      const mail = await simpleParser(Buffer.from(raw, 'latin1'));
      const key = /\/leave\/china-tech-controls\/([\w-]{54})/.exec(mail.text ?? '')?.[1] ?? '';
      keys.add(key);
      expect(mail.text?.replaceAll(key, marker)).toBe(archived.text);
      expect((mail.html || '').replaceAll(key, marker)).toBe(archived.html);
      expect(raw).toContain(
        `\r\nList-Unsubscribe: <https://links.news.example/leave/china-tech-controls/${key}>\r\n`,
      );
    }
    expect(keys.size).toBe(5);
    expect(keys).not.toContain(marker);
  });

  it('has every fact of the article in both parts, labelled', async () => {
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
      expect(text).toMatch(new RegExp(`${number} ?\\[[A-Z][^\\]]+\\]`));
    }
    expect(readManifest(utf8(files[`${editionFolder}/manifest.json`])).facts.sort()).toEqual(
      facts.map(({ id }) => id).sort(),
    );
  });

  it('closes the edition with a receipt whose counts add up, and mails it to the operator', () => {
    const receipt = JSON.parse(utf8(files['s3/archive/receipts/china-tech-controls/2026-11-23.json']));
    expect(receipt).toMatchObject({ audience: 5, accepted: 5, rejected: {}, uncertain: 0, withheld: {} });
    const told = Object.values(files).find(raw => raw.includes('To: operator@news.example\r\n')) ?? '';
    expect(told).toContain('Subject: China Tech & Controls 1 of 2026-11-23: 5 of 5 accepted\r\n');
    expect(told).toContain('Accepted     5\r\n');
  });

  it('changes nothing and mails nobody when it runs again', async () => {
    const again = await npmStart(directory);
    expect(again.code).toBe(0);
    expect(again.output).toContain('is published already');
    expect(again.output).toContain('nobody in this run');
    const after = await filesBelow(directory);
    for (const folder of ['mail/', 's3/']) expect(only(after, folder)).toEqual(only(files, folder));
  });

  it('publishes the next edition, an empty one, when its time has come', async () => {
    const copy = join(scratch, 'next');
    await npmStart(copy);
    const next = await npmStart(copy, ['--at', '2026-12-01T00:00:00Z']);
    expect(next.output).toContain('edition 2 of 2026-11-30');
    expect(next.output).toContain('5 messages in this run');
    const earlier = await npmStart(copy, ['--at', '2026-11-20T00:00:00Z']);
    expect(earlier.output).toContain('Nothing to publish');
    expect(earlier.code).toBe(0);
  });

  it('makes up as many readers as it is asked for', async () => {
    const many = join(scratch, 'many');
    const run = await npmStart(many, ['--readers', '250']);
    expect(run.output).toContain('250 readers: 250 accepted');
    const mailed = await readersMailed(many);
    expect(new Set(mailed).size).toBe(250);
    expect(mailed).toHaveLength(250);
  });

  it('reaches no real account, whatever the environment holds', async () => {
    const asked: string[] = [];
    const canary = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
    const config = join(scratch, 'aws-config');
    await writeFile(config, `[profile real]\nregion = eu-west-1\nendpoint_url = ${url}\n`);
    const run = await npmStart(join(scratch, 'isolated'), [], {
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
    expect(run.output).toContain('5 messages in this run');
  });

  it.each([
    [['--fast'], '--fast'],
    [['now'], '"now"|now'],
    [['--at', 'tomorrow'], '--at tomorrow'],
    [['--readers', '0'], '--readers 0'],
    [['--readers', 'many'], '--readers many'],
    [['--reset=yes'], '--reset=yes'],
    [['--serve', '--port', '65536'], '--port 65536'],
    [['--serve', '--port', '-1'], '--port -1'],
    [['--port', '8080'], '--port without --serve'],
  ])('refuses %j with a clear error', async (words, found) => {
    const run = await npmStart(join(scratch, 'refused'), words);
    expect(run.code).toBe(2);
    expect(run.errors).toMatch(new RegExp(`found: +(${found})`));
    expect(run.errors).toContain('to do:');
  });
});

describe('npm start, killed', { timeout: 240_000 }, () => {
  it.concurrent.each([
    [
      'the record of an article is written',
      { service: 's3', operation: 'PutObject', call: 1, when: 'after' },
    ],
    ['an article is named', { service: 's3', operation: 'PutObject', call: 2, when: 'before' }],
    ['a reader is added', { service: 'dynamodb', operation: 'PutItem', call: 3, when: 'after' }],
    ['the edition is sealed', { service: 's3', operation: 'PutObject', call: 4, when: 'before' }],
    ['the edition has been sealed', { service: 's3', operation: 'PutObject', call: 4, when: 'after' }],
    ['the archive is unpacked', { service: 's3', operation: 'PutObject', call: 7, when: 'after' }],
    ['a slice is stored', { service: 'dynamodb', operation: 'PutItem', call: 7, when: 'before' }],
    [
      'the audience has been frozen',
      { service: 'dynamodb', operation: 'UpdateItem', call: 1, when: 'after' },
    ],
    [
      'slices are put on the queue',
      { service: 'sqs', operation: 'SendMessageBatch', call: 1, when: 'before' },
    ],
    [
      'slices have been put on the queue',
      { service: 'sqs', operation: 'SendMessageBatch', call: 1, when: 'after' },
    ],
    ['a delivery has been claimed', { service: 'dynamodb', operation: 'UpdateItem', call: 3, when: 'after' }],
    ['a message is handed over', { service: 'ses', operation: 'SendRawEmail', call: 3, when: 'before' }],
    ['a message has been handed over', { service: 'ses', operation: 'SendRawEmail', call: 3, when: 'after' }],
    ['the receipt has been written', { service: 's3', operation: 'PutObject', call: 13, when: 'after' }],
    ['the operator is told', { service: 'ses', operation: 'SendRawEmail', call: 6, when: 'before' }],
  ] as const)(
    'as %s, ends with the same archive and one message a reader when it runs again',
    async (name, fault) => {
      const expected = await filesBelow(join(scratch, 'whole/s3/archive'));
      const directory = join(scratch, name.replaceAll(' ', '-'));
      const killed = await npmStart(directory, [], {}, [{ ...fault, do: 'exit' }]);
      expect(killed.signal).toBe('SIGKILL');
      const recovered = await npmStart(directory);
      expect(recovered).toMatchObject({ code: 0, errors: '' });
      expect(recovered.output).toContain('5 readers: 5 accepted');
      expect(withoutReceipts(await filesBelow(join(directory, 's3/archive')))).toEqual(
        withoutReceipts(expected),
      );
      const mailed = await readersMailed(directory);
      expect(mailed).toHaveLength(5);
      expect(new Set(mailed).size).toBe(5);
    },
  );
});

/** Who was mailed, besides the operator, who gets a receipt. */
async function readersMailed(directory: string): Promise<string[]> {
  const all = (await envelopesIn(directory)).flatMap(({ destinations }) => destinations);
  return all.filter(address => address !== 'operator@news.example');
}

/** Receipts say when somebody was mailed, which is another time in every run. */
function withoutReceipts(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !name.startsWith('receipts/')));
}

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
