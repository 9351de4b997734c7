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
/** CloudFormation keeps it in any case but one: a first deployment that fails takes away what it made. */
const kept = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };

const statementsAbout = (bucket: string) =>
  statements(policies.get(`<${bucket}>`)?.Properties.PolicyDocument);

describe('the buckets', () => {
  it('are two', () => {
    expect(buckets.map(([id]) => id)).toEqual(['StorageContent', 'StorageArchive']);
  });

  it.each(buckets)('%s is private, versioned, encrypted and outlives the stack', (_, bucket) => {
    expect(bucket).toMatchObject(kept);
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
    expect(policies.get(`<${id}>`)).toMatchObject(kept);
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

  it('forget deliveries, requests and what else expires by itself, and editions never', () => {
    const forgets = [...tables].map(([id, { Properties }]) => [id, Properties.TimeToLiveSpecification]);
    const expires = { AttributeName: 'expires', Enabled: true };
    expect(forgets).toEqual([
      ['StorageEditions', undefined],
      ['StorageDeliveries', expires],
      ['StorageReaders', expires],
    ]);
  });

  it.each([...tables])(
    '%s is paid by use, restorable, encrypted, survives the stack, and hinders no rollback',
    (_, table) => {
      expect(table).toMatchObject(kept);
      expect(table.Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
      });
      // A first deployment that failed would end as ROLLBACK_FAILED.
      expect(table.Properties.DeletionProtectionEnabled ?? false).toBe(false);
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

describe('the logical ids of what holds state', () => {
  // CloudFormation replaces a resource whose id changes by an empty one. These are what deployed stacks have: do not adapt this list.
  it('never change', () => {
    const ids = ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::DynamoDB::Table'].flatMap(type =>
      Object.keys(template.findResources(type)),
    );
    expect(ids.sort()).toEqual([
      'StorageArchiveEF4C9845',
      'StorageArchivePolicy5804B475',
      'StorageContent05955A69',
      'StorageContentPolicy98C24D2F',
      'StorageDeliveriesE42B5069',
      'StorageEditions378A453C',
      'StorageReaders0C8518C0',
    ]);
  });
});

describe('a stack that adopts what an older one left', () => {
  const adopt = {
    contentBucket: 'older-content',
    archiveBucket: 'older-archive',
    editionsTable: 'OlderEditions',
    deliveriesTable: 'OlderDeliveries',
    readersTable: 'OlderReaders',
  };
  const adopting = exampleTemplate({ adopt, identities: ['news.example'] });

  it('creates no store, and writes no policy', () => {
    for (const type of ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::DynamoDB::Table'])
      adopting.resourceCountIs(type, 0);
  });

  it('gives its functions and its outputs those names', () => {
    const functions = [...resources(adopting, 'AWS::Lambda::Function').values()];
    const sweep = functions.find(({ Properties }) => Properties.FunctionName === 'courant-sweep');
    expect(sweep?.Properties.Environment.Variables).toMatchObject({
      CONTENT_BUCKET: 'older-content',
      ARCHIVE_BUCKET: 'older-archive',
      EDITIONS_TABLE: 'OlderEditions',
      DELIVERIES_TABLE: 'OlderDeliveries',
      READERS_TABLE: 'OlderReaders',
    });
    const values = Object.values(adopting.findOutputs('*')).map(({ Value }) => Value);
    expect(values).toEqual(expect.arrayContaining(Object.values(adopt)));
  });

  it('lets them do there what they may do in stores of its own', () => {
    const own = rights(template);
    const there = (right: string) =>
      right
        .replace('<StorageContent.Arn>', 'arn:<AWS::Partition>:s3:::older-content')
        .replace('<StorageArchive.Arn>', 'arn:<AWS::Partition>:s3:::older-archive')
        .replace(
          /<Storage(Editions|Deliveries|Readers)\.Arn>/,
          'arn:<AWS::Partition>:dynamodb:<AWS::Region>:<AWS::AccountId>:table/Older$1',
        );
    expect(own.filter(right => right.includes('<Storage'))).not.toHaveLength(0);
    expect(rights(adopting)).toEqual(own.map(there).sort());
  });

  it('serves the older bucket, which lets it', () => {
    const [distribution] = [...resources(adopting, 'AWS::CloudFront::Distribution').values()];
    const domains = distribution?.Properties.DistributionConfig.Origins.map(
      ({ DomainName }: { DomainName: unknown }) => readable(DomainName),
    );
    expect(new Set(domains)).toEqual(new Set(['older-archive.s3.<AWS::Region>.<AWS::URLSuffix>']));
  });
});

/** Everything that any role may do, as `action on resource`. */
function rights(of: typeof template): string[] {
  return [...resources(of, 'AWS::IAM::Policy').values()]
    .flatMap(policy => statements(policy.Properties.PolicyDocument))
    .flatMap(({ actions, on }) => actions.flatMap(action => on.map(at => `${action} ${at}`)))
    .sort();
}
