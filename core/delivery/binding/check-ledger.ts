import type { FactLog } from '../../articles/fact-log.ts';
import type { Seal } from '../../edition/seal.ts';
import { sha256 } from '../../foundation/hash.ts';
import type { EditionKey } from '../../publication/plan.ts';
import type { Deliveries } from '../ledger/delivery.ts';
import type { EditionRow, Editions } from '../progress/editions.ts';
import type { Slice } from '../progress/slices.ts';
import type { Receipts } from '../receipt/receipt.ts';
import type { Binding, Bindings, LedgerTables } from './binding.ts';
import { type Evidence, isLedgerHold, mismatch, rowsLost } from './mismatch.ts';

/** What checking an edition's ledger needs. */
export type LedgerCheck = {
  bindings: Pick<Bindings, 'newest'>;
  ledger: Pick<LedgerTables, 'identity' | 'markOf'>;
  receipts: Pick<Receipts, 'read'>;
  editions: Pick<Editions, 'read' | 'holdAsRead'>;
};

/** What binding an edition needs besides. */
export type LedgerBinding = LedgerCheck & {
  bindings: Bindings;
  ledger: LedgerTables;
  editions: Pick<Editions, 'mark'>;
  log: Pick<FactLog, 'now'>;
  /** A random mark that no other edition has, and no other binding of this one. */
  newMark(): string;
};

/**
 * How an edition stands to the tables. `bound`: they are those in which its delivery began; `receipt` is one that the edition's row does not
 * know of, in bytes: then whoever waits may have been mailed. `unbound`: no delivery that is known of has begun. `held`: the tables may
 * not say who was mailed, and the edition is held for that.
 */
export type Standing =
  | { standing: 'bound'; binding: Binding; receipt: string | undefined; row: EditionRow }
  | { standing: 'unbound'; evidence: Evidence; row: EditionRow }
  | { standing: 'held'; because: string; row: EditionRow };

/** Each lost turn means that somebody bound the edition meanwhile, which happens once or twice in its life. */
const turnsAtMost = 5;

/**
 * Checks whether the tables are the ones in which delivery of an edition began, and holds the edition if they are not. It does so only as
 * long as nobody has bound the edition since `row` was read: of two publishers one may be half way.
 */
export async function checkLedger(context: LedgerCheck, row: EditionRow): Promise<Standing> {
  let standing = row;
  let because: string | undefined;
  for (let turn = 0; turn < turnsAtMost; turn += 1) {
    const evidence = await evidenceOf(context, standing);
    because = mismatch(standing, evidence);
    if (because === undefined) return agreed(evidence, standing);
    if (isLedgerHold(standing.hold)) return { standing: 'held', because: standing.hold, row: standing };
    if (await context.editions.holdAsRead(standing, because))
      return { standing: 'held', because, row: { ...standing, hold: because } };
    standing = (await context.editions.read(standing)) ?? standing;
  }
  // Nobody is mailed now; the next look decides.
  return { standing: 'held', because: because ?? '', row: standing };
}

/** What mismatches between an edition's row and its binding, without holding anything; undefined where nothing does. */
export async function mismatchNow(
  context: Omit<LedgerCheck, 'editions'>,
  row: EditionRow,
): Promise<string | undefined> {
  return mismatch(row, await evidenceOf(context, row));
}

function agreed(evidence: Evidence, row: EditionRow): Standing {
  const { binding, receipt } = evidence;
  return binding ? { standing: 'bound', binding, receipt, row } : { standing: 'unbound', evidence, row };
}

async function evidenceOf(
  { bindings, ledger, receipts }: Omit<LedgerCheck, 'editions'>,
  row: EditionRow,
): Promise<Evidence> {
  const [binding, identity, mark, receipt] = await Promise.all([
    bindings.newest(row),
    ledger.identity(),
    ledger.markOf(row),
    receipts.read(row, row.receipts + 1),
  ]);
  return { binding, identity, mark, receipt };
}

/** Whether anything says that an edition was mailed, or is being mailed, of which the table of editions has no row. */
export async function leftTraces(
  { bindings, receipts }: Pick<LedgerCheck, 'bindings' | 'receipts'>,
  edition: EditionKey,
): Promise<boolean> {
  if ((await bindings.newest(edition)) !== undefined) return true;
  return (await receipts.read(edition, 1)) !== undefined;
}

/** What checking a slice needs. */
export type SliceCheck = LedgerCheck & {
  bindings: Pick<Bindings, 'newest' | 'hasEnded'>;
  deliveries: Pick<Deliveries, 'read'>;
};

/** Under which binding the readers of a slice may be mailed, or why none of them may. */
export type SliceFooting = { binding: Binding } | { obstacle: string };

/**
 * Checks the ledger before anybody of a slice is claimed. Where a receipt, or the note that the slice has ended, says that each of its
 * readers had an outcome, and one has none now, rows are lost.
 */
export async function sliceFooting(
  context: SliceCheck,
  row: EditionRow,
  { number, readers }: Pick<Slice, 'number' | 'readers'>,
): Promise<SliceFooting> {
  const checked = await checkLedger(context, row);
  // The sweep binds it.
  if (checked.standing === 'unbound') return { obstacle: 'the edition is not bound to its ledger yet' };
  if (checked.standing === 'held') return { obstacle: `the edition is held: ${checked.because}` };
  const { binding, receipt } = checked;
  const hasEnded = await context.bindings.hasEnded(binding, number);
  if (receipt === undefined && !hasEnded) return { binding };
  const absent = await absentAmong(context.deliveries, row, readers);
  const because = rowsLost(row, { absent, lost: hasEnded ? absent : 0 }, receipt);
  if (because === undefined) return { binding };
  await context.editions.holdAsRead(checked.row, because);
  return { obstacle: `the edition is held: ${because}` };
}

/** How many of these readers have no delivery. One after another: it is seldom asked. */
async function absentAmong(
  deliveries: Pick<Deliveries, 'read'>,
  { publication, edition }: EditionKey,
  readers: readonly string[],
): Promise<number> {
  let absent = 0;
  for (const reader of readers)
    if ((await deliveries.read({ publication, edition, reader })) === undefined) absent += 1;
  return absent;
}

/**
 * Binds an edition to the tables, before anybody is mailed: the mark into its row, then into the table of deliveries, then the binding. Each
 * step takes what is there, so whoever was ended in between, or does the same at the same time, comes to the same binding.
 */
export async function bindEdition(
  context: LedgerBinding,
  { plan, files }: Pick<Seal, 'plan' | 'files'>,
  { row, evidence }: Extract<Standing, { standing: 'unbound' }>,
): Promise<Standing> {
  const marked = await context.editions.mark(row, context.newMark());
  const mark = marked.mark ?? '';
  await context.ledger.setMark(row, mark);
  const binding: Binding = {
    format: 1,
    publication: plan.publication,
    edition: plan.edition,
    number: 1,
    previous: plan.previous,
    manifest: sha256(files['manifest.json']),
    ledger: evidence.identity,
    mark,
    boundAt: await context.log.now(),
  };
  if ((await context.bindings.write(binding)) === 'taken') return checkLedger(context, marked);
  return { standing: 'bound', binding, receipt: evidence.receipt, row: marked };
}
