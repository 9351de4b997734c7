import { Arn, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  Table,
  TableEncryption,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Configuration } from '../../../core/publication/configuration.ts';
import { WriteOnceBucket } from './write-once-bucket.ts';

/** What of the archive bucket the web may have: the editions and their lists, and the pages of the installation itself. */
const served = ['archive/*', 'site/*'];

/** The files of an edition that never change; beside them lie pages, lists and feeds, which are made anew. */
const sealed = ['digest.json', 'digest.html', 'digest.txt', 'message.eml', 'manifest.json'].map(
  name => `archive/*/${name}`,
);

/** Long enough to see what a page said before, and to put back what a mistake wrote over. */
const oldVersionsKept = Duration.days(400);

/**
 * The attribute after which DynamoDB takes a row away, in seconds since 1970. It may take days over that, so whoever reads a row that has it
 * counts it as gone at once; a table without the setting, such as an adopted one, only keeps more rows.
 */
const expires = 'expires';

/**
 * All buckets and tables of Courant. They outlive the stack, but not a first deployment that fails. None has a fixed name, so that a
 * second stack can stand beside the first. A stack that adopts what an older one left uses it by name and creates none.
 *
 * The logical ids come from the construct paths: a renamed one would make CloudFormation start again with an empty store.
 */
export class Storage extends Construct {
  /** Holds the fact log, the names of records, captures and keys: private, and every object is written once. */
  readonly content: IBucket;
  /** Holds seals, unpacked editions and receipts. Private too: CloudFront serves the public archive from it. */
  readonly archive: IBucket;
  readonly editions: ITable;
  readonly deliveries: ITable;
  readonly readers: ITable;
  /** The buckets that the stack creates; none when it adopts an older stack's. */
  readonly created: readonly WriteOnceBucket[];

  constructor(scope: Construct, id: string, adopt: Configuration['adopt']) {
    super(scope, id);
    if (adopt) {
      this.content = Bucket.fromBucketName(this, 'Content', adopt.contentBucket);
      this.archive = Bucket.fromBucketName(this, 'Archive', adopt.archiveBucket);
      this.editions = Table.fromTableName(this, 'Editions', adopt.editionsTable);
      this.deliveries = Table.fromTableName(this, 'Deliveries', adopt.deliveriesTable);
      this.readers = Table.fromTableName(this, 'Readers', adopt.readersTable);
      this.created = [];
      return;
    }
    const content = new WriteOnceBucket(this, 'Content', {
      rewritable: [],
      sealed: [],
      readForIds: 'keys/*',
    });
    const archive = this.archiveBucket();
    [this.content, this.archive, this.created] = [content, archive, [content, archive]];
    this.editions = this.table('Editions', 'publication', 'edition');
    this.deliveries = this.table('Deliveries', 'partition', 'reader', { timeToLiveAttribute: expires });
    this.readers = this.table('Readers', 'publication', 'reader', { timeToLiveAttribute: expires });
  }

  private archiveBucket(): WriteOnceBucket {
    const archive = new WriteOnceBucket(this, 'Archive', {
      rewritable: served,
      sealed,
      readForIds: 'endings/*',
      erasable: 'endings/*',
    });
    for (const prefix of ['archive/', 'site/'])
      archive.addLifecycleRule({ prefix, noncurrentVersionExpiration: oldVersionsKept });
    this.letCloudFrontServe(archive);
    return archive;
  }

  /**
   * Lets every distribution of the account serve the archive, also when this stack has none: a later stack that adopts the bucket may
   * have one. What was taken down is not served, whatever the tag's value. An object without the tag has no such key, and nothing
   * that compares holds for a key that is not there, so the second statement does not touch it.
   */
  private letCloudFrontServe(archive: WriteOnceBucket): void {
    const distributions = Arn.format(
      { service: 'cloudfront', region: '', resource: 'distribution', resourceName: '*' },
      Stack.of(this),
    );
    const read = {
      principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
      actions: ['s3:GetObject'],
    };
    archive.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ServeTheArchive',
        effect: Effect.ALLOW,
        ...read,
        resources: served.map(pattern => archive.arnForObjects(pattern)),
        conditions: { ArnLike: { 'aws:SourceArn': distributions } },
      }),
    );
    archive.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ServeNothingTakenDown',
        effect: Effect.DENY,
        ...read,
        resources: [archive.arnForObjects('*')],
        conditions: { StringLike: { 's3:ExistingObjectTag/taken-down': '*' } },
      }),
    );
  }

  private table(id: string, partitionKey: string, sortKey: string, props: Partial<TableProps> = {}): Table {
    return new Table(this, id, {
      ...props,
      partitionKey: { name: partitionKey, type: AttributeType.STRING },
      sortKey: { name: sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // No deletion protection of DynamoDB's own beside it: a first deployment that fails could not be undone.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
