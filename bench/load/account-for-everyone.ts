import type { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDbDeliveries } from '../../aws/dynamodb/dynamodb-deliveries.ts';
import { DynamoDbEditions } from '../../aws/dynamodb/dynamodb-editions.ts';
import { S3Objects } from '../../aws/s3/s3-objects.ts';
import { S3Receipts } from '../../aws/s3/s3-receipts.ts';
import { deliveryStates } from '../../core/delivery/ledger/delivery.ts';
import { hasSendEvent, laterOf } from '../../core/delivery/ledger/ledger.ts';
import { readReceipt } from '../../core/delivery/receipt/receipt.ts';
import { clientsOf, closeClients } from '../../local/cloud/clients.ts';
import type { LoadCloud } from './load-cloud.ts';

/** What became of an audience, by the mail service's records and by the ledger's, and what is wrong with it. */
export type Account = {
  /** As the edition's row has it. */
  audience: number;
  /** Messages that SES took, and readers who got one, by SES's own records. */
  messages: number;
  readersMailed: number;
  /** Deliveries by state; those of them whose Send event, and whose Delivery event, were noted. */
  ledger: Record<string, number>;
  sendNoted: number;
  deliveryNoted: number;
  /** The counts of the edition's receipt; null where there is none. */
  receipt: { audience: number; accepted: number; delivered: number } | null;
  /** One sentence each; none when everyone is accounted for. */
  faults: string[];
};

/** Counts everyone, and compares the counts with how many there are. */
export async function accountForEveryone(
  { cloud, resources }: LoadCloud,
  { publication, edition, readers }: { publication: string; edition: string; readers: number },
): Promise<Account> {
  const clients = clientsOf(cloud.environment);
  const documents = DynamoDBDocumentClient.from(clients.dynamodb);
  const row = await new DynamoDbEditions(documents, resources.EDITIONS_TABLE).read({ publication, edition });
  // The operator gets one too, about the receipt; it has no reader.
  const envelopes = (await cloud.ses.envelopes()).filter(({ tags }) => tags.reader !== undefined);
  const mailed = new Set(envelopes.map(({ tags }) => tags.reader));
  const account: Account = {
    audience: row?.audience?.readers ?? 0,
    messages: envelopes.length,
    readersMailed: mailed.size,
    ledger: Object.fromEntries(deliveryStates.map(state => [state, 0])),
    sendNoted: 0,
    deliveryNoted: 0,
    receipt: await receiptOf(clients.s3, resources.ARCHIVE_BUCKET, publication, edition),
    faults: [],
  };
  let unknown = 0;
  const deliveries = new DynamoDbDeliveries(documents, resources.DELIVERIES_TABLE);
  for await (const delivery of deliveries.ofEdition({ publication, edition })) {
    account.ledger[delivery.state] = (account.ledger[delivery.state] ?? 0) + 1;
    account.sendNoted += Number(hasSendEvent(delivery));
    account.deliveryNoted += Number(laterOf(delivery)?.word === 'delivered');
    unknown += Number(delivery.state === 'accepted' && !mailed.has(delivery.reader));
  }
  closeClients(clients);
  const state = row?.state ?? 'missing';
  return { ...account, faults: faultsIn(account, { readers, unknown, state }) };
}

async function receiptOf(
  s3: S3Client,
  bucket: string,
  publication: string,
  edition: string,
): Promise<Account['receipt']> {
  const content = await new S3Receipts(new S3Objects(s3, bucket)).read({ publication, edition }, 1);
  if (content === undefined) return null;
  const { audience, accepted, later } = readReceipt(content, `receipt of ${edition}`);
  return { audience, accepted, delivered: later.delivered ?? 0 };
}

function faultsIn(
  account: Account,
  { readers, unknown, state }: { readers: number; unknown: number; state: string },
): string[] {
  const { audience, messages, readersMailed, ledger, sendNoted, deliveryNoted, receipt } = account;
  const deliveries = Object.values(ledger).reduce((sum, count) => sum + count, 0);
  const expected: [what: string, found: number, expected: number][] = [
    ['readers in the audience', audience, readers],
    ['messages that SES took', messages, readers],
    ['readers whom SES mailed', readersMailed, readers],
    ['deliveries in the ledger', deliveries, audience],
    ['accepted deliveries', ledger.accepted ?? 0, audience],
    ['accepted deliveries of which SES knows nothing', unknown, 0],
    ['deliveries whose Send event was noted', sendNoted, audience],
    ['deliveries whose Delivery event was noted', deliveryNoted, audience],
    ['readers of the audience in the receipt', receipt?.audience ?? 0, readers],
    ['accepted deliveries in the receipt', receipt?.accepted ?? 0, readers],
    ['delivered messages in the receipt', receipt?.delivered ?? 0, readers],
  ];
  return [
    ...expected
      .filter(([, found, wanted]) => found !== wanted)
      .map(([what, found, wanted]) => `${what}: expected ${wanted}, found ${found}`),
    ...(state === 'closed' ? [] : [`the edition: expected to be closed, found ${state}`]),
  ];
}
