import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient } from '@aws-sdk/client-ses';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbAddresses } from '../../aws/dynamodb/dynamodb-addresses.ts';
import { DynamoDbDeliveries } from '../../aws/dynamodb/dynamodb-deliveries.ts';
import { DynamoDbEditions } from '../../aws/dynamodb/dynamodb-editions.ts';
import { DynamoDbEndingMarks } from '../../aws/dynamodb/dynamodb-ending-marks.ts';
import { DynamoDbLedger } from '../../aws/dynamodb/dynamodb-ledger.ts';
import { DynamoDbReaders } from '../../aws/dynamodb/dynamodb-readers.ts';
import { DynamoDbSlices } from '../../aws/dynamodb/dynamodb-slices.ts';
import { DynamoDbTimetables } from '../../aws/dynamodb/dynamodb-timetables.ts';
import { DynamoDbStoredRows } from '../../aws/dynamodb/readers/dynamodb-stored-rows.ts';
import { S3Decisions } from '../../aws/s3/installation/s3-decisions.ts';
import { S3Owners } from '../../aws/s3/installation/s3-owners.ts';
import { S3ReaderIdKey } from '../../aws/s3/installation/s3-reader-id-key.ts';
import { S3Sightings } from '../../aws/s3/installation/s3-sightings.ts';
import { S3Archive } from '../../aws/s3/s3-archive.ts';
import { S3Bindings } from '../../aws/s3/s3-bindings.ts';
import { S3Endings } from '../../aws/s3/s3-endings.ts';
import { S3FactLog } from '../../aws/s3/s3-fact-log.ts';
import { S3FoldMarks } from '../../aws/s3/s3-fold-marks.ts';
import { S3Links } from '../../aws/s3/s3-links.ts';
import { S3Look } from '../../aws/s3/s3-look.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3ProofMails, S3Proofs } from '../../aws/s3/s3-proofs.ts';
import { S3Receipts } from '../../aws/s3/s3-receipts.ts';
import { S3Seals } from '../../aws/s3/s3-seals.ts';
import { S3ServedFiles } from '../../aws/s3/s3-served-files.ts';
import { S3TakenDown } from '../../aws/s3/s3-taken-down.ts';
import { oneAttemptSesClient, SesMailer } from '../../aws/ses/ses-mailer.ts';
import { SesSenderIdentities } from '../../aws/ses/ses-sender-identities.ts';
import type { ServedFiles } from '../../core/archive/taking-down/served-files.ts';
import type { FoldMarks } from '../../core/edition/months/appearances.ts';
import { Ownership } from '../../core/edition/ownership.ts';
import { EndingKeeper } from '../../core/readers/ending-keeper.ts';
import type { Installation } from './installation.ts';
import { ReaderIdKeyUnderRole } from './reader-id-key-under-role.ts';

/** Names of what the commands read and write. */
export type StoreNames = {
  contentBucket: string;
  archiveBucket: string;
  editionsTable: string;
  deliveriesTable: string;
  readersTable: string;
};
/** What else is known of the stack that stores are opened for; nothing on this machine, where there is none. */
export type OfStack = {
  /** Its id. */
  stack?: string;
  /** ARN of the role under which the key of reader ids is read; stacks of earlier versions have none. */
  registrarRole?: string | undefined;
  /** Whether it goes on with the stores of an older one, once it has run. */
  adopts?: boolean;
  /** Tells what stands between the archive bucket and readers to forget what it keeps of publications; nothing does on this machine. */
  forget?: ServedFiles['forget'];
};
/** What is kept, of an installation. */
export type Stores = { marks: FoldMarks } & Pick<
  Installation,
  | 'filing'
  | 'readers'
  | 'addresses'
  | 'storedRows'
  | 'endings'
  | 'keeper'
  | 'readerIdKey'
  | 'seals'
  | 'sightings'
  | 'decisions'
  | 'archive'
  | 'marks'
  | 'look'
  | 'takenDown'
  | 'served'
  | 'fileLinks'
  | 'editions'
  | 'slices'
  | 'timetables'
  | 'deliveries'
  | 'receipts'
  | 'bindings'
  | 'ledger'
  | 'newMark'
  | 'senders'
  | 'mailer'
  | 'proofs'
  | 'proofMails'
  | 'otherOwner'
>;

/** The stores of an installation, in the account and region that the SDK finds in the environment now. */
export function openStores(
  names: StoreNames,
  { stack, registrarRole, adopts = false, forget = null }: OfStack = {},
): Stores & { close(): void } {
  const s3 = new S3Client();
  const database = new DynamoDBClient();
  const ses = new SESClient();
  const oneAttempt = oneAttemptSesClient();
  const documents = DynamoDBDocumentClient.from(database);
  const content = new S3Objects(s3, names.contentBucket);
  const archive = new S3Objects(s3, names.archiveBucket);
  const endings = new S3Endings(archive);
  const underRole =
    registrarRole === undefined ? undefined : new ReaderIdKeyUnderRole(names.contentBucket, registrarRole);
  return {
    filing: new S3FactLog(content),
    readers: new DynamoDbReaders(documents, names.readersTable),
    addresses: new DynamoDbAddresses(documents, names.readersTable),
    storedRows: new DynamoDbStoredRows(documents, names.readersTable),
    endings,
    // A command says itself how many it could not keep.
    keeper: new EndingKeeper(endings, new DynamoDbEndingMarks(documents, names.readersTable), () => {}),
    readerIdKey: underRole ?? new S3ReaderIdKey(content),
    seals: new S3Seals(archive),
    sightings: new S3Sightings(archive),
    decisions: new S3Decisions(archive),
    archive: new S3Archive(archive),
    takenDown: new S3TakenDown(archive),
    served: new S3ServedFiles(archive, forget),
    fileLinks: new S3Links(s3, names.archiveBucket),
    marks: new S3FoldMarks(archive),
    look: new S3Look({ archive, content }),
    editions: new DynamoDbEditions(documents, names.editionsTable),
    slices: new DynamoDbSlices(documents, names.editionsTable),
    timetables: new DynamoDbTimetables(documents, names.editionsTable),
    deliveries: new DynamoDbDeliveries(documents, names.deliveriesTable),
    receipts: new S3Receipts(archive),
    bindings: new S3Bindings(archive),
    ledger: new DynamoDbLedger(documents, {
      editions: names.editionsTable,
      deliveries: names.deliveriesTable,
    }),
    newMark: () => randomBytes(16).toString('hex'),
    senders: new SesSenderIdentities(ses),
    mailer: new SesMailer(oneAttempt),
    proofs: new S3Proofs(archive),
    proofMails: new S3ProofMails(archive),
    // It takes nothing over: that is for the stack's functions.
    otherOwner: () => new Ownership(new S3Owners(archive), stack, adopts).other(),
    close() {
      s3.destroy();
      underRole?.close();
      ses.destroy();
      oneAttempt.destroy();
      database.destroy();
    },
  };
}
