import type { Instant } from '../../foundation/instant.ts';
import {
  type Address,
  type Addresses,
  addressByEndings,
  isEnded,
  isErased,
  keptReason,
  liftBefore,
} from '../address.ts';
import { endsWhatWasAgreed, everyPublication, type KeptEnding, lastEnding } from '../ending.ts';
import type { Reader, Readers } from '../reader.ts';

/** Somebody as a reader of a publication, by id. */
export type ReaderOf = Pick<Reader, 'publication' | 'id'>;

/** All that is known of somebody in one publication: both rows of the table, and the endings that are kept outside of it. */
export type Standing = {
  row: Reader | undefined;
  address: Address | undefined;
  /** Of the publication and of `_all`, in any order. */
  kept: readonly KeptEnding[];
};

/** Why somebody who ended stays away. */
export type StaysAway = { kind: 'ended'; state: EndedState; at: Instant | null; how: string };
/** How a subscription, or an address, ended. */
export type EndedState = 'left' | 'bounced' | 'complained' | 'erased';

/**
 * What comes of somebody who is to become a reader: `new`; `again` after an ending that they outlived by agreeing anew; `known`, who
 * reads already, so that nothing changes; or they stay away.
 */
export type Admission = { kind: 'new' } | { kind: 'again' } | { kind: 'known' } | StaysAway;

/** When they agreed; null where nobody said, which outlives no ending. */
type Terms = { agreedAt: Instant | null; again: boolean };

/**
 * Decides what comes of somebody, by what is stored and kept of them. A complaint is final. Who bounced comes back only where an
 * operator knows that the mailbox works (`again`). Every ending needs an agreement that is later.
 */
export function admissionOf(standing: Standing, { id }: Pick<ReaderOf, 'id'>, terms: Terms): Admission {
  const endings = endingsOf(standing, id);
  const complaint = endings.find(({ state }) => state === 'complained');
  if (complaint) return complaint;
  const bounce = endings.find(({ state }) => state === 'bounced');
  if (bounce && !terms.again) return bounce;
  const outlived = ({ at }: StaysAway) => terms.agreedAt !== null && at !== null && terms.agreedAt > at;
  const last = endings
    .filter(ending => !outlived(ending))
    .sort(byTime)
    .at(-1);
  if (last) return last;
  if (endings.length > 0) return { kind: 'again' };
  return { kind: standing.row?.state === 'active' ? 'known' : 'new' };
}

function byTime({ at: one }: StaysAway, { at: other }: StaysAway): number {
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

/** The endings in force: that of the address, and that of the publication. */
function endingsOf(standing: Standing, id: string): StaysAway[] {
  const address = addressAsKept(standing, id);
  const ofAddress: StaysAway[] =
    address && isEnded(address) && address.state !== 'lifted'
      ? [{ kind: 'ended', state: address.state, ...address.ended }]
      : [];
  return [...ofAddress, ...ofErased(standing, address), ...ofPublication(standing)];
}

/** Who was erased and has not agreed since, whatever was lifted: a row of theirs came back with an older copy of the table. */
function ofErased({ row }: Standing, address: Address | undefined): StaysAway[] {
  if (address?.erased === undefined || (row && !isErased(row.agreed.at, address))) return [];
  return [{ kind: 'ended', state: 'erased', at: address.erased, how: 'erased' }];
}

function addressAsKept({ address, kept }: Standing, id: string): Address | undefined {
  return addressByEndings(
    address,
    id,
    kept.filter(({ publication }) => publication === everyPublication),
  );
}

/** The row's own ending, and one that is kept and not earlier: then the row may be from before it, as after a restore. */
function ofPublication({ row, kept }: Standing): StaysAway[] {
  const later = keptLater({ row, kept });
  return [
    ...(row && hasEnded(row)
      ? [
          {
            ...{ kind: 'ended' as const, state: row.state },
            ...{ at: row.ended?.at ?? null, how: row.ended?.how ?? '' },
          },
        ]
      : []),
    ...(later && later.kind !== 'lifted'
      ? [{ kind: 'ended' as const, state: later.kind, at: later.at, how: keptReason }]
      : []),
  ];
}

function hasEnded(row: Reader): row is Reader & { state: 'left' | 'bounced' | 'complained' } {
  return row.state === 'left' || row.state === 'bounced' || row.state === 'complained';
}

/** The last kept ending of the publication, unless the table knows of a later one, or that they agreed since. */
function keptLater({ row, kept }: Pick<Standing, 'row' | 'kept'>): KeptEnding | undefined {
  const last = lastEnding(kept.filter(({ publication }) => publication !== everyPublication));
  if (!last || !row) return last;
  // Of the very same ending the row has the reason as well.
  const isRows = row.state === last.kind && row.ended?.at === last.at;
  if (hasEnded(row)) return isRows || (row.ended && row.ended.at > last.at) ? undefined : last;
  return endsWhatWasAgreed(last, row.agreed.at) ? last : undefined;
}

/** What taking somebody in writes to. */
export type AdmissionPorts = {
  readers: Pick<Readers, 'add' | 'end'>;
  addresses: Pick<Addresses, 'read' | 'end'>;
};

/** What is to be stored of somebody who is taken in. */
export type Newcomer = Omit<Reader, 'state' | 'ended' | 'token'> & { newToken: () => string };

/**
 * Takes in who may be: `new` or `again`. The address is opened first, since a reader without it would get no mail. Former readers keep
 * the token, so that the leave links in old mails act, and `ended`, which says of them when an earlier subscription ended. Every write is
 * conditional on what was read: whatever ended meanwhile wins, and the answer says so. Repeated, or after a crash, it ends in the same rows.
 * @returns the row as it is stored now, and what came of it in the end.
 */
export async function takeIn(
  { readers, addresses }: AdmissionPorts,
  standing: Standing,
  { newToken, ...newcomer }: Newcomer,
): Promise<{ reader: Reader; came: Admission }> {
  const { row } = standing;
  const ended = await endAsKept(readers, standing, newcomer);
  const reader: Reader = { ...newcomer, state: 'active', token: row?.token ?? newToken(), ended };
  const opened = await openAddress(addresses, standing, newcomer);
  if (typeof opened === 'object') return { reader, came: opened };
  const { reader: stored, added } = await readers.add(reader);
  // Without a row of theirs the leave links in old mails act no more: to this publication they are new.
  if (added) return { reader: stored, came: { kind: !row || row.state === 'pending' ? 'new' : 'again' } };
  return { reader: stored, came: cameOfStored(stored, opened) };
}

/** Lifts the ending of an address; whether there was one. Or why it stays: it ended meanwhile, or later than they agreed. */
async function openAddress(
  addresses: AdmissionPorts['addresses'],
  standing: Standing,
  { id, agreed: { at, how } }: Pick<Reader, 'id' | 'agreed'>,
): Promise<boolean | StaysAway> {
  if (!isEnded(addressAsKept(standing, id))) return false;
  await addresses.end(id, liftBefore(at, how));
  const now = await addresses.read(id);
  return now && now.state !== 'lifted' ? { kind: 'ended', state: now.state, ...now.ended } : true;
}

/** What came of somebody whose row was changed by others between its reading and its writing, or reads already. */
function cameOfStored(stored: Reader, opened: boolean): Admission {
  if (stored.state === 'active') return { kind: opened ? 'again' : 'known' };
  const { at = null, how = 'ended meanwhile' } = stored.ended ?? {};
  return { kind: 'ended', state: hasEnded(stored) ? stored.state : 'left', at, how };
}

/** Makes a row that is from before an ending say so: it would pass for who reads already. */
async function endAsKept(
  readers: Pick<Readers, 'end'>,
  standing: Standing,
  { publication, id }: ReaderOf,
): Promise<Reader['ended']> {
  const { row } = standing;
  if (row && hasEnded(row)) return row.ended;
  const [erased] = ofErased(standing, addressAsKept(standing, id));
  const later = erased ? undefined : keptLater(standing);
  const at = erased?.at ?? later?.at;
  if (!at) return row?.ended ?? null;
  const state = later && later.kind !== 'erased' && later.kind !== 'lifted' ? later.kind : 'left';
  const ended = { at, how: keptReason };
  if (row) await readers.end(publication, id, { state, ...ended });
  return ended;
}
