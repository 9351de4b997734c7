import { type Instant, secondsBetween } from '../../foundation/instant.ts';
import { type Address, asAddressStands, isEnded } from '../address.ts';
import type { Reader } from '../reader.ts';
import { type AddressLimit, isNoted, type Letter, type LetterKind, limitAgainst } from './limits.ts';
import { requestWaitsSeconds, type SignUpRequest } from './request.ts';
import { isRoleAddress } from './role-addresses.ts';

/** What is known when a request is worked off. */
export type Known = {
  now: Instant;
  /** Ids of the publications that make editions. */
  publications: readonly string[];
  address: Address | undefined;
  /** The rows of the person in the publications that were asked for. */
  rows: readonly Reader[];
  limit: AddressLimit;
  /** Letters of the whole installation today, and how many they may be. */
  mailedToday: number;
  ceiling: number;
  /** The form is closed: too much came back. */
  closed: boolean;
};

/** What to do about a request. Reasons are words for a log: they name nobody. */
export type Decision =
  | { do: 'drop'; reason: string }
  /** `publications`: what the letter is about. */
  | { do: 'mail'; letter: Letter; publications: readonly string[] };

/** Whether a request waited so long that whoever asked has given up. */
export function waitedTooLong({ requestedAt }: Pick<SignUpRequest, 'requestedAt'>, now: Instant): boolean {
  return secondsBetween(requestedAt, now) > requestWaitsSeconds;
}

/**
 * What to do about a request: mail one letter, or nothing. Who complained gets nothing any more; an office never gets anything; and
 * nobody gets more than the limits allow. Of publications that were asked for, those are confirmed that the person does not read yet.
 */
export function decide(request: SignUpRequest, known: Known): Decision {
  const { now, address, rows, limit } = known;
  if (waitedTooLong(request, now)) return drop('waited too long');
  if (isRoleAddress(request.address)) return drop('role address');
  if (address?.state === 'complained' || rows.some(({ state }) => state === 'complained'))
    return drop('complained');
  const about = request.kind === 'manage' ? managed(known) : subscribed(request, known);
  if (about.publications.length === 0) return drop(about.otherwise);
  // What a link asks for is mailed also while the form is closed: strangers have none, and who reads may want to leave, or to be erased.
  if (known.closed && request.kind === 'subscribe' && !request.joins) return drop('closed');
  if (known.mailedToday >= known.ceiling && !isNoted(limit, request.id)) return drop('ceiling');
  const { kind, publications } = about;
  const letter: Letter = {
    ...{ request: request.id, kind, at: now },
    ...{ bounce: bouncedAt(address, rows), opened: openedAt(address, rows) },
  };
  const reason = limitAgainst(limit, letter);
  return reason === undefined ? { do: 'mail', letter, publications } : drop(reason);
}

type About = { kind: LetterKind; publications: readonly string[]; otherwise: string };

function subscribed(
  { publications, joins }: SignUpRequest,
  { publications: open, address, rows }: Known,
): About {
  const asked = open.filter(id => publications.includes(id));
  const reads = new Set(
    rows.flatMap(row => (asAddressStands(row, address)?.state === 'active' ? [row.publication] : [])),
  );
  const missing = asked.filter(id => !reads.has(id));
  const otherwise = 'no such publication';
  return missing.length > 0
    ? { kind: joins ? 'joining' : 'confirmation', publications: missing, otherwise }
    : { kind: 'already reading', publications: asked, otherwise };
}

/** About publications that stand in the configuration, since a letter needs a sender: those that they have to do with, or the first. */
function managed({ publications: open, address, rows }: Known): About {
  const theirs = open.filter(id => rows.some(({ publication }) => publication === id));
  const isOnFile = rows.length > 0 && !(isEnded(address) && address?.state === 'erased');
  const about = theirs.length > 0 ? theirs : open.slice(0, 1);
  return { kind: 'manage', publications: isOnFile ? about : [], otherwise: 'not on file' };
}

/** When mail to the address came back last, as far as that still stands. */
function bouncedAt(address: Address | undefined, rows: readonly Reader[]): Instant | null {
  const times = [address, ...rows].flatMap(each =>
    each?.state === 'bounced' && each.ended ? [each.ended.at] : [],
  );
  return times.sort().at(-1) ?? null;
}

/** When they agreed last, or an ending was lifted last. */
function openedAt(address: Address | undefined, rows: readonly Reader[]): Instant | null {
  const times = [address?.lifted, ...rows.flatMap(({ agreed, lifted }) => [agreed.at, lifted])];
  return (
    times
      .filter(time => typeof time === 'string')
      .sort()
      .at(-1) ?? null
  );
}

function drop(reason: string): Decision {
  return { do: 'drop', reason };
}
