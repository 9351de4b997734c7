import { expect, it } from 'vitest';
import { examplePublication, exampleTemplate } from './example-app.ts';
import { readable } from './readable.ts';

it('the outputs say where everything is that people and programs need', () => {
  const outputs = Object.entries(exampleTemplate().findOutputs('*'))
    .filter(([id]) => !id.startsWith('Dns') && !id.startsWith('Schedule'))
    .map(([id, { Value }]) => [id, readable(Value)]);
  expect(Object.fromEntries(outputs)).toEqual({
    ContentBucket: '<StorageContent>',
    ArchiveBucket: '<StorageArchive>',
    ArchiveUrl: 'https://<PublicArchiveDistribution.DomainName>',
    Distribution: '<PublicArchiveDistribution>',
    EditionsTable: '<StorageEditions>',
    DeliveriesTable: '<StorageDeliveries>',
    ReadersTable: '<StorageReaders>',
    RegistrarRole: '<Registrar.Arn>',
    SliceQueueUrl: '<DeliverQueueSlices>',
    FeedbackQueueUrl: '<FeedbackQueue>',
    PublishFunction: '<PublishpublishFunction>',
    SweepFunction: '<SweepsweepFunction>',
    LinksUrl: '<LinksApi.ApiEndpoint>',
    SignUpForm: '<LinksApi.ApiEndpoint>/subscribe',
    SignUpQueueUrl: '<SignUpsRequests>',
    ConfigurationSet: 'courant',
    FactsGoTo: 's3://<StorageContent>/log/',
    AlarmsGoTo: expect.stringMatching(/^operator@news\.example, once you have followed the link/),
    Dashboard: '<SendPath>',
    Checkout: expect.stringMatching(/^version \d+\.\d+\.\d+, configuration [0-9a-f]{12}$/),
  });
});

it('each publication has an output of its own that says when it appears, and does not change with time', () => {
  const publications = ['two-2', 'two2'].map(id => ({ ...examplePublication, id }));
  const outputs = Object.entries(exampleTemplate({ publications }).findOutputs('*'))
    .filter(([id]) => id.startsWith('Schedule'))
    .map(([id, { Value }]) => [id, Value]);
  expect(outputs).toEqual([
    ['Schedule1', 'two-2: every week on Monday at 07:00 (Europe/Brussels)'],
    ['Schedule2', 'two2: every week on Monday at 07:00 (Europe/Brussels)'],
  ]);
});
