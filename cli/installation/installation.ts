import type { FileLinks } from '../../core/archive/file-links.ts';
import type { FoldContext } from '../../core/archive/folding/fold-context.ts';
import type { ServedFiles } from '../../core/archive/taking-down/served-files.ts';
import type { FactFiling, FactLog } from '../../core/articles/fact-log.ts';
import type { Bindings, LedgerTables } from '../../core/delivery/binding/binding.ts';
import type { Deliveries } from '../../core/delivery/ledger/delivery.ts';
import type { Editions } from '../../core/delivery/progress/editions.ts';
import type { Slices } from '../../core/delivery/progress/slices.ts';
import type { Receipts } from '../../core/delivery/receipt/receipt.ts';
import type { Mailer } from '../../core/delivery/sending/mailer.ts';
import type { SenderIdentities } from '../../core/delivery/sending/sender-identities.ts';
import type { Archive } from '../../core/edition/archive.ts';
import type { Decisions } from '../../core/edition/decisions/decision.ts';
import type { Sightings } from '../../core/edition/first-sight.ts';
import type { FoldMarks } from '../../core/edition/months/appearances.ts';
import type { TakenDownRecords } from '../../core/edition/months/taken-down.ts';
import type { Owner } from '../../core/edition/ownership.ts';
import type { Proofs } from '../../core/edition/proof/proof.ts';
import type { ProofMails } from '../../core/edition/proof/proof-mails.ts';
import type { Seals } from '../../core/edition/seal.ts';
import type { Clock, Instant } from '../../core/foundation/instant.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { Addresses } from '../../core/readers/address.ts';
import type { StoredRows } from '../../core/readers/admission/import-people.ts';
import type { Endings } from '../../core/readers/ending.ts';
import type { EndingKeeper } from '../../core/readers/ending-keeper.ts';
import type { Readers } from '../../core/readers/reader.ts';
import type { ReaderIdKey } from '../../core/readers/reader-id.ts';
import type { Messages } from '../../core/rendering/language/messages.ts';
import type { Schedules } from '../../core/sweep/schedules.ts';
import type { Timetables } from '../../core/sweep/timetable.ts';
import type { Look } from '../../core/verification/seen/look.ts';
import type { MakingContext } from '../../lambdas/publish/make-edition.ts';
import type { PublishAnswer } from '../../lambdas/publish/publish-edition.ts';
import type { EditionProgress } from '../../local/installation/edition-progress.ts';

/** What the publish function is asked for. */
export type PublishEvent = { publication: string; scheduledTime: Instant };

/** What publishing came to; `progress` is known where delivery was waited for, which is on this machine only. */
export type Published = { report: PublishAnswer; progress: EditionProgress | null };

/** What puts an edition into words, with the words for those who make it. */
export type EditionMaking = Pick<MakingContext, 'links' | 'render'> & {
  messages: (language: string) => Messages;
};

/** Courant somewhere, deployed or on this machine, as the commands use it. */
export type Installation = {
  configuration: Configuration;
  clock: Clock;
  filing: FactFiling & FactLog;
  readers: Readers;
  addresses: Addresses;
  /** Both rows of many people at once. */
  storedRows: StoredRows;
  /** Endings that are kept outside of the readers table. */
  endings: Endings;
  keeper: Pick<EndingKeeper, 'keep'>;
  readerIdKey: ReaderIdKey;
  seals: Seals;
  sightings: Sightings;
  /** What operators decided about editions, and what starts publish. */
  decisions: Decisions;
  schedules: Schedules;
  archive: Archive;
  /** Where facts appeared, and what is folded in. */
  marks: FoldMarks;
  /** What was taken down, and which files the web may have. */
  takenDown: TakenDownRecords;
  served: ServedFiles;
  /** Addresses of files for others; null on this machine, where nobody else can fetch anything. */
  fileLinks: FileLinks | null;
  /** What makes months, pages and lists: it compiles the templates, which takes a moment. */
  folding(): Omit<FoldContext, 'damage'>;
  /** What makes an edition in memory: it compiles the templates, too. */
  making(): EditionMaking;
  /** Both buckets as a verification looks at them. */
  look: Look;
  editions: Editions;
  slices: Slices;
  timetables: Timetables;
  deliveries: Deliveries;
  receipts: Receipts;
  bindings: Bindings;
  ledger: LedgerTables;
  /** A random mark, for an edition that is bound to its ledger anew. */
  newMark(): string;
  senders: SenderIdentities;
  /** Hands over what is for no reader: nothing tells what became of it later. */
  mailer: Mailer;
  /** What proofs of the next editions told. */
  proofs: Proofs;
  /** Which proofs went out by themselves. */
  proofMails: Pick<ProofMails, 'of'>;
  /** The stack that owns the stores, if that is another one than this: then this one holds everything. */
  otherOwner(): Promise<Owner | undefined>;
  /** Whether times ahead may be published, because nothing here is real and the clock can be set. */
  rehearsal: boolean;
  /** The folder in which messages lie that were mailed here; missing where they go out. */
  mailbox?: string;
  /** Name of the deployed stack, if it can be deleted by a mistake; null where it is protected, or where none is. */
  unprotectedStack: string | null;
  publish(event: PublishEvent): Promise<Published>;
  /** Sweeps and delivers what is unfinished; null where the deployed functions do that by themselves. */
  carryOn: (() => Promise<void>) | null;
  close(): Promise<void>;
};
