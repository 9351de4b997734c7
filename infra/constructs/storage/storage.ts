import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { WriteOnceBucket } from './write-once-bucket.ts';

/** Files of the archive that are made anew when a later edition or a correction concerns them. */
const rebuiltInArchive = [
  'archive/*/index.html',
  'archive/*/feed.xml',
  'archive/*/feed.json',
  'archive/*/editions.json',
];

/**
 * Everything that Courant remembers. All of it outlives the stack; nothing has a fixed name, so that a second stack can
 * stand beside the first, and a new stack can take over what an old one left (see `CourantStack`).
 */
export class Storage extends Construct {
  /** The fact log, what names articles, captures and keys: private, and none of it is ever written again. */
  readonly content: WriteOnceBucket;
  /** Seals, unpacked editions and receipts. Private too: the public archive is served from it, but not by it. */
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
