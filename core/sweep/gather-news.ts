import type { FactLog } from '../articles/fact-log.ts';
import { isLedgerHold } from '../delivery/binding/mismatch.ts';
import type { Editions } from '../delivery/progress/editions.ts';
import { fullReceipt, type Receipt, type Receipts } from '../delivery/receipt/receipt.ts';
import { linksNear } from '../edition/chain.ts';
import { archiveKey, type DamageCare } from '../edition/damage.ts';
import { type Decisions, type Standing, standingOf } from '../edition/decisions/decision.ts';
import { leftOutBy, nextAfter } from '../edition/decisions/left-out.ts';
import type { Seal, Seals } from '../edition/seal.ts';
import type { Instant } from '../foundation/instant.ts';
import { mapInOrder } from '../foundation/map-in-order.ts';
import type { Publication } from '../publication/configuration.ts';
import { type Imprint, makesEditions } from '../publication/retired.ts';
import { localDate } from '../publication/schedule.ts';
import { missingEditions } from './missing-editions.ts';
import type {
  EarlierEdition,
  HeldEdition,
  MissingEdition,
  NextEdition,
  OperatorNews,
} from './receipt-mail/news.ts';
import { scheduleFingerprint, type Timetables } from './timetable.ts';

/** Where the mail about a receipt finds what it tells. Nothing of this grows with the age of a publication. */
export type NewsSources = {
  receipts: Pick<Receipts, 'read'>;
  editions: Pick<Editions, 'read'>;
  seals: Pick<Seals, 'links'>;
  log: Pick<FactLog, 'keys'>;
  decisions: Pick<Decisions, 'newest'>;
  timetables: Pick<Timetables, 'read'>;
  damage?: DamageCare | undefined;
  settings: { holdWhenLateHours: number };
};

/** What whoever mails a receipt knows of the publication's chain already. */
export type KnownChain = {
  /** The editions of the last weeks, which the sweep looks after. */
  recent: readonly string[];
  newest: Seal | undefined;
};

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
  publication: Pick<Imprint, 'id'>,
  receipt: Receipt,
  { recent, newest }: KnownChain,
  now: Instant,
): Promise<OperatorNews> {
  const unknown: string[] = [];
  const attempt = async <Found>(what: string, otherwise: Found, look: () => Promise<Found>) =>
    look().catch(() => {
      unknown.push(what);
      return otherwise;
    });
  const whole = await attempt('what the first receipt of the edition says of its readers', receipt, () =>
    withReaders(sources, receipt),
  );
  const before = await attempt('the receipt before this one', null, () => receiptBefore(sources, receipt));
  const earlier = await attempt<EarlierEdition[]>('earlier editions', [], () =>
    earlierEditions(sources, receipt, now),
  );
  const held = await attempt<HeldEdition[]>('whether other editions are held', [], () =>
    heldEditions(sources, receipt, recent),
  );
  const coming = await attempt<Coming>('what is due next', nothingComing, () =>
    whatComes(sources, publication as Imprint, newest, now),
  );
  const filed = await attempt<number | null>('what was filed since', null, () =>
    filedSince(sources, newest, now),
  );
  const next = coming.next && { ...coming.next, filed };
  const damaged = (sources.damage?.met ?? []).filter(({ key }) =>
    key.startsWith(archiveKey(publication.id, '')),
  );
  const { missing } = coming;
  return { receipt: whole, before, earlier, held, missing, next, damaged, unknown, asOf: now };
}

/** Only the first receipt of an edition says who came and went before it. */
async function withReaders({ receipts }: NewsSources, receipt: Receipt): Promise<Receipt> {
  return receipt.receipt === 1
    ? receipt
    : ((await fullReceipt(receipts, receipt, receipt.receipt)) ?? receipt);
}

async function receiptBefore({ receipts }: NewsSources, receipt: Receipt): Promise<Receipt | null> {
  return receipt.receipt === 1 ? null : ((await fullReceipt(receipts, receipt, receipt.receipt - 1)) ?? null);
}

async function earlierEditions(
  { seals, editions, receipts }: NewsSources,
  { publication, edition }: Receipt,
  now: Instant,
): Promise<EarlierEdition[]> {
  const links = await linksNear(seals, publication, now, comparedWith + 1);
  const names = links.filter(name => name !== null && name < edition).slice(-comparedWith);
  const found = await mapInOrder(names as string[], readsAtOnce, async name => {
    const row = await editions.read({ publication, edition: name });
    const receipt = row?.receipts
      ? await fullReceipt(receipts, row, row.receipts).catch(() => undefined)
      : undefined;
    return { edition: name, receipt: receipt ?? null, closed: row?.state === 'closed' };
  });
  return found.reverse();
}

async function heldEditions(
  { editions }: NewsSources,
  { publication, edition }: Receipt,
  recent: readonly string[],
): Promise<HeldEdition[]> {
  const others = recent.filter(name => name !== edition);
  const rows = await mapInOrder(others, readsAtOnce, name => editions.read({ publication, edition: name }));
  return rows.flatMap(row =>
    row && row.hold !== null && row.state !== 'closed' && !row.stopped
      ? [{ edition: row.edition, tablesLost: isLedgerHold(row.hold) }]
      : [],
  );
}

type Coming = { missing: MissingEdition[]; next: Omit<NextEdition, 'filed'> | null };
const nothingComing: Coming = { missing: [], next: null };

async function whatComes(
  sources: NewsSources,
  publication: Imprint,
  newest: Seal | undefined,
  now: Instant,
): Promise<Coming> {
  if (!makesEditions(publication)) return nothingComing;
  const standing = await standingOf(sources.decisions, publication.id);
  const { timeZone } = publication.schedule;
  const first = nextAfter(publication, newest?.plan, now, standing);
  const pause =
    standing.pause && (standing.pause.until === null || first <= standing.pause.until)
      ? standing.pause
      : null;
  const due = pause?.until ? nextAfter(publication, newest?.plan, pause.until, standing) : first;
  const number = (newest?.plan.number ?? 0) + 1;
  const missing = await missingOf(sources, publication, standing, newest, now);
  return {
    missing,
    next: { edition: localDate(due, timeZone), number: number + missing.length, due, timeZone, pause },
  };
}

/** As the sweep finds them, which publishes them or lets them wait. */
async function missingOf(
  { timetables, settings }: NewsSources,
  publication: Publication,
  standing: Standing,
  newest: Seal | undefined,
  now: Instant,
): Promise<MissingEdition[]> {
  const { id, schedule } = publication;
  const known = await timetables.read(id);
  if (known?.fingerprint !== scheduleFingerprint(schedule)) return [];
  const { due, late } = missingEditions(
    publication,
    known.since,
    newest?.plan,
    now,
    settings.holdWhenLateHours,
  );
  return [...late.map(time => ({ time, late: true })), ...due.map(time => ({ time, late: false }))].flatMap(
    ({ time, late: isLate }) => {
      const edition = localDate(time, schedule.timeZone);
      return leftOutBy(standing, { edition, time }) ? [] : [{ edition, due: time, late: isLate }];
    },
  );
}

/** Records since the newest edition: what became of them, and for which publication they are, is not looked into. */
async function filedSince(
  { log }: NewsSources,
  newest: Seal | undefined,
  now: Instant,
): Promise<number | null> {
  return newest ? (await log.keys(newest.plan.window.to, now)).length : null;
}
