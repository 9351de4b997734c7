import { CreateBucketCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { S3SiteFiles } from '../../../aws/s3/s3-archive.ts';
import { S3Objects } from '../../../aws/s3/s3-objects.ts';
import { cloudForTest } from '../../support/cloud/cloud.ts';

async function aSite() {
  const { cloud, clients } = await cloudForTest();
  await clients.s3.send(new CreateBucketCommand({ Bucket: 'archive' }));
  const objects = new S3Objects(clients.s3, 'archive');
  cloud.beginRun();
  return {
    files: () => new S3SiteFiles(objects),
    stored: async (key: string) => {
      const { Body, ContentType } = await clients.s3.send(
        new GetObjectCommand({ Bucket: 'archive', Key: key }),
      );
      return [await Body?.transformToString(), ContentType];
    },
    puts: () => cloud.calls().filter(({ operation }) => operation === 'PutObject').length,
  };
}

it('files of the site lie under site/ in the archive bucket, with their types', async () => {
  const site = await aSite();
  await site.files().createOnce('404.html', '<p>没有</p>');
  await site.files().createOnce('robots.txt', 'User-agent: *\n');
  expect(await site.stored('site/404.html')).toEqual(['<p>没有</p>', 'text/html; charset=utf-8']);
  expect(await site.stored('site/robots.txt')).toEqual(['User-agent: *\n', 'text/plain; charset=utf-8']);
});

it('a file of the site that is there already stays, and a process asks for it once', async () => {
  const site = await aSite();
  await site.files().createOnce('404.html', 'the first');
  const later = site.files();
  for (let sweep = 0; sweep < 3; sweep += 1) await later.createOnce('404.html', 'another');
  expect(await site.stored('site/404.html')).toEqual(['the first', 'text/html; charset=utf-8']);
  expect(site.puts()).toBe(2);
});

it('a file that is kept is written over ours, not over an operator’s, and asked for once while it stays', async () => {
  const site = await aSite();
  const isOurs = (stored: string) => stored.startsWith('ours');
  await site.files().keep('sitemap.xml', 'ours 1', isOurs);
  const files = site.files();
  for (let sweep = 0; sweep < 2; sweep += 1) await files.keep('sitemap.xml', 'ours 2', isOurs);
  expect(await site.stored('site/sitemap.xml')).toEqual(['ours 2', 'application/xml; charset=utf-8']);
  expect(site.puts()).toBe(2);
  await site.files().createOnce('robots.txt', 'theirs');
  await site.files().keep('robots.txt', 'ours', isOurs);
  expect((await site.stored('site/robots.txt'))[0]).toBe('theirs');
});
