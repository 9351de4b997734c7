import {
  type Allowance,
  allowanceOrHalt,
  type SendingAccount,
} from '../../core/delivery/sending/allowance.ts';
import { claimLastsSeconds, type Mailer, type MailerAnswer } from '../../core/delivery/sending/mailer.ts';
import type { Pace } from '../../core/delivery/sending/pace.ts';
import { type Clock, secondsBetween } from '../../core/foundation/instant.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { namedIds } from '../../core/publication/retired.ts';
import type { Addresses } from '../../core/readers/address.ts';
import type { Readers } from '../../core/readers/reader.ts';
import { type ReaderIdKey, readerId } from '../../core/readers/reader-id.ts';
import { isClosed } from '../../core/readers/sign-up/breaker.ts';
import { type Confirmations, signUpTags } from '../../core/readers/sign-up/confirmations.ts';
import { decide, waitedTooLong } from '../../core/readers/sign-up/decide.ts';
import { foldAddress } from '../../core/readers/sign-up/fold-address.ts';
import type { ComposedLetter, Letters } from '../../core/readers/sign-up/letters.ts';
import {
  ceilingOf,
  dayOf,
  isNoted,
  type Letter,
  type SignUpLimits,
} from '../../core/readers/sign-up/limits.ts';
import type { RequestOutcome, Requests, SignUpRequest } from '../../core/readers/sign-up/request.ts';
import { composeLetter } from './compose-letter.ts';

/** What working off requests needs from outside. */
export type SignUpContext = {
  clock: Clock;
  configuration: Pick<Configuration, 'publications' | 'retired'>;
  /** Where the links of mails lead; does not end in a slash. */
  linksUrl: string;
  requests: Pick<Requests, 'read' | 'change'>;
  readers: Pick<Readers, 'read'>;
  addresses: Pick<Addresses, 'read'>;
  limits: SignUpLimits;
  confirmations: Pick<Confirmations, 'recent' | 'sent'>;
  key: ReaderIdKey;
  letters: Letters;
  mailer: Mailer;
  account: SendingAccount;
  pace: Pace;
  /** 32 random hexadecimal digits. */
  newAttempt: () => string;
  /** 22 random characters of base64url. */
  newToken: () => string;
  /** Milliseconds until the worker is ended. */
  timeLeft: () => number;
};

/** What came of a request, in words that can be logged. `returned`: it is to be tried again, and so is what comes after it. */
export type TakenRequest = {
  outcome: 'mailed' | 'dropped' | 'uncertain' | 'passed over' | 'returned';
  reason: string;
};

/** With less left, in milliseconds, nothing is claimed: longer than the mail service takes at most. */
const neededForOne = 25_000;
/** Letters take at most this share of the account's rate, or one a second: delivery has the rest. */
const shareOfRate = 0.1;

/**
 * Works off one request: decides, and mails at most one letter. All that is counted is written before the claim, and the claim before
 * the mail service is asked: a crash between any two writes may count a letter that nobody got, or leave a request unanswered, but mails
 * nobody twice and passes no limit. Throws what is to be tried again.
 */
export async function takeRequest(context: SignUpContext, id: string): Promise<TakenRequest> {
  const { clock, requests } = context;
  const request = await requests.read(id, clock.now());
  if (!request) return { outcome: 'dropped', reason: 'unknown or expired' };
  if (request.state === 'sending') {
    // Whoever claimed it has ended. What they asked of the mail service, it may have done.
    await requests.change(id, claimOf(request), { state: 'uncertain' });
    return { outcome: 'uncertain', reason: 'claimed before' };
  }
  if (request.state !== 'asked') return { outcome: 'passed over', reason: request.state };
  if (waitedTooLong(request, clock.now())) return drop(context, request, 'waited too long');
  const allowance = await allowanceOrHalt(context.account);
  if ('outcome' in allowance) return { outcome: 'returned', reason: allowance.outcome };
  return answer(context, request, allowance);
}

/** Under whom and what a request is counted, and what of it is known. */
type Person = { reader: string; limitKey: string; ceiling: number };

async function answer(
  context: SignUpContext,
  request: SignUpRequest,
  { perDay, perSecond }: Allowance,
): Promise<TakenRequest> {
  const key = await context.key.get();
  const person: Person = {
    reader: readerId(request.address, key),
    limitKey: readerId(foldAddress(request.address), key),
    ceiling: ceilingOf(perDay),
  };
  const known = await lookUp(context, request, person);
  const decision = decide(request, known);
  if (decision.do === 'drop') return drop(context, request, decision.reason);
  if (context.timeLeft() < neededForOne) return { outcome: 'returned', reason: 'no time left' };
  const token = context.newToken();
  const about = { ...decision, request, token, rows: known.rows, reader: person.reader };
  const letter = await composeLetter(context, about);
  const isCounted = isNoted(known.limit, request.id);
  if (!(await countFirst(context, person, decision.letter, isCounted)))
    return drop(context, request, 'limit');
  context.pace.change(Math.max(1, perSecond * shareOfRate));
  await context.pace.turn();
  const countedOn = isCounted ? null : dayOf(decision.letter.at);
  return mail(context, request, person, { ...letter, token, countedOn });
}

async function lookUp(
  { clock, configuration, readers, addresses, limits, confirmations }: SignUpContext,
  request: SignUpRequest,
  { reader, limitKey, ceiling }: Person,
) {
  const now = clock.now();
  const [address, limit, mailedToday, recent] = await Promise.all([
    addresses.read(reader),
    limits.read(limitKey, now),
    limits.mailedOn(dayOf(now)),
    confirmations.recent(),
  ]);
  const rows = await Promise.all(asked(configuration, request).map(id => readers.read(id, reader)));
  return {
    now,
    publications: configuration.publications.map(({ id }) => id),
    address,
    rows: rows.filter(row => row !== undefined),
    limit,
    mailedToday,
    ceiling,
    closed: isClosed(recent, now),
  };
}

/**
 * Whose rows are read: of a form, which a stranger may make up, only publications that the configuration names; the link to what they get
 * was asked for by a leave link, whose publication may stand nowhere any more.
 */
function asked(
  configuration: SignUpContext['configuration'],
  { kind, publications }: SignUpRequest,
): string[] {
  if (kind === 'manage') return [...new Set(publications)];
  return namedIds(configuration).filter(id => publications.includes(id));
}

/**
 * Counts a letter: the day first, so that what is noted of the address says that both are counted. The breaker too comes before the mail,
 * whose bounce could overtake it otherwise.
 */
async function countFirst(
  { limits, confirmations }: SignUpContext,
  { limitKey, ceiling }: Person,
  letter: Letter,
  isCounted: boolean,
): Promise<boolean> {
  if (!isCounted && !(await limits.count(dayOf(letter.at), ceiling))) return false;
  if (!(await limits.note(limitKey, letter))) return false;
  if (letter.kind === 'confirmation') await confirmations.sent(letter.request, letter.at);
  return true;
}

async function mail(
  context: SignUpContext,
  request: SignUpRequest,
  { reader, limitKey }: Person,
  {
    raw,
    words,
    from,
    kind,
    token,
    countedOn,
  }: ComposedLetter & { from: string; kind: string; token: string; countedOn: string | null },
): Promise<TakenRequest> {
  const { requests, clock, limits } = context;
  const attempt = context.newAttempt();
  const claimedAt = clock.now();
  const claim: RequestOutcome = { state: 'sending', attempt, reader, token, letter: words };
  if (!(await requests.change(request.id, claimOf(request), claim)))
    return { outcome: 'passed over', reason: 'claimed by another' };
  const answered = await context.mailer.send({
    from,
    to: request.address,
    raw,
    tags: signUpTags(reader, request.id),
    claimIsFresh: () => secondsBetween(claimedAt, clock.now()) <= claimLastsSeconds,
  });
  // Who confirms before this is noted has confirmed: then it is not noted any more.
  await requests.change(request.id, { state: 'sending', attempt }, outcomeOf(answered));
  switch (answered.outcome) {
    case 'accepted':
      return { outcome: 'mailed', reason: kind };
    case 'uncertain':
      return { outcome: 'uncertain', reason: 'no answer' };
    case 'rejected':
      return { outcome: 'dropped', reason: 'rejected' };
    default:
      // Nobody was mailed, and it is tried again: a crash before this leaves it counted for the same request, which counts once.
      await limits.giveBack(limitKey, request.id);
      if (countedOn !== null) await limits.uncount(countedOn);
      return { outcome: 'returned', reason: inWords(answered) };
  }
}

/** The answer, and of what the mail service says of it the first word, which names the error: the rest may name an address. */
function inWords({ outcome, reason }: Exclude<MailerAnswer, { outcome: 'accepted' }>): string {
  return `${outcome} ${/^\w*/.exec(reason)?.[0] ?? ''}`.trim();
}

function outcomeOf(answered: MailerAnswer): RequestOutcome {
  switch (answered.outcome) {
    case 'accepted':
      return { state: 'sent', messageId: answered.messageId };
    case 'uncertain':
      return { state: 'uncertain' };
    case 'rejected':
      return { state: 'dropped' };
    default:
      return { state: 'asked', attempt: null, token: null, letter: null };
  }
}

async function drop(
  { requests }: Pick<SignUpContext, 'requests'>,
  request: SignUpRequest,
  reason: string,
): Promise<TakenRequest> {
  await requests.change(request.id, claimOf(request), { state: 'dropped' });
  return { outcome: 'dropped', reason };
}

function claimOf({ state, attempt }: SignUpRequest): Pick<SignUpRequest, 'state' | 'attempt'> {
  return { state, attempt };
}
