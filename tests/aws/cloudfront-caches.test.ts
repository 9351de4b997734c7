import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { expect, it, onTestFinished } from 'vitest';
import { CloudFrontCaches } from '../../aws/cloudfront/cloudfront-caches.ts';
import { stubAws } from '../cli/stub-aws.ts';

it('orders all that lies below the folders of the publications to be forgotten, in one order', async () => {
  const { client, asked, stop } = await stubAws(() => ({ status: 201, body: '<Invalidation/>' }));
  const cloudFront = new CloudFrontClient(client);
  onTestFinished(async () => {
    cloudFront.destroy();
    await stop();
  });
  await new CloudFrontCaches(cloudFront, 'EDFDVBD6EXAMPLE').forget(['old', 'weekly'], 'once');
  const [order] = asked;
  expect(asked).toHaveLength(1);
  expect(order?.path).toMatch(/^\/\d{4}-\d\d-\d\d\/distribution\/EDFDVBD6EXAMPLE\/invalidation/);
  expect([...(order?.body ?? '').matchAll(/<Path>([^<]*)<\/Path>/g)].map(([, path]) => path)).toEqual([
    '/archive/old/*',
    '/archive/weekly/*',
  ]);
  expect(order?.body).toContain('<Quantity>2</Quantity>');
  expect(order?.body).toContain('<CallerReference>once</CallerReference>');
});
