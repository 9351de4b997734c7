import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exampleApp } from './example-app.ts';

const site = {
  domain: 'digest.news.example',
  certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b',
};
const adopt = {
  contentBucket: 'old-content',
  archiveBucket: 'old-archive',
  editionsTable: 'oldEditions',
  deliveriesTable: 'oldDeliveries',
  readersTable: 'oldReaders',
};
it.each([
  ['plain', {}],
  ['site', { site }],
  ['zone', { site, hostedZone: { id: 'Z1', name: 'news.example' } }],
  ['adopt', { site, adopt }],
  ['links', { site, publicArchive: false }],
  ['private', { publicArchive: false }],
])('%s', (name, c) => {
  const assembly = exampleApp(c).app.synth();
  writeFileSync(
    `/tmp/site-${name}.json`,
    JSON.stringify(assembly.getStackByName('courant').template, null, 1),
  );
  expect(1).toBe(1);
});
