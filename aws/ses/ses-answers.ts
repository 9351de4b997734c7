import type { MailerAnswer } from '../../core/delivery/sending/mailer.ts';
import { anAddress } from '../../core/foundation/errors.ts';

type Outcome = Exclude<MailerAnswer['outcome'], 'accepted'>;

/**
 * What SES finds wrong with the form of an address. It looks at addresses as JavaMail does, and says so in JavaMail's words or its
 * own. Of which parameter it speaks it does not say: at most it repeats, after these words, the text that it could not read.
 */
const faultOfAddress = new RegExp(
  [
    '(illegal|empty|invalid e-?mail) address',
    '(local address|domain( name)?) ((starts|ends) with dot|contains (dot-dot|control or whitespace|illegal character))',
    '(local address|local name|user name|domain( name)?) (is missing|is empty|is|has|contains)',
    "missing (final '@domain'|(local|user|domain) name|domain)",
    '(quote not at start of|extra text after quoted) local address',
    'unterminated quote',
    'illegal (whitespace|semicolon)',
    'must contain only us-ascii',
  ].join('|'),
  'i',
);

/** What can be wrong with a call besides the reader's address, and is our own fault. */
const ofOurs = /\b(source|from|sender|return[- ]?path|reply[- ]?to|headers?|subject|tags?)\b/i;

/**
 * What each answer of the mail service, the client and the network means. Only this table decides it; the first row that fits counts.
 * Names and messages are those of SES v1.
 */
const answers: readonly { name?: RegExp; message?: RegExp; outcome: Outcome }[] = [
  { name: /^Throttling/, message: /daily message quota/i, outcome: 'exhausted' },
  { name: /^Throttling|^TooManyRequests|^SlowDown|^RequestLimitExceeded$/, outcome: 'throttled' },
  // Refused at the door for a reason that passes: credentials that ended, a clock that is off. Nothing was taken.
  {
    name: /^(ExpiredToken|ExpiredTokenException|RequestExpired|RequestTimeTooSkewed)$/,
    outcome: 'unreached',
  },
  { name: /^SignatureDoesNotMatch$/, message: /expired|not yet current/i, outcome: 'unreached' },
  { name: /^MessageRejected$/, message: /address is not verified/i, outcome: 'refused' },
  { name: /^MessageRejected$/, message: /suppress|blacklist/i, outcome: 'rejected' },
  // Ours: thrown before the request was signed.
  { name: /^UnknownRequestFormError$/, outcome: 'refused' },
  // Ours: thrown instead of sending what was signed.
  { name: /^MessageTooLateError$/, outcome: 'unreached' },
  // Failures to connect: not a byte of the request was written.
  {
    name: /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CredentialsProviderError)$/,
    outcome: 'unreached',
  },
  { name: /^TimeoutError$/, message: /establish a connection/i, outcome: 'unreached' },
];

/** A fault of an attempt: the error's name or code, its message, the HTTP status if there was an answer. */
export type Fault = { names: readonly string[]; message: string; status: number | undefined };

/**
 * The meaning of a client's error. An unknown 4xx is our own fault; after any other unknown error SES may have taken the message.
 * @param sender the address that the message is from: what SES says of that one is no reader's fault. It was checked with the
 *   configuration, so what SES says of an address without naming it is about the reader's.
 */
export function answerOf(error: unknown, sender?: string): MailerAnswer {
  const fault = faultOf(error);
  const address = faultOfReader(fault, sender);
  // SES's words alone: what it repeats after them may be an address, also one without an @.
  if (address !== undefined) return { outcome: 'rejected', reason: `${fault.names[0]}: ${address}` };
  const row = answers.find(
    ({ name, message }) =>
      (!name || fault.names.some(found => name.test(found))) && (!message || message.test(fault.message)),
  );
  const outcome = row?.outcome ?? (isClientFault(fault.status) ? 'refused' : 'uncertain');
  return { outcome, reason: reasonOf(fault, outcome) };
}

/** What SES says of the form of the reader's address, without what it repeats of it; undefined if it speaks of something else. */
function faultOfReader({ names, message }: Fault, sender: string | undefined): string | undefined {
  if (!names.some(name => /^InvalidParameterValue(Exception)?$/.test(name))) return undefined;
  if (sender !== undefined && message.toLowerCase().includes(sender.toLowerCase())) return undefined;
  // An address that it repeats may have any of these words in it.
  const own = message.replace(/(?<=:\s*)['"`<].*/s, '').replace(anAddress, '');
  return ofOurs.test(own) ? undefined : faultOfAddress.exec(message)?.[0];
}

function isClientFault(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500;
}

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { names: [], message: String(error), status: undefined };
  const { code, $metadata } = error as Error & { code?: unknown; $metadata?: { httpStatusCode?: number } };
  return {
    names: [error.name, ...(typeof code === 'string' ? [code] : [])],
    message: error.message,
    status: $metadata?.httpStatusCode,
  };
}

/**
 * SES names addresses in its messages; none may reach a log or a row. Of one that it denied the domain stays: the operator has to
 * see whether it is the sender's or a reader's.
 */
function reasonOf({ names, message }: Fault, outcome: Outcome): string {
  const isDenial =
    outcome === 'refused' && /^AccessDenied|address is not verified/i.test(`${names[0]} ${message}`);
  const masked = message.replace(anAddress, (_, arn: string = '', domain: string) =>
    isDenial ? `${arn}${maskedLocalPart}@${domain}` : `${arn}(address)`,
  );
  const text = `${names[0] ?? 'Error'}: ${masked}`;
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}

/** Stands for the part of an address before the @. */
const maskedLocalPart = '(somebody)';
