import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { WriteOnceBucket } from './write-once-bucket.ts';

/** Files of the archive that are rebuilt when a later edition or a correction concerns them. */
const rebuiltInArchive = [
  'archive/*/index.html',
  'archive/*/feed.xml',
  'archive/*/feed.json',
  'archive/*/editions.json',
];

/**
 * All buckets and tables of Courant. They outlive the stack. None has a fixed name, so that a second stack can
 * stand beside the first, and a new stack can adopt what an old one left (see `CourantStack`).
 */
export class Storage extends Construct {
  /** Holds the fact log, the names of records, captures and keys: private, and every object is written once. */
  readonly content: WriteOnceBucket;
  /** Holds seals, unpacked editions and receipts. Private too: CloudFront serves the public archive from it. */
  readonly archive: WriteOnceBucket;
  readonly editions: Table;
  readonly deliveries: Table;
  readonly readers: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.content = new WriteOnceBucket(this, 'Content', []);
    this.archive = new WriteOnceBucket(this, 'Archive', rebuiltInArchive);
    this.editions = this.table('Editions', 'publication', 'edition');
    this.deliveries = this.table('Deliveries', 'partition', 'reader');
    this.readers = this.table('Readers', 'publication', 'reader');
  }

  private table(id: string, partitionKey: string, sortKey: string): Table {
    return new Table(this, id, {
      partitionKey: { name: partitionKey, type: AttributeType.STRING },
      sortKey: { name: sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
