import type { Editions } from '../delivery/progress/editions.ts';
import { type Receipt, type Receipts, storedReceipt, withReaders } from '../delivery/receipt/receipt.ts';
import { linksNear } from '../edition/chain.ts';
import { archiveKey, type DamageCare } from '../edition/damage.ts';
import type { Seal, Seals } from '../edition/seal.ts';
import type { Instant } from '../foundation/instant.ts';
import { mapInOrder } from '../foundation/map-in-order.ts';
import type { Imprint } from '../publication/retired.ts';
import type { EarlierEdition, OperatorNews } from './receipt-mail/news.ts';
import { whatWaits } from './receipt-mail/waiting.ts';
import { type ComingSources, filedSince, nothingComing, whatComes } from './what-comes.ts';

/** Where the mail about a receipt finds what it tells. Nothing of this grows with the age of a publication. */
export type NewsSources = ComingSources & {
  receipts: Pick<Receipts, 'read'>;
  editions: Pick<Editions, 'read'>;
  seals: Pick<Seals, 'links' | 'read'>;
  damage?: DamageCare | undefined;
};

/** What whoever mails a receipt knows of the publication's chain already. */
export type KnownChain = {
  /** The editions of the last weeks, which the sweep looks after. */
  recent: readonly string[];
  newest: Seal | undefined;
};

/** Looks for something: answers `otherwise` where that fails, and notes that nobody knows `what`. */
type Attempt = <Found>(what: string, otherwise: Found, look: () => Promise<Found>) => Promise<Found>;

/** Enough to compare with: a month of weekly editions. */
const comparedWith = 4;
/** Enough to hide the stores' answering time. */
const readsAtOnce = 8;

/**
 * Gathers what the operator is mailed about a receipt. Whatever cannot be read is left out and named: nothing of it keeps the mail from
 * going.
 */
export async function gatherNews(
  sources: NewsSources,
  publication: Imprint,
  receipt: Receipt,
  known: KnownChain,
  now: Instant,
): Promise<OperatorNews> {
  const unknown: string[] = [];
  const attempt: Attempt = (what, otherwise, look) =>
    look().catch(() => {
      unknown.push(what);
      return otherwise;
    });
  const whole = await attempt('what the first receipt of the edition says of its readers', receipt, () =>
    withReaders(sources.receipts, receipt),
  );
  const before = await attempt('the receipt before this one', null, () => receiptBefore(sources, receipt));
  const links = await attempt('earlier editions', [], () =>
    linksNear(sources.seals, publication.id, now, comparedWith + 1),
  );
  const earlier = await earlierEditions(sources, receipt, links, attempt);
  const waiting = await attempt('whether other editions wait for you', { held: [], undecided: [] }, () =>
    whatWaits(sources.editions, receipt, known.recent, now),
  );
  const newest = await attempt('the newest edition', known.newest, () =>
    newestOf(sources, publication.id, links, known.newest),
  );
  const coming = await attempt('what is due next', nothingComing, () =>
    whatComes(sources, publication, newest, now),
  );
  const filed =
    coming.next && (await attempt('what was filed since', null, () => filedSince(sources, newest, now)));
  const next = coming.next && { ...coming.next, filed };
  const { missing } = coming;
  const damaged = damagedOf(sources, publication);
  return { receipt: whole, before, earlier, ...waiting, missing, next, damaged, unknown, asOf: now };
}

async function receiptBefore({ receipts }: NewsSources, receipt: Receipt): Promise<Receipt | null> {
  return receipt.receipt === 1
    ? null
    : ((await storedReceipt(receipts, receipt, receipt.receipt - 1)) ?? null);
}

/** The last ones before an edition, newest first, each by its newest receipt; one that a store does not give is no damage. */
async function earlierEditions(
  { editions, receipts }: NewsSources,
  { publication, edition: of }: Receipt,
  links: readonly (string | null)[],
  attempt: Attempt,
): Promise<EarlierEdition[]> {
  const names = links.filter(name => name !== null && name < of).slice(-comparedWith) as string[];
  const found = await mapInOrder(names, readsAtOnce, edition =>
    attempt(`the receipt of ${edition}`, { edition, receipt: null, damaged: false }, async () => {
      const row = await editions.read({ publication, edition });
      const stored = row?.receipts ? await storedReceipt(receipts, row, row.receipts) : undefined;
      const receipt = stored ? await withReaders(receipts, stored) : null;
      return { edition, receipt, damaged: receipt === null && row?.state === 'closed' };
    }),
  );
  return found.reverse();
}

/** One that was sealed since the sweep began, by itself or by publish, comes after the last edition that is followed by another. */
async function newestOf(
  { seals }: Pick<NewsSources, 'seals'>,
  publication: string,
  links: readonly (string | null)[],
  known: Seal | undefined,
): Promise<Seal | undefined> {
  const last = links.at(-1);
  return last === undefined || last === known?.plan.previous ? known : seals.read(publication, last);
}

function damagedOf({ damage }: NewsSources, { id }: Imprint): OperatorNews['damaged'] {
  return (damage?.met ?? []).filter(({ key }) => key.startsWith(archiveKey(id, '')));
}
