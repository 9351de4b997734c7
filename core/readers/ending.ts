import * as z from 'zod';
import { CourantError } from '../foundation/errors.ts';
import { type Instant, instantSchema, toInstant } from '../foundation/instant.ts';

/** Stands where otherwise a publication does, for what holds for all of them. No publication has such an id. */
export const everyPublication = '_all';

/** Why a subscription ended; `lifted` is an operator's word that an address works again. Names of stored data: more may come, none may change. */
export const endingKinds = ['left', 'bounced', 'complained', 'erased', 'lifted'] as const;

/** That and when a subscription ended, kept for good under the reader's id: no free text, nothing of the person. */
export const keptEndingSchema = z.object({
  format: z.literal(1),
  /** The publication's id; `_all` if it is the address that ended. */
  publication: z.string(),
  reader: z.string().regex(/^[0-9a-f]{32}$/),
  kind: z.enum(endingKinds),
  at: instantSchema,
});
/** An ending, read. */
export type KeptEnding = Omit<z.infer<typeof keptEndingSchema>, 'format'>;

/** The endings that are kept outside of the readers table, so that a restored table revives nobody. */
export interface Endings {
  /** Keeps an ending; the same once more changes nothing. */
  keep(ending: KeptEnding): Promise<void>;
  /** The endings of a publication in the order of reader ids, then of time, page after page: there may be more than fit into memory. */
  of(publication: string, afterReader: string | null): AsyncIterable<KeptEnding>;
  /** The endings of one reader of a publication, or of `_all`: a handful, by one call. */
  ofReader(publication: string, reader: string): Promise<KeptEnding[]>;
}

/** Taking away what is kept of somebody who was erased: what they read is nobody's business any more. */
export interface EndingsToErase {
  /** The publications of which endings are kept; not `_all`. */
  publications(): Promise<string[]>;
  /** Erases a reader's endings of a publication up to a time, in all versions. */
  erase(publication: string, reader: string, until: Instant): Promise<void>;
}

/** An ending after which something of the reader is still to be taken away. */
export type ToForget = Pick<KeptEnding, 'publication' | 'reader' | 'at'>;

/**
 * What is still to be taken away, in the order of the endings' times: so whoever does it reads nothing of anybody else. Subscriptions
 * that ended, of which the address goes some time later, and erased addresses, of which all goes.
 */
export interface Forgetting {
  /** Notes an ending of a subscription, or, under `_all`, an erasure; the same once more changes nothing. */
  note(ending: ToForget): Promise<void>;
  /** The first of those subscriptions that ended before a time. */
  endedBefore(time: Instant, atMost: number): Promise<ToForget[]>;
  /** The first of the erased addresses; with `_all` for their publication. */
  erased(atMost: number): Promise<ToForget[]>;
  /** It is done. */
  done(ending: ToForget): Promise<void>;
}

/** What the keys of all endings of a publication begin with. */
export function endingPrefix(publication: string): string {
  return `endings/${publication}/`;
}

/**
 * The key of an ending. The kind is part of it, since two endings of one second must not hide one another; and since whoever lists
 * the keys knows what ended, nobody need read the objects.
 */
export function endingKey({ publication, reader, at, kind }: KeptEnding): string {
  return `${endingPrefix(publication)}${reader}/${at.replaceAll(/[-:]/g, '')}-${kind}.json`;
}

const keyPattern =
  /^endings\/([^/]+)\/([0-9a-f]{32})\/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-([a-z-]+)\.json$/;

/** What a key says of its ending. @throws EndingKeyError */
export function endingOfKey(key: string): KeptEnding {
  const [, publication = '', reader = '', year, month, day, hour, minute, second, word] =
    keyPattern.exec(key) ?? [];
  const kind = endingKinds.find(each => each === word);
  if (kind === undefined) throw new EndingKeyError(key);
  try {
    const at = toInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    return { publication, reader, kind, at };
  } catch {
    throw new EndingKeyError(key);
  }
}

/** Among the endings lies one that this version cannot read. */
export class EndingKeyError extends CourantError {
  constructor(key: string) {
    super(
      `archive bucket: "${key}" is not the key of an ending that this version knows; expected ` +
        `endings/<publication or ${everyPublication}>/<reader id>/YYYYMMDDTHHMMSSZ-<${endingKinds.join(' or ')}>.json. A later version ` +
        'of Courant wrote it: deploy the newest version that was ever deployed. If another program did, take its permission to write there. ' +
        'Nobody is mailed before that, since it may say that somebody left.',
    );
  }
}

/**
 * Of several endings of one reader in one publication the one that counts: the last. Of one second a complaint outweighs a bounce,
 * and that a reader's own leaving. What mail did before an operator lifted it does not count, what a reader did does. Order and number
 * do not matter. Undefined where there is none.
 */
export function lastEnding(endings: Iterable<KeptEnding>): KeptEnding | undefined {
  const all = [...endings].sort(byTimeAndWeight);
  const lifted = all.findLast(({ kind }) => kind === 'lifted')?.at ?? '';
  return all.findLast(
    ({ kind, at }) => kind !== 'lifted' && (at > lifted || !(liftable as readonly string[]).includes(kind)),
  );
}

/** What came of mail, and not of a reader's wish: an operator may know that it does not hold. */
const liftable = ['bounced', 'complained'] as const;

/** Whether an ending ends what a reader agreed to at a time: only a later agreement outlives it. */
export function endsWhatWasAgreed(ending: Pick<KeptEnding, 'at'> | undefined, agreedAt: Instant): boolean {
  return ending !== undefined && agreedAt <= ending.at;
}

function byTimeAndWeight(one: KeptEnding, other: KeptEnding): number {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  return endingKinds.indexOf(one.kind) - endingKinds.indexOf(other.kind);
}

/** Reports in a complaint's form that no person made; the last says that somebody took a message out of the spam folder. */
const nobodys = ['auth-failure', 'virus', 'not-spam'];

/** Whether what a provider calls a complaint is nobody's. */
export function isNobodys(kind: string): boolean {
  return nobodys.includes(kind.trim().toLowerCase());
}

/** The same of the reason that stands in a row: earlier versions took such reports for a person's. */
export function isNobodysComplaint(how: string): boolean {
  const [, kind = ''] = /^complaint: ([^,]*), /.exec(how) ?? [];
  return isNobodys(kind);
}
