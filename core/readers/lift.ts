import { CourantError } from '../foundation/errors.ts';
import type { Instant } from '../foundation/instant.ts';
import { type Address, type Addresses, isEnded, keptReason } from './address.ts';
import { type Endings, everyPublication, isNobodysComplaint, type KeptEnding } from './ending.ts';
import type { EndingKeeper } from './ending-keeper.ts';
import { neverRead, type Reader, type Readers } from './reader.ts';

/** What lifting needs. */
export type LiftingContext = {
  readers: Pick<Readers, 'read' | 'lift' | 'remove'>;
  addresses: Pick<Addresses, 'read' | 'end'>;
  keeper: Pick<EndingKeeper, 'keep'>;
  /** Endings outside of the table, which may be from before them. */
  endings: Pick<Endings, 'ofReader'>;
};

/**
 * Which address works again, and by whose word. `publications` are all that may have a row of theirs; `address` is normalised: a row from
 * which it was taken since gets it back.
 */
export type LiftingOrder = {
  id: string;
  address: string;
  publications: readonly string[];
  at: Instant;
  how: string;
};

/** Whether the address had ended for every publication, and in which ones the reader is active again. */
export type Lifted = { address: boolean; publications: string[] };

/**
 * Lifts what mail that came back, or a complaint that no person made, ended: an operator's word that the mailbox works. The subscriptions
 * go on by the agreement that they had; who never had one may be added from then on. What a person wished stands: who left or was erased comes back by agreeing anew.
 *
 * Kept first, since a lifted row that is not kept would be ended again by what is. Ended between any two writes, it is completed by running
 * it again.
 * @throws CannotLiftError if a person complained, or there is nothing to lift; nothing was changed.
 * @throws LiftNotKeptError if it could not be kept; nothing was changed in the table.
 */
export async function liftEnding(context: LiftingContext, order: LiftingOrder): Promise<Lifted> {
  const { readers, addresses, keeper } = context;
  const { id, publications, at, how, address } = order;
  const standing = await addresses.read(id);
  const rows = await Promise.all(publications.map(publication => readers.read(publication, id)));
  const ended = rows.filter(row => row?.state === 'bounced' || row?.state === 'complained');
  refuse(order, standing, ended);
  await refuseKeptComplaints(context.endings, order, [standing, ...ended]);
  const kept = ended.map(row => ({
    ...{ publication: row.publication, reader: id },
    ...{ kind: 'lifted' as const, at },
  }));
  if ((await keeper.keep(kept)) < kept.length) throw new LiftNotKeptError(id);
  const isEverywhere = isEnded(standing);
  if (isEverywhere) {
    await addresses.end(id, { state: 'lifted', at, how });
    await keeper.keep([{ publication: everyPublication, reader: id, kind: 'lifted', at }]);
  }
  const active: string[] = [];
  for (const row of ended) {
    const { publication, ended: was } = row;
    if (wasOnlyNoted(row)) await readers.remove(publication, id, row.agreed.at);
    else if (was && (await readers.lift(publication, id, { was, at, how, address })))
      active.push(publication);
  }
  return { address: isEverywhere, publications: active };
}

/** An opt-out of an older tool: there is no agreement by which it could go on, so that nothing is left of it. */
function wasOnlyNoted(row: Reader): boolean {
  return row.address === '' && neverRead(row);
}

/** A restored table may not know of a complaint yet; of one that it knows it has the reason, which says whether a person made it. */
async function refuseKeptComplaints(
  endings: LiftingContext['endings'],
  { id, publications }: LiftingOrder,
  inTable: readonly (Pick<Address | Reader, 'state' | 'ended'> | undefined)[],
): Promise<void> {
  // Of several reports of one kind the table has the first.
  const isKnown = ({ at }: KeptEnding) =>
    inTable.some(one => one?.state === 'complained' && one.ended !== null && one.ended.at <= at);
  for (const place of [everyPublication, ...publications]) {
    const kept = await endings.ofReader(place, id);
    const lifted = kept.findLast(({ kind }) => kind === 'lifted')?.at ?? '';
    const complaint = kept.find(one => one.kind === 'complained' && one.at > lifted && !isKnown(one));
    if (complaint)
      throw new CannotLiftError(
        id,
        `a complaint at ${complaint.at} (${keptReason}); a complaint is final: do not write to this person again`,
      );
  }
}

function refuse(
  { id, at }: LiftingOrder,
  standing: Address | undefined,
  ended: readonly (Reader | undefined)[],
): asserts ended is Reader[] {
  const all = [...ended.flatMap(row => row ?? []), ...(standing && isEnded(standing) ? [standing] : [])];
  for (const one of all) {
    const since = `at ${one.ended?.at} (${one.ended?.how})`;
    if (one.state === 'complained' && !isNobodysComplaint(one.ended?.how ?? keptReason))
      throw new CannotLiftError(
        id,
        `a complaint ${since}; a complaint is final: do not write to this person again`,
      );
    if (one.state === 'erased')
      throw new CannotLiftError(id, `an erasure ${since}; whoever was erased comes back by signing up anew`);
    if (one.ended && one.ended.at >= at)
      throw new CannotLiftError(
        id,
        `an ending ${since}, which is later than now, ${at}: set the clock right`,
      );
  }
  if (all.length === 0)
    throw new CannotLiftError(id, 'no ending of that kind: who left comes back by agreeing anew');
}

/** What ended is nothing that an operator may undo. */
export class CannotLiftError extends CourantError {
  constructor(id: string, found: string) {
    super(
      `reader ${id}: expected mail that came back, or a report that no person made, found ${found}. Nothing was changed.`,
    );
  }
}

/** The archive bucket did not take the word, without which the next edition would end the subscriptions again. */
export class LiftNotKeptError extends CourantError {
  constructor(id: string) {
    super(
      `reader ${id}: expected that the lifting could be kept in the archive bucket, found that it could not. Nothing was changed in the ` +
        'table. Run the same command again; if it fails again, look at the access to endings/ of that bucket.',
    );
  }
}
