import type { ArticleFile } from './articles/article-file.ts';
import type { LogRecord } from './articles/log-record.ts';
import type { Delivery, MailerAnswer } from './delivery/ledger/delivery.ts';
import type { Heard } from './delivery/ledger/heard.ts';
import type { EditionRow, EditionState, Slice } from './delivery/progress/edition-row.ts';
import type { Receipt } from './delivery/receipt/receipt.ts';
import type { Seal } from './edition/seal.ts';
import type { Clock } from './foundation/clock.ts';
import type { Instant } from './foundation/instant.ts';
import type { Ending } from './readers/end-subscription.ts';
import type { Reader } from './readers/reader.ts';

/** Where a use case learns the time. */
export type { Clock };

/** A record with the key that names it for ever. */
export type StoredRecord = { key: string; record: LogRecord };

/** Reads the append-only store of records. */
export interface FactLog {
  /** The store's own time. */
  now(): Promise<Instant>;
  /** Keys of all records with `from` <= recordedAt < `to`, oldest first; from null reads from the beginning. */
  keys(from: Instant | null, to: Instant): Promise<string[]>;
  /** @throws when the record is missing or not a record: a log that lost something must not be published from. */
  read(key: string): Promise<LogRecord>;
  /** Key of the record that has a name (see `recordName`); undefined while none has. */
  recordNamed(name: string): Promise<string | undefined>;
}

/** Adds to the log; nothing here ever changes what is there. */
export interface FactFiling {
  /** The store's own time, and the key of the record that has the name, if any. */
  look(name: string): Promise<{ now: Instant; filedAs: string | undefined }>;
  read(key: string): Promise<LogRecord>;
  keepCapture(sha256: string, text: string): Promise<void>;
  append(record: LogRecord): Promise<string>;
  /** The text that was kept under its hash; undefined if none was. */
  readCapture(sha256: string): Promise<string | undefined>;
  /** Gives a record a name; answers the key of the record that has it, one's own or an earlier one. */
  nameRecord(name: string, key: string): Promise<string>;
}

/** The chain of seals, one a link: `after` is the edition before it, or null for the first. */
export interface Seals {
  /** The editions after which a seal exists, in chain order; the first is null. */
  links(publication: string): Promise<(string | null)[]>;
  read(publication: string, after: string | null): Promise<Seal | undefined>;
  /** Writes if no seal stands there yet. `taken`: somebody's does, perhaps one's own of an earlier try. */
  write(seal: Seal): Promise<'written' | 'taken'>;
}

/** The public files of editions. */
export interface Archive {
  /** Writes a file that never changes; one that is there already stays. @throws when it says something else */
  keep(publication: string, edition: string, name: string, content: string): Promise<void>;
  /** Writes a page that may be replaced later, unless there is one. */
  introduce(publication: string, edition: string, name: string, content: string): Promise<void>;
  read(publication: string, edition: string, name: string): Promise<string | undefined>;
  /** The page of an edition, with the version that a replacement must name; undefined while there is none. */
  readPage(publication: string, edition: string): Promise<{ content: string; version: string } | undefined>;
  /** Replaces the page of an edition as `replaceList` replaces a list. */
  replacePage(
    publication: string,
    edition: string,
    content: string,
    version: string | null,
  ): Promise<'written' | 'changed'>;
  /** A list of all editions, with the version that a replacement must name; undefined while there is none. */
  readList(publication: string, name: ListName): Promise<{ content: string; version: string } | undefined>;
  /**
   * Replaces a list if it is still of that version, or writes the first one if there is still none (null). `changed`: somebody
   * else wrote in between, or a write of one's own had to be repeated; nothing is certain but what is read next.
   */
  replaceList(
    publication: string,
    name: ListName,
    content: string,
    version: string | null,
  ): Promise<'written' | 'changed'>;
}
/** Names of the lists of all editions, which are made anew with each edition. */
export type ListName = 'index.html' | 'feed.xml' | 'feed.json' | 'editions.json';

/** What is known of an edition, and its slices. */
export type { EditionRow, EditionState, Slice };

/** Progress of editions and their slices. */
export interface Editions {
  /** Creates the row in state `sealed` if there is none. */
  open(publication: string, edition: string): Promise<EditionRow>;
  read(publication: string, edition: string): Promise<EditionRow | undefined>;
  /** Stored slices in order, page after page: an audience may be larger than memory. */
  slices(publication: string, edition: string): AsyncIterable<Slice>;
  /** Numbers of the stored slices that are not done, in order, without reading who is in them. */
  unfinishedSlices(publication: string, edition: string): Promise<number[]>;
  slice(publication: string, edition: string, number: number): Promise<Slice | undefined>;
  /** Stores a slice unless one of that number is stored; answers the stored one. */
  addSlice(publication: string, edition: string, slice: Omit<Slice, 'done'>): Promise<Slice>;
  /** Writes the audience's size and starts delivery, once; answers what is stored. */
  freeze(
    publication: string,
    edition: string,
    audience: { slices: number; readers: number },
  ): Promise<EditionRow>;
  finishSlice(publication: string, edition: string, number: number): Promise<void>;
  /** Makes a slice one that is not done: somebody in it is waiting again. */
  reopenSlice(publication: string, edition: string, number: number): Promise<void>;
  /** Notes that a slice ended, done or not. */
  progressed(publication: string, edition: string, at: Instant): Promise<void>;
  /** Takes it upon oneself to put slices back after so many rounds; false when somebody else did. */
  beginRound(publication: string, edition: string, after: number, at: Instant): Promise<boolean>;
  /** Writes the forecast at the beginning of delivery, which counts as progress: what is on the queue now is not put there again at once. */
  begin(publication: string, edition: string, forecast: { by: Instant; at: Instant }): Promise<void>;
  expect(publication: string, edition: string, by: Instant): Promise<void>;
  /** Stops the edition until an operator lets it go on. The first hold stays. */
  hold(publication: string, edition: string, reason: string): Promise<void>;
  /** Lifts a hold and a rest: slices may be put back at once. */
  release(publication: string, edition: string): Promise<void>;
  postpone(publication: string, edition: string, notBefore: Instant): Promise<void>;
  /** Ends delivery for good: whoever waits is to be withheld, which need not wait until slices have been quiet. */
  stop(publication: string, edition: string): Promise<void>;
  /**
   * Closes an edition, or a closed one again, with what its newest receipt says; nothing holds it any more. Only as long as it is
   * as in `row`, which was read before the deliveries were counted: what was decided meanwhile is not undone.
   */
  close(row: EditionRow, receipt: { receipts: number; uncertain: number; at: Instant }): Promise<boolean>;
  /** Lets those be written to who are waiting again: a closed edition is delivering, and slices may be put back at once. */
  reopen(publication: string, edition: string): Promise<void>;
  /** Takes the mail to the operator about a receipt upon oneself, unless somebody did so in the last ten minutes, or it went out. */
  claimTelling(publication: string, edition: string, receipt: number, at: Instant): Promise<boolean>;
  /** Notes that the operator was mailed this receipt, or cannot be. */
  told(publication: string, edition: string, receipt: number): Promise<void>;
  /** From when a publication's schedule counts: the time at which it was first seen as it is, which another fingerprint says. */
  scheduleSince(publication: string, fingerprint: string, now: Instant): Promise<Instant>;
  /** What was written down of a publication's schedule when it was first seen as it then was; undefined before that. */
  timetable(publication: string): Promise<{ fingerprint: string; since: Instant } | undefined>;
}

/** Subscribers. */
export interface Readers {
  /** Up to `limit` active readers' ids greater than `after`, in id order. */
  activeAfter(publication: string, after: string | null, limit: number): Promise<string[]>;
  /** The readers whose ids lie between `first` and `last`, both included. */
  range(publication: string, first: string, last: string): Promise<Reader[]>;
  read(publication: string, id: string): Promise<Reader | undefined>;
  all(publication: string): AsyncIterable<Reader>;
  /** Stores a new reader, or makes one active again, but never one who complained; answers what is stored and whether it was. */
  add(reader: Reader): Promise<{ reader: Reader; added: boolean }>;
  /** Ends a subscription at a reader's wish, if the token is theirs. */
  leave(
    publication: string,
    id: string,
    token: string,
    at: Instant,
    how: string,
  ): Promise<'left' | 'unknown'>;
  /**
   * Ends a subscription because mail came back or the reader complained, by the rules of `endedBy`. `kept`: it had ended, began
   * anew since, or there is no such reader (any more).
   */
  end(publication: string, id: string, ending: Ending): Promise<'ended' | 'kept'>;
}

/** One row a reader and edition: who was written to. */
export interface Deliveries {
  /** Takes the delivery for an attempt if nobody has it; otherwise answers the state in which it stands. */
  claim(key: DeliveryKey, attempt: string, at: Instant): Promise<'mine' | Delivery['state']>;
  /** Notes the outcome of an attempt that holds the claim, or whose outcome was uncertain so far; what was heard of others counts too. */
  settle(key: DeliveryKey, attempt: string, outcome: Settlement): Promise<void>;
  /** Gives the delivery of such an attempt, or of one that was rejected, back: nothing was handed over. Accepted if another was taken. */
  release(key: DeliveryKey, attempt: string): Promise<void>;
  /** Notes that a reader of the audience is no longer to be written to, unless the delivery went on already. */
  withhold(key: DeliveryKey, reason: string): Promise<'withheld' | Delivery['state']>;
  /** Keeps what an event of SES said of an attempt, by the rules of `learned`; answers the state in which the delivery then stands. */
  learn(key: DeliveryKey, attempt: string, heard: Heard): Promise<Delivery['state'] | 'unknown'>;
  read(key: DeliveryKey): Promise<Delivery | undefined>;
  /** Deliveries to these readers, whose ids are given in order; who has none yet is left out. */
  ofReaders(publication: string, edition: string, readers: readonly string[]): Promise<Delivery[]>;
  ofEdition(publication: string, edition: string): AsyncIterable<Delivery>;
}
/** Names a delivery: by edition and reader alone, never by slice. */
export type DeliveryKey = { publication: string; edition: string; reader: string };
/** What became of an attempt, as the ledger keeps it. */
export type Settlement =
  | { state: 'accepted'; messageId: string }
  | { state: 'rejected' | 'uncertain'; reason: string };

/** Work for deliver: one message a slice. */
export interface SliceQueue {
  /** Puts slices on the queue. Those of one round are put there once, however often that is asked for within five minutes. */
  enqueue(publication: string, edition: string, slices: readonly number[], round: number): Promise<void>;
  /** Slices that wait, or are in hand. */
  waiting(): Promise<number>;
}

/** One message to exactly one reader. */
export type OutgoingMessage = {
  from: string;
  to: string;
  /** The whole MIME message. It is the mailer's until its answer, and empty afterwards. */
  raw: Uint8Array;
  /** Tags that the mail service's events carry; letters, digits, hyphen and underscore only. */
  tags: Record<string, string>;
  /**
   * Asked last of all, when the request is signed: false is `unreached`. A process may be halted anywhere and go on hours later,
   * when somebody else has mailed the reader; what it signed before that, the mail service refuses by then.
   */
  mayGo?: () => boolean;
};
/** What the mail service lets the account send: messages a second, in 24 hours, and what is left of those (Infinity: no limit). */
export type Allowance = { perSecond: number; perDay: number; left: number };
/** What the mail service said of messages and nobody has noted yet. */
export interface FeedbackQueue {
  /** Messages that wait, are in hand, or were put aside. */
  waiting(): Promise<number>;
}

/** The counts of editions, written once each. Numbered from 1: later decisions make a further one. */
export interface Receipts {
  /** Writes a receipt if there is none of that edition and number; answers the bytes that are stored. */
  keep(receipt: Receipt): Promise<string>;
  read(publication: string, edition: string, number: number): Promise<string | undefined>;
}

/** The account at the mail service. */
export interface SendingAccount {
  /** @throws AllowanceUnknownError */
  allowance(): Promise<Allowance>;
}

/** Hands messages to the mail service, with one attempt a call. */
export interface Mailer {
  send(message: OutgoingMessage): Promise<MailerAnswer>;
}

/** The article file and the text it was drawn from. */
export type Filing = { file: ArticleFile; capture: string | undefined };
