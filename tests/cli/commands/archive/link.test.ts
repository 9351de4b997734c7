import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { S3Links } from '../../../../aws/s3/s3-links.ts';
import type { Instant } from '../../../../core/foundation/instant.ts';
import { anArticleFile, aRecord } from '../../../support/builders/an-article.ts';
import { aMemoryWorld } from '../../memory-world.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
const links = (expiration?: Date) =>
  new S3Links(
    new S3Client({
      region: 'eu-west-1',
      // Whatever address of S3 another test of this process may have set.
      endpoint: 'https://s3.eu-west-1.amazonaws.com',
      credentials: expiration ? { ...credentials, expiration } : credentials,
    }),
    'an-archive',
  );

async function anEdition(fileLinks: S3Links | null) {
  const world = aMemoryWorld({ fileLinks });
  await world.press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  await world.installation.publish({
    publication: 'weekly',
    scheduledTime: '2026-11-23T06:00:00Z' as Instant,
  });
  return { ...world, link: (...more: string[]) => world.courant('archive', 'link', '2026-11-23', ...more) };
}

describe('courant archive link', () => {
  it('prints a name and a signed address a line, for a day unless said otherwise', async () => {
    const { link } = await anEdition(links());
    const { code, out } = await link();
    expect(code).toBe(0);
    const [head, ...lines] = out.trimEnd().split('\n');
    expect(head).toBe('Weekly, edition of 2026-11-23: whoever has these may fetch the files, for 24 hours.');
    const named = lines.map(line => line.trim().split(/ +/));
    expect(named.map(([name]) => name).sort()).toEqual(
      ['digest.html', 'digest.json', 'digest.txt', 'index.html', 'manifest.json', 'message.eml'].sort(),
    );
    for (const [name, address = ''] of named) {
      const url = new URL(address);
      expect(url.href).toContain(`/archive/weekly/2026-11-23/${name}?`);
      expect(url.hostname).toBe('an-archive.s3.eu-west-1.amazonaws.com');
      expect(url.searchParams.get('X-Amz-Expires')).toBe('86400');
      expect(url.searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('says when the credentials end, and prints an object a line with --json', async () => {
    const { link } = await anEdition(links(new Date('2030-01-01T00:00:00Z')));
    expect((await link('--hours', '1')).out).toContain(
      'for 1 hour, or until your credentials end at 2030-01-01T00:00:00.000Z if that is earlier.',
    );
    const [first = ''] = (await link('--hours', '2', '--json')).out.split('\n');
    expect(JSON.parse(first)).toEqual({
      name: 'index.html',
      url: expect.stringContaining('X-Amz-Expires=7200'),
      hours: 2,
      ends: '2030-01-01T00:00:00.000Z',
    });
  });

  it('says on this machine what to do instead, and refuses what S3 would not sign', async () => {
    const { link } = await anEdition(null);
    expect(await link()).toMatchObject({
      code: 1,
      err: expect.stringContaining('courant archive get 2026-11-23 --local'),
    });
    for (const hours of ['0', '169', '1.5', 'x'])
      expect(await link('--hours', hours)).toMatchObject({
        code: 2,
        err: expect.stringContaining('1 to 168'),
      });
  });

  it('prints nothing of an edition of which something was taken down, but with --private', async () => {
    const { link, courant } = await anEdition(links());
    await courant('archive', 'take-down', 'one.1', '--because', 'a court says so', '--yes');
    expect(await link()).toMatchObject({ code: 1, out: '', err: expect.stringContaining('taken down on') });
    expect((await link('--private')).code).toBe(0);
  });
});
