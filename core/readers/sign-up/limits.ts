import * as z from 'zod';
import { type Instant, instantSchema, secondsBetween } from '../../foundation/instant.ts';

const daySeconds = 24 * 3600;
/** What was mailed to an address is counted for so long, in seconds. */
export const countedForSeconds = 30 * daySeconds;
/**
 * So many letters an address in 30 days for each door, and one of each kind in 24 hours. Anybody can use the form; whoever does must not
 * be able to keep a reader from the link to what they get, or from what is asked for there.
 */
const inThirtyDays = 3;
/** The share of what the account may send in 24 hours that letters of this kind may be, all together, on a day of UTC. */
const shareOfQuota = 0.05;

/** Letters that an address gets because somebody asked for them; `joining` is the confirmation of who asked by a link that was mailed there. */
export const letterKinds = ['confirmation', 'already reading', 'manage', 'joining'] as const;
/** A kind of letter. */
export type LetterKind = (typeof letterKinds)[number];

/** Which letters are counted together, by where they are asked for: the form, a leave page, the page of what somebody gets. */
const doors = {
  confirmation: 'form',
  'already reading': 'form',
  manage: 'leave page',
  joining: 'manage page',
} as const satisfies Record<LetterKind, string>;

/** What is noted of an address, folded, for the limits alone. */
export const addressLimitSchema = z.object({
  /** Letters of the last 30 days, each by the request that asked for it. */
  letters: z.array(z.object({ request: z.string(), kind: z.enum(letterKinds), at: instantSchema })),
  /** Mail came back at that time, and this request was answered nevertheless: it is the only one. */
  bounce: z.object({ at: instantSchema, request: z.string() }).nullable(),
});
/** What is noted of an address, read. */
export type AddressLimit = z.infer<typeof addressLimitSchema>;
/**
 * A letter that is about to be mailed. `bounce`: when mail to the address came back last, if it did. `opened`: when they agreed last, or
 * what had ended was lifted; a bounce that was answered before has been made good by that.
 */
export type Letter = AddressLimit['letters'][number] & { bounce: Instant | null; opened: Instant | null };

/** Nothing was mailed to an address yet. */
export const noLetters: AddressLimit = { letters: [], bounce: null };

/** What is noted of how much was mailed, under ids that folded addresses have. */
export interface SignUpLimits {
  /** What still counts at that time. */
  read(key: string, now: Instant): Promise<AddressLimit>;
  /** Notes a letter before it is mailed, if no limit forbids it; whether it is noted. The same request once more counts once, from then on. */
  note(key: string, letter: Letter): Promise<boolean>;
  /** Takes a letter back that surely was not mailed. */
  giveBack(key: string, request: string): Promise<void>;
  /** How many letters were mailed in the whole installation on a day of UTC, `2026-11-23`; never too few. */
  mailedOn(day: string): Promise<number>;
  /** Counts one more if there were fewer than `ceiling`; whether it did. */
  count(day: string, ceiling: number): Promise<boolean>;
  /** Takes one back that surely was not mailed. */
  uncount(day: string): Promise<void>;
}

/** So many letters on a day of UTC, where the account may send so many messages in 24 hours. */
export function ceilingOf(perDay: number): number {
  return Math.max(1, Math.floor(perDay * shareOfQuota));
}

/** The day of UTC on which something is counted. */
export function dayOf(at: Instant): string {
  return at.slice(0, 10);
}

/** Why a letter may not be mailed to an address now, in words for a log; undefined if it may. What was noted for the same request does not count. */
export function limitAgainst(limit: AddressLimit, letter: Letter): string | undefined {
  const { request, kind, at } = letter;
  const others = stillCounted(limit, at).letters.filter(other => other.request !== request);
  if (others.some(other => other.kind === kind && secondsBetween(other.at, at) < daySeconds))
    return 'one a day';
  if (others.filter(other => doors[other.kind] === doors[kind]).length >= inThirtyDays)
    return 'three in 30 days';
  if (kind === 'already reading' && others.some(other => other.kind === kind)) return 'told already';
  const { bounce } = limit;
  // A letter that came back itself is no new bounce to be answered.
  const isAnswered = bounce !== null && bounce.request !== request && bounce.at > (letter.opened ?? '');
  return letter.bounce !== null && isAnswered ? 'once a bounce' : undefined;
}

/** Whether a letter of a request is noted already, and so counted. */
export function isNoted({ letters }: AddressLimit, request: string): boolean {
  return letters.some(letter => letter.request === request);
}

/** What is noted after a letter; the same if it is noted already, undefined if a limit forbids it. */
export function afterLetter(limit: AddressLimit, letter: Letter): AddressLimit | undefined {
  if (limitAgainst(limit, letter) !== undefined) return undefined;
  const { request, kind, at, bounce } = letter;
  const before = stillCounted(limit, at);
  const noted = before.letters.find(other => other.request === request);
  const isBounceNoted = bounce === null || (limit.bounce?.request === request && limit.bounce.at === bounce);
  if (noted?.kind === kind && noted.at === at && isBounceNoted) return limit;
  return {
    letters: [...before.letters.filter(other => other !== noted), { request, kind, at }],
    bounce: bounce === null ? limit.bounce : { at: bounce, request },
  };
}

/** What is noted without the letter of a request; the same if there is none. */
export function withoutLetter(limit: AddressLimit, request: string): AddressLimit {
  if (!isNoted(limit, request)) return limit;
  return {
    letters: limit.letters.filter(letter => letter.request !== request),
    bounce: limit.bounce?.request === request ? null : limit.bounce,
  };
}

/** What of it counts at a time. */
export function stillCounted({ letters, bounce }: AddressLimit, now: Instant): AddressLimit {
  return { letters: letters.filter(({ at }) => secondsBetween(at, now) < countedForSeconds), bounce };
}
