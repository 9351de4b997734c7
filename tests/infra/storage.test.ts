import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { exampleTemplate } from './example-app.ts';
import { readable, resources, statements } from './readable.ts';

const template = exampleTemplate();
const buckets = [...resources(template, 'AWS::S3::Bucket')];
const policies = new Map(
  [...resources(template, 'AWS::S3::BucketPolicy').values()].map(policy => [
    readable(policy.Properties.Bucket),
    policy,
  ]),
);
const tables = resources(template, 'AWS::DynamoDB::Table');

const statementsAbout = (bucket: string) =>
  statements(policies.get(`<${bucket}>`)?.Properties.PolicyDocument);

/** What the policies of all buckets allow. */
function allowedBy(of: Template): (string | undefined)[] {
  return [...resources(of, 'AWS::S3::BucketPolicy').values()]
    .flatMap(policy => statements(policy.Properties.PolicyDocument))
    .flatMap(({ effect, sid }) => (effect === 'Allow' ? [sid] : []));
}

describe('the buckets', () => {
  it('are two', () => {
    expect(buckets.map(([id]) => id)).toEqual(['StorageContent', 'StorageArchive']);
  });

  it.each(buckets)('%s is private, versioned, encrypted and outlives the stack', (_, bucket) => {
    expect(bucket).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(bucket.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    });
  });

  it.each(buckets)('%s keeps its policy when the stack goes', id => {
    expect(policies.get(`<${id}>`)).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it.each(buckets)('%s is reached over TLS 1.2 or later only', id => {
    const on = [`<${id}.Arn>`, `<${id}.Arn>/*`];
    const everything = { effect: 'Deny', actions: ['s3:*'], on };
    expect(statementsAbout(id)).toEqual(
      expect.arrayContaining([
        { ...everything, conditions: { Bool: { 'aws:SecureTransport': 'false' } } },
        { ...everything, conditions: { NumericLessThan: { 's3:TlsVersion': 1.2 } } },
      ]),
    );
  });

  it.each(buckets)('%s denies to all what it denies', id => {
    for (const { Effect, Principal } of policies.get(`<${id}>`)?.Properties.PolicyDocument.Statement ?? []) {
      if (Effect === 'Deny') expect(Principal).toEqual({ AWS: '*' });
    }
  });

  it('allow by their policies nothing but that the public archive is served', () => {
    expect(allowedBy(template)).toEqual(['ServeTheArchive']);
    expect(allowedBy(exampleTemplate({ publicArchive: false }))).toEqual([]);
  });
});

describe('what is written once', () => {
  const onlyIfNew = { Null: { 's3:if-none-match': 'true' } };
  const deletions = ['s3:DeleteObject', 's3:DeleteObjectVersion'];

  it('is everything in the content bucket', () => {
    const on = ['<StorageContent.Arn>/*'];
    expect(statementsAbout('StorageContent')).toEqual(
      expect.arrayContaining([
        {
          sid: 'WriteOnlyWhatIsNotThere',
          effect: 'Deny',
          actions: ['s3:PutObject'],
          on,
          conditions: onlyIfNew,
        },
        { sid: 'DeleteNothing', effect: 'Deny', actions: deletions, on },
      ]),
    );
  });

  it('is everything in the archive but the pages and feeds that are rebuilt', () => {
    const notOn = ['editions.json', 'feed.json', 'feed.xml', 'index.html'].map(
      name => `<StorageArchive.Arn>/archive/*/${name}`,
    );
    const protectedObjects = { effect: 'Deny', on: [], notOn };
    expect(statementsAbout('StorageArchive')).toEqual(
      expect.arrayContaining([
        {
          sid: 'WriteOnlyWhatIsNotThere',
          actions: ['s3:PutObject'],
          conditions: onlyIfNew,
          ...protectedObjects,
        },
        { sid: 'DeleteNothing', actions: deletions, ...protectedObjects },
      ]),
    );
  });
});

describe('what the archive lets be written again', () => {
  /** Patterns of a policy: `*` stands for any characters, slashes included. */
  const exempt = statementsAbout('StorageArchive')
    .flatMap(({ notOn }) => notOn ?? [])
    .map(pattern =>
      pattern
        .slice('<StorageArchive.Arn>/'.length)
        .split('*')
        .map(part => part.replaceAll('.', '\\.'))
        .join('.*'),
    )
    .map(pattern => new RegExp(`^${pattern}$`));
  const isExempt = (key: string) => exempt.some(pattern => pattern.test(key));

  it.each([
    'sealed/weekly/after-start.json',
    'archive/weekly/2026-11-23/manifest.json',
    'receipts/weekly/2026-11-23.json',
    'receipts/weekly/2026-11-23-2.json',
    'receipts/archive/editions.json',
  ])('is not %s', key => expect(isExempt(key)).toBe(false));

  it.each(['archive/weekly/index.html', 'archive/weekly/2026-11-23/index.html'])('is %s', key =>
    expect(isExempt(key)).toBe(true),
  );
});

describe('the tables', () => {
  it('have the keys of the design', () => {
    const keys = [...tables].map(([id, { Properties }]) => [
      id,
      ...Properties.KeySchema.map((key: { AttributeName: string }) => key.AttributeName),
    ]);
    expect(keys).toEqual([
      ['StorageEditions', 'publication', 'edition'],
      ['StorageDeliveries', 'partition', 'reader'],
      ['StorageReaders', 'publication', 'reader'],
    ]);
  });

  it.each([...tables])(
    '%s is paid by use, restorable, encrypted, and survives mistakes and the stack',
    (_, table) => {
      expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      expect(table.Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        DeletionProtectionEnabled: true,
      });
    },
  );

  it.each([...tables, ...buckets])(
    '%s has no fixed name, so that a second stack can stand beside the first',
    (_, { Properties }) => {
      expect(Properties).not.toHaveProperty('TableName');
      expect(Properties).not.toHaveProperty('BucketName');
    },
  );
});
