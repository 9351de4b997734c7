import { randomBytes } from 'node:crypto';
import { documentClient, s3Client, sesClient, sqsClient } from '../../aws/clients.ts';
import { DynamoDbAddresses } from '../../aws/dynamodb/dynamodb-addresses.ts';
import { DynamoDbEditions } from '../../aws/dynamodb/dynamodb-editions.ts';
import { DynamoDbEndingMarks } from '../../aws/dynamodb/dynamodb-ending-marks.ts';
import { DynamoDbLedger } from '../../aws/dynamodb/dynamodb-ledger.ts';
import { DynamoDbReaders } from '../../aws/dynamodb/dynamodb-readers.ts';
import { DynamoDbSlices } from '../../aws/dynamodb/dynamodb-slices.ts';
import { DynamoDbTableMarks } from '../../aws/dynamodb/dynamodb-table-marks.ts';
import { DynamoDbTimetables } from '../../aws/dynamodb/dynamodb-timetables.ts';
import { DynamoDbForgetting } from '../../aws/dynamodb/readers/dynamodb-forgetting.ts';
import { DynamoDbSoftBounces } from '../../aws/dynamodb/readers/dynamodb-soft-bounces.ts';
import { S3Decisions } from '../../aws/s3/installation/s3-decisions.ts';
import { S3Owners } from '../../aws/s3/installation/s3-owners.ts';
import { S3ReadersTables } from '../../aws/s3/installation/s3-readers-tables.ts';
import { S3Sightings } from '../../aws/s3/installation/s3-sightings.ts';
import { S3Archive, S3SiteFiles } from '../../aws/s3/s3-archive.ts';
import { S3Bindings } from '../../aws/s3/s3-bindings.ts';
import { S3Endings } from '../../aws/s3/s3-endings.ts';
import { S3FactLog } from '../../aws/s3/s3-fact-log.ts';
import { S3FoldMarks } from '../../aws/s3/s3-fold-marks.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3ProofMails, S3Proofs } from '../../aws/s3/s3-proofs.ts';
import { S3Receipts } from '../../aws/s3/s3-receipts.ts';
import { S3Seals } from '../../aws/s3/s3-seals.ts';
import { S3TakenDown } from '../../aws/s3/s3-taken-down.ts';
import { SesAccount } from '../../aws/ses/ses-account.ts';
import { SesSenderIdentities } from '../../aws/ses/ses-sender-identities.ts';
import { SqsSliceQueue } from '../../aws/sqs/sqs-slice-queue.ts';
import type { SiteFiles } from '../../core/archive/site-files.ts';
import type { Receipts } from '../../core/delivery/receipt/receipt.ts';
import { DamageList } from '../../core/edition/damage.ts';
import { withheldBy } from '../../core/edition/months/taken-down.ts';
import { Ownership } from '../../core/edition/ownership.ts';
import type { Proofs } from '../../core/edition/proof/proof.ts';
import type { ProofMails } from '../../core/edition/proof/proof-mails.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { EndingsToErase, Forgetting } from '../../core/readers/ending.ts';
import { EndingKeeper } from '../../core/readers/ending-keeper.ts';
import type { Readers } from '../../core/readers/reader.ts';
import type { SoftBounces } from '../../core/readers/soft-bounces.ts';
import type { Notifications } from '../../core/sweep/notify-operator.ts';
import type { ReceiptWriting } from '../../core/sweep/receipt-mail/compose-receipt.ts';
import type { Timetables } from '../../core/sweep/timetable.ts';
import { bundlePath } from '../runtime/bundle-file.ts';
import { readEnvironment, stackEnvironment } from '../runtime/environment.ts';
import { makeLogger } from '../runtime/logger.ts';
import { archiveRenderersOf, rendererOf } from '../runtime/rendering.ts';
import { readWording } from '../runtime/wording.ts';
import { publicArchiveEnvironment, publishEnvironment } from './environment.ts';
import type { PublishContext } from './publish-edition.ts';

/** Everything that publishing needs on AWS, and what else the sweep needs from the same stores. */
export type Publishing = Required<Omit<PublishContext, 'afterMail'>> & {
  damage: DamageList;
  keeper: EndingKeeper;
  receipts: Receipts;
  notifications: Notifications;
  timetables: Timetables;
  siteFiles: SiteFiles;
  ownership: Ownership;
  softBounces: SoftBounces;
  forgetting: Forgetting;
  endingsToErase: EndingsToErase;
  readers: Readers;
  proofs: Proofs;
  proofMails: ProofMails;
  /** How the subject of a proof is written in a language. */
  proofSubject: (language: string) => string;
  receiptWriting: ReceiptWriting;
};

/**
 * Opens what publishing needs, as the environment names it: for publish, and for the sweep, which publishes missed editions.
 * Compiles the templates, so that a broken one fails at cold start.
 */
export function openPublishing(configuration: Configuration): Publishing {
  const environment = readEnvironment(publishEnvironment);
  const s3 = s3Client();
  const objects = new S3Objects(s3, environment.archiveBucket);
  const archive = new S3Archive(objects);
  const takenDown = new S3TakenDown(objects);
  const database = documentClient();
  const wording = readWording(bundlePath(environment.templatesDirectory), configuration);
  const editions = new DynamoDbEditions(database, environment.editionsTable);
  const { settings } = configuration;
  const ses = sesClient();
  const stack = process.env[stackEnvironment.stack];
  const links = {
    subscriptions: environment.linksUrl,
    archive: configuration.publicArchive ? readEnvironment(publicArchiveEnvironment).archiveUrl : null,
  };
  const endings = new S3Endings(objects);
  const marks = new DynamoDbEndingMarks(database, environment.readersTable);
  return {
    ownership: new Ownership(new S3Owners(objects), stack, configuration.adopt !== undefined),
    log: new S3FactLog(new S3Objects(s3, environment.contentBucket)),
    seals: new S3Seals(objects),
    sightings: new S3Sightings(objects),
    decisions: new S3Decisions(objects),
    archive,
    marks: new S3FoldMarks(objects),
    takenDown,
    onUnfolded: noteUnfolded,
    damage: new DamageList(
      (edition, name, sealed) => archive.putOnce(edition, name, sealed),
      async edition =>
        (await withheldBy(takenDown, edition, formerIdOf(configuration, edition))) !== undefined,
    ),
    siteFiles: new S3SiteFiles(objects),
    receipts: new S3Receipts(objects),
    bindings: new S3Bindings(objects),
    ledger: new DynamoDbLedger(database, {
      editions: environment.editionsTable,
      deliveries: environment.deliveriesTable,
    }),
    newMark: () => randomBytes(16).toString('hex'),
    editions,
    notifications: editions,
    slices: new DynamoDbSlices(database, environment.editionsTable),
    timetables: new DynamoDbTimetables(database, environment.editionsTable),
    readers: new DynamoDbReaders(database, environment.readersTable),
    addresses: new DynamoDbAddresses(database, environment.readersTable),
    endings,
    endingsToErase: endings,
    softBounces: new DynamoDbSoftBounces(database, environment.readersTable),
    forgetting: new DynamoDbForgetting(database, environment.readersTable),
    keeper: new EndingKeeper(endings, marks, noteUnkept),
    tableMarks: new DynamoDbTableMarks(database, environment.readersTable),
    readersTables: new S3ReadersTables(objects),
    queue: new SqsSliceQueue(sqsClient(), environment.sliceQueueUrl, settings.lanes),
    account: new SesAccount(ses),
    senders: new SesSenderIdentities(ses),
    proofs: new S3Proofs(objects),
    proofMails: new S3ProofMails(objects),
    proofSubject: language => wording.messages(language).subject.proof,
    // Where there is no stack, the installation is on the operator's machine.
    receiptWriting: {
      ...{ templates: wording.templates, links, local: !stack },
      runbook: configuration.runbook,
    },
    settings,
    links,
    render: rendererOf(wording),
    ...archiveRenderersOf(wording),
  };
}

function formerIdOf({ publications }: Configuration, { publication }: EditionKey): string | undefined {
  return publications.find(({ id }) => id === publication)?.formerly;
}

/** The sweep folds in what was not. */
function noteUnfolded(error: unknown, { publication, edition }: EditionKey): void {
  const { name, message } = error as Error;
  makeLogger('publish').error('not folded in yet', { publication, edition, error: name, because: message });
}

/** By name only, as everywhere: the next freeze, or the sweep, keeps what was not. */
function noteUnkept(error: unknown): void {
  makeLogger('publish').error('endings could not be kept', { error: (error as Error).name });
}
