import { mismatchNow } from '../../core/delivery/binding/check-ledger.ts';
import { isLedgerHold } from '../../core/delivery/binding/mismatch.ts';
import { areForgotten } from '../../core/delivery/ledger/kept-for.ts';
import { type EditionRow, isTooOldToMail, newEditionRow } from '../../core/delivery/progress/editions.ts';
import { takeCensus } from '../../core/delivery/receipt/census.ts';
import { previousSummary, readIfWhole } from '../../core/delivery/receipt/receipt.ts';
import type { Counted } from '../../core/delivery/receipt/receipt-lines.ts';
import { isListed, listingTodo } from '../../core/delivery/sending/sealed-sender.ts';
import { manifestOfEdition } from '../../core/edition/chain-manifests.ts';
import { type DamagedFile, DamageList } from '../../core/edition/damage.ts';
import type { Manifest } from '../../core/edition/manifest.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { Installation } from '../installation/installation.ts';

/** Where what is known of editions is kept. */
export type StatusStores = Pick<
  Installation,
  | 'seals'
  | 'archive'
  | 'editions'
  | 'slices'
  | 'deliveries'
  | 'receipts'
  | 'bindings'
  | 'ledger'
  | 'clock'
  | 'configuration'
  | 'carryOn'
>;

/** All that is known of a sealed edition now. */
export type EditionStatus = {
  row: EditionRow;
  /** When it was due: the end of its window. */
  due: Instant;
  /** The zone of the publication's schedule, in which people are told times; UTC where it has none any more. */
  timeZone: string;
  /** Whether somebody works on it when nobody types anything: not on this machine. */
  runsByItself: boolean;
  /** The address that it is from. */
  from: string;
  /** What to put back into the configuration where that does not list this sender any more; null where it does. */
  unlisted: string | null;
  /** Of its newest receipt if it is closed, else as its deliveries stand now. */
  counts: Counted;
  receipt: { number: number; writtenAt: Instant; sha256: string } | null;
  /** It is closed, and the receipt that says so is not there, or is damaged. */
  receiptMissing: boolean;
  /** Its manifest in the archive, if that is not as it was sealed. */
  damaged: readonly DamagedFile[];
};

/** What of an edition is known without counting its deliveries, of which there may be a million. */
export type Uncounted = Omit<EditionStatus, 'counts' | 'receipt' | 'receiptMissing'> & {
  /** Its manifest, and that as it stands in the archive. */
  manifest: Manifest;
  content: string;
};

/** Looks at one edition that is sealed, and counts nobody. @throws when it is not, or when what is stored cannot be read */
export async function uncountedStatus(stores: StatusStores, edition: EditionKey): Promise<Uncounted> {
  const damage = new DamageList();
  const { content, manifest } = await manifestOfEdition({ ...stores, damage }, edition);
  const row = await rowOf(stores, edition);
  // Until delivery has begun, publish may not have come to unpacking it.
  const damaged = damage.take().filter(({ found }) => found === 'other bytes' || row.state !== 'sealed');
  const due = manifest.window.to;
  const from = manifest.from.address;
  const { configuration } = stores;
  const listed = isListed(configuration, from);
  const unlisted = listed ? null : listingTodo(configuration, edition.publication, from);
  const timeZone = timeZoneOf(configuration, edition.publication);
  const runsByItself = stores.carryOn === null;
  return { row, due, timeZone, runsByItself, from, unlisted, damaged, manifest, content };
}

/** The same with its counts. @throws when it is not sealed, or when what is stored cannot be read */
export async function editionStatus(stores: StatusStores, edition: EditionKey): Promise<EditionStatus> {
  const { manifest, content, ...known } = await uncountedStatus(stores, edition);
  const { row } = known;
  const stored = row.state === 'closed' ? await stores.receipts.read(edition, row.receipts) : undefined;
  const closedWith = stored === undefined ? undefined : readIfWhole(stored, `receipt ${row.receipts}`);
  if (stored !== undefined && closedWith) {
    const { receipt: number, writtenAt } = closedWith;
    const receipt = { number, writtenAt, sha256: sha256(stored) };
    return { ...known, counts: closedWith, receipt, receiptMissing: false };
  }
  const counts = await countNow(stores, row, manifest, sha256(content));
  return { ...known, counts, receipt: null, receiptMissing: row.state === 'closed' };
}

function timeZoneOf({ publications }: Pick<Configuration, 'publications'>, publication: string): string {
  const own = publications.find(({ id, formerly }) => id === publication || formerly === publication);
  return own?.schedule.timeZone ?? 'UTC';
}

/** As the table has it; but what the sweep will hold it for within minutes is shown at once. */
async function rowOf(stores: StatusStores, edition: EditionKey): Promise<EditionRow> {
  const row = (await stores.editions.read(edition)) ?? newEditionRow(edition);
  if (row.state === 'closed' || isLedgerHold(row.hold)) return row;
  return { ...row, hold: (await mismatchNow(stores, row)) ?? row.hold };
}

async function countNow(
  stores: StatusStores,
  row: EditionRow,
  manifest: Manifest,
  hash: string,
): Promise<Counted> {
  const { publication, edition, audience } = row;
  const { number, window, subject, facts, previous } = manifest;
  const { keepDeliveriesDays } = stores.configuration.settings;
  // Whoever counted them would find that everybody waits.
  const forgotten = areForgotten(edition, keepDeliveriesDays, stores.clock.now());
  return {
    ...(await takeCensus(stores, forgotten ? { ...row, audience: null } : row)),
    ...{ publication, edition, number, window, subject },
    ...(forgotten && { tablesLost: `deliveries are kept for ${keepDeliveriesDays} days` }),
    facts: facts.length,
    audience: forgotten ? 0 : (audience?.readers ?? 0),
    manifest: hash,
    previous: await previousSummary(stores, publication, previous),
  };
}

/** Where a sealed edition is, in a word for operators. */
export type Phase =
  | 'sealed'
  | 'delivering'
  | 'resting'
  | 'held'
  | 'uncertain'
  | 'ending'
  | 'closing'
  | 'closed';

/** The phase of an edition. What an operator or its age has ended is ending, whatever else is true of it. */
export function phaseOf(
  {
    row,
    due,
    counts,
  }: Pick<EditionStatus, 'row' | 'due'> & {
    counts: Partial<Pick<Counted, 'waiting' | 'claimed' | 'uncertain'>>;
  },
  now: Instant,
): Phase {
  const { waiting = 0, claimed = 0, uncertain = 0 } = counts;
  if (row.state === 'closed') return 'closed';
  if (row.stopped || (isTooOldToMail(due, now) && row.state === 'delivering')) return 'ending';
  if (row.hold !== null) return 'held';
  if (row.state === 'sealed') return 'sealed';
  if (waiting + claimed === 0) return uncertain > 0 ? 'uncertain' : 'closing';
  return isResting(row.notBefore, now) ? 'resting' : 'delivering';
}

function isResting(notBefore: Instant | null, now: Instant): boolean {
  return notBefore !== null && notBefore > now;
}
