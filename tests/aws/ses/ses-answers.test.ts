import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../aws/ses/ses-answers.ts';
import type { MailerAnswer } from '../../../core/delivery/sending/mailer.ts';
import { normaliseAddress } from '../../../core/readers/reader-id.ts';

type Shape = { name?: string; code?: string; status?: number; message?: string };

/** An error as the client throws it. */
function anError({ name = 'Error', code, status, message = '' }: Shape): Error {
  return Object.assign(new Error(message), {
    name,
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { $metadata: { httpStatusCode: status } }),
  });
}

const table: [MailerAnswer['outcome'], string, Shape][] = [
  [
    'throttled',
    'too many a second',
    { name: 'Throttling', status: 400, message: 'Maximum sending rate exceeded.' },
  ],
  ['throttled', 'an API limit', { name: 'ThrottlingException', status: 400, message: 'Rate exceeded' }],
  ['throttled', 'HTTP 429', { name: 'TooManyRequestsException', status: 429 }],
  ['throttled', 'a limit of requests', { name: 'RequestLimitExceeded', status: 400 }],
  ['unreached', 'credentials that ended', { name: 'ExpiredToken', status: 403 }],
  ['unreached', 'a request that came too late', { name: 'RequestExpired', status: 400 }],
  ['unreached', 'a clock that is off', { name: 'RequestTimeTooSkewed', status: 403 }],
  [
    'unreached',
    'a signature that is too old',
    {
      name: 'SignatureDoesNotMatch',
      status: 403,
      message: 'Signature expired: 20261123T060000Z is now earlier',
    },
  ],
  [
    'refused',
    'a wrong secret',
    {
      name: 'SignatureDoesNotMatch',
      status: 403,
      message: 'The request signature we calculated does not match',
    },
  ],
  [
    'exhausted',
    'the 24-hour quota',
    { name: 'Throttling', status: 400, message: 'Daily message quota exceeded.' },
  ],
  [
    'refused',
    'a sender that is not verified',
    {
      name: 'MessageRejected',
      status: 400,
      message:
        'Email address is not verified. The following identities failed the check in region US-EAST-1: a@b.example',
    },
  ],
  [
    'refused',
    'content that SES does not carry',
    { name: 'MessageRejected', status: 400, message: 'Bad content' },
  ],
  [
    'rejected',
    'an address on the suppression list',
    { name: 'MessageRejected', status: 400, message: 'Address is on the suppression list.' },
  ],
  [
    'rejected',
    'an address on the blacklist',
    { name: 'MessageRejected', status: 400, message: 'Address blacklisted.' },
  ],
  [
    'rejected',
    'an illegal address',
    { name: 'InvalidParameterValue', status: 400, message: 'Illegal address' },
  ],
  [
    'rejected',
    'no domain',
    { name: 'InvalidParameterValue', status: 400, message: "Missing final '@domain'" },
  ],
  [
    'rejected',
    'a local part that SES cannot write to',
    { name: 'InvalidParameterValue', status: 400, message: 'Local address contains control or whitespace' },
  ],
  [
    'rejected',
    'a domain that is none',
    { name: 'InvalidParameterValue', status: 400, message: 'Domain contains illegal character' },
  ],
  ['refused', 'a bad tag', { name: 'InvalidParameterValue', status: 400, message: 'Invalid tag "ä"' }],
  ['refused', 'no permission', { name: 'AccessDenied', status: 403, message: 'not authorized' }],
  ['refused', 'no configuration set', { name: 'ConfigurationSetDoesNotExistException', status: 400 }],
  ['refused', 'a paused account', { name: 'AccountSendingPausedException', status: 400 }],
  ['refused', 'a paused configuration set', { name: 'ConfigurationSetSendingPausedException', status: 400 }],
  [
    'refused',
    'a MAIL FROM domain that is not set up',
    { name: 'MailFromDomainNotVerifiedException', status: 400 },
  ],
  ['refused', 'a 4xx that nobody knows', { name: 'SomethingNew', status: 418 }],
  ['uncertain', 'HTTP 500', { name: 'InternalFailure', status: 500 }],
  ['uncertain', 'HTTP 503', { name: 'ServiceUnavailable', status: 503 }],
  [
    'uncertain',
    'an answer that cannot be read',
    { name: 'SyntaxError', status: 200, message: 'char 0 is not expected' },
  ],
  ['uncertain', 'a broken connection', { code: 'ECONNRESET', message: 'socket hang up' }],
  ['uncertain', 'a pipe that broke', { code: 'EPIPE', message: 'write EPIPE' }],
  [
    'uncertain',
    'no answer in time',
    { name: 'TimeoutError', message: 'a request has exceeded the configured 20000 ms requestTimeout.' },
  ],
  ['uncertain', 'an error that nobody knows', {}],
  ['unreached', 'a port where nobody listens', { code: 'ECONNREFUSED' }],
  ['unreached', 'a name that nobody has', { code: 'ENOTFOUND' }],
  ['unreached', 'names that cannot be asked for now', { code: 'EAI_AGAIN' }],
  ['unreached', 'no way to the host', { code: 'EHOSTUNREACH' }],
  ['unreached', 'no way to the network', { code: 'ENETUNREACH' }],
  ['unreached', 'no keys to sign with', { name: 'CredentialsProviderError' }],
  [
    'unreached',
    'no connection in time',
    {
      name: 'TimeoutError',
      message:
        'the request socket did not establish a connection with the server within the configured timeout of 3000 ms.',
    },
  ],
];

/** Addresses as readers have them, every letter that may stand before the @ among them. */
const address = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(..."abz09!#$%&'*+/=?^_`{|}~-"), minLength: 1, maxLength: 12 }),
    fc.constantFrom('', ".o'brien", '.x'),
    fc.constantFrom(
      'mail.example',
      'sub.mail.example',
      'xn--bcher-kva.example',
      'Mail.Example',
      'bücher.example',
    ),
  )
  .map(([first, second, domain]) => `${first}${second}@${domain}`);
const around = fc.constantFrom(
  ['', ''],
  ['<', '>'],
  ['"', '"'],
  ["'", "'"],
  ['(', ')'],
  [': ', ', '],
  ['Name <', '>.'],
);

describe('what an answer of SES, the client or the network means', () => {
  it.each(table)('%s: %s', (outcome, _, shape) => {
    expect(answerOf(anError(shape)).outcome).toBe(outcome);
  });

  it('takes what is no error at all for uncertain', () => {
    for (const thrown of [undefined, null, 'text', 7, {}]) expect(answerOf(thrown).outcome).toBe('uncertain');
  });

  it('calls every status from 400 to 499 our fault and every other uncertain, under names that nobody knows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), status => {
        const expected = status >= 400 && status < 500 ? 'refused' : 'uncertain';
        expect(answerOf(anError({ name: 'SomethingNew', status })).outcome).toBe(expected);
      }),
    );
  });

  it('says what happened, in at most 300 characters', () => {
    const refused = answerOf(anError({ name: 'AccessDenied', status: 403, message: 'not authorized' }));
    expect(refused).toEqual({ outcome: 'refused', reason: 'AccessDenied: not authorized' });
    const long = answerOf(anError({ message: 'x'.repeat(1000) }));
    expect(long).toMatchObject({ reason: expect.stringMatching(/^Error: x{292}…$/) });
  });

  it('never says an address, nor a part of one', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(address, around), { minLength: 1, maxLength: 4 }), found => {
        const message = found
          .map(([each, [before, after]]) => `Address ${before}${each}${after}`)
          .join(' and ');
        const { reason } = answerOf(anError({ name: 'MessageRejected', status: 400, message })) as {
          reason: string;
        };
        expect(reason).not.toContain('@');
        const words = reason.replaceAll(/MessageRejected:|Address|Name|and|\(address\)/g, '');
        expect(words).toMatch(/^[\s<>"'(),.:]*$/);
      }),
      { numRuns: 300, examples: [[[["o'brien@mail.example", ['', '']]]]] },
    );
  });

  it('is tested with addresses that readers can have', () => {
    const normal = fc
      .sample(address, 50)
      .filter(each => !each.includes('ü'))
      .map(normaliseAddress);
    expect(normal.length).toBeGreaterThan(10);
  });
});
