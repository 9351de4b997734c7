/**
 * A claim older than this many seconds is not used: no request is begun under it. Others may count its worker as ended by now.
 */
export const claimLastsSeconds = 30;
/**
 * So many seconds after a request was signed the mail service may still take it, if it lay somewhere in between. AWS documents five
 * minutes for most services, and fifteen for some like SES: the longest counts.
 */
const requestLastsSeconds = 15 * 60;
/**
 * So many seconds after a claim, the mail service surely takes no message under it any more. Nobody may decide before that what silence
 * about it means, neither the sweep nor an operator.
 */
export const surfacesWithinSeconds = claimLastsSeconds + requestLastsSeconds;

/** One message to exactly one reader. */
export type OutgoingMessage = {
  from: string;
  to: string;
  /** The whole MIME message. It is the mailer's until its answer, and empty afterwards. */
  raw: Uint8Array;
  /** Tags that the mail service's events carry; letters, digits, hyphen and underscore only. */
  tags: Record<string, string>;
  /**
   * The mailer asks this last of all, once the request is signed; false makes the answer `unreached`. A process may be halted anywhere and
   * go on hours later, when another worker has mailed the reader. A request that it signed before that, the mail service refuses by then:
   * `surfacesWithinSeconds` after the claim.
   */
  claimIsFresh?: () => boolean;
};

/** What became of one attempt to hand a message to the mail service. */
export type MailerAnswer =
  | { outcome: 'accepted'; messageId: string }
  /** Too fast: the same message may be tried again in a moment. */
  | { outcome: 'throttled'; reason: string }
  /** The 24-hour quota is used up: nothing more goes out for now. */
  | { outcome: 'exhausted'; reason: string }
  /** This address cannot be written to. */
  | { outcome: 'rejected'; reason: string }
  /** Our own fault: sender, permission, configuration. No reader is to blame: every message would fail. */
  | { outcome: 'refused'; reason: string }
  /** Nothing was handed over: the connection failed before a byte was written. */
  | { outcome: 'unreached'; reason: string }
  /** The service may have taken it. */
  | { outcome: 'uncertain'; reason: string };

/** Answers that hold for every reader: the work stops, nothing was handed over. */
export type Halt = Extract<MailerAnswer, { outcome: 'throttled' | 'exhausted' | 'refused' | 'unreached' }>;

/** Hands messages to the mail service, with one attempt a call. */
export interface Mailer {
  send(message: OutgoingMessage): Promise<MailerAnswer>;
}
