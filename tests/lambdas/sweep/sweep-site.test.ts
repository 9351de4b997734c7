import { expect, it } from 'vitest';
import { aService } from '../../support/builders/a-service.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';

it('the first sweep of an installation writes the pages of its address, before any edition', async () => {
  const service = await aService();
  expect(await service.sweep()).toMatchObject({ failures: [] });
  expect([...service.siteFiles.files.keys()]).toEqual(['404.html', 'favicon.ico', 'robots.txt']);
  expect(service.archive.files.size).toBe(0);
});

it('pages that cannot be written are named as a failure, after all mail is on its way', async () => {
  const service = await aService();
  await service.record(aRecord(service.time.now, anArticleFile('one')).record);
  await service.sweep();
  service.siteFiles.createOnce = async () => {
    throw new Error('no');
  };
  service.wait(1.2);
  const { failures } = await service.sweep();
  expect(failures).toMatchObject([{ publication: 'site', what: 'its own pages' }]);
  await service.deliver();
  expect(service.mailer.readers).toHaveLength(5);
});
