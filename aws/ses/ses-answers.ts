import type { MailerAnswer } from '../../core/delivery/sending/mailer.ts';

type Outcome = Exclude<MailerAnswer['outcome'], 'accepted'>;

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
  {
    name: /^InvalidParameterValue$/,
    message: /illegal address|missing final|local address|domain (name|contains)/i,
    outcome: 'rejected',
  },
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

/** The meaning of a client's error. An unknown 4xx is our own fault; after any other unknown error SES may have taken the message. */
export function answerOf(error: unknown): MailerAnswer {
  const fault = faultOf(error);
  const row = answers.find(
    ({ name, message }) =>
      (!name || fault.names.some(found => name.test(found))) && (!message || message.test(fault.message)),
  );
  const outcome = row?.outcome ?? (isClientFault(fault.status) ? 'refused' : 'uncertain');
  return { outcome, reason: reasonOf(fault) };
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

/** SES names addresses in its messages; none may reach a log or a row. An apostrophe before the @ can be a part of one. */
function reasonOf({ names, message }: Fault): string {
  const text = `${names[0] ?? 'Error'}: ${message}`.replace(
    /[^\s<>",;:()[\]]+@[^\s<>"',;:()[\]]+/g,
    '(address)',
  );
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
