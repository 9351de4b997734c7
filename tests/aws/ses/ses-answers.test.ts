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

/** What SES says of an address's form: JavaMail's words, and its own. */
const faultsOfForm = [
  'Illegal address',
  'Empty address',
  "Missing final '@domain'",
  'Missing domain',
  'Missing local name',
  'User name is missing',
  'Local address starts with dot',
  'Local address ends with dot',
  'Local address contains dot-dot',
  'Local address contains control or whitespace',
  'Local address contains illegal character',
  'Quote not at start of local address',
  'Unterminated quote',
  'Domain starts with dot',
  'Domain ends with dot',
  'Domain contains dot-dot',
  'Domain contains illegal character',
  'Domain contains control or whitespace',
  'Illegal whitespace in address',
  'Email address must contain only US-ASCII characters',
];
const invalid = (message: string) => anError({ name: 'InvalidParameterValue', status: 400, message });
const sender = 'digest@news.example';

describe('what SES says of the form of an address', () => {
  it.each(faultsOfForm)('is a fault of that address alone: %s', fault => {
    expect(answerOf(invalid(fault), sender).outcome).toBe('rejected');
    expect(answerOf(invalid(`${fault}: 'from'`), sender).outcome).toBe('rejected');
    expect(answerOf(invalid(`${fault}: source@mail.example`), sender).outcome).toBe('rejected');
  });

  it.each(faultsOfForm)('is our own fault when the sender is meant: %s', fault => {
    for (const about of [`${fault}: '${sender}'`, `${fault}: <Digest@News.example>`, `Source: ${fault}`])
      expect(answerOf(invalid(about), sender).outcome).toBe('refused');
    expect(answerOf(invalid(`Invalid From address provided. ${fault}`), sender).outcome).toBe('refused');
  });

  it('is our own fault in a header, a tag, or anything but an address', () => {
    for (const message of [
      "Header 'Subject' must contain only US-ASCII characters",
      'Reply-To: Domain starts with dot',
      'Invalid tag "ä"',
      'Message length is more than 10485760 bytes long.',
    ])
      expect(answerOf(invalid(message), sender).outcome).toBe('refused');
  });

  it('means nothing of an address under another name of an error', () => {
    const denied = anError({ name: 'AccessDenied', status: 403, message: 'Domain starts with dot' });
    expect(answerOf(denied, sender).outcome).toBe('refused');
  });

  it('is passed on without what SES repeats of the address, so that a receipt counts it as one reason', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...faultsOfForm),
        fc.constantFrom(": 'qqq'", ': qqq', ': "qqq"', ' qqq@mail.example', ': <qqq>'),
        (fault, repeated) => {
          const answer = answerOf(invalid(`${fault}${repeated}`), sender);
          expect(JSON.stringify(answer)).not.toContain('qqq');
          expect(answer).toMatchObject({ reason: expect.stringMatching(/^InvalidParameterValue: .{6,}/) });
          expect(answer).toEqual(answerOf(invalid(fault), sender));
        },
      ),
    );
  });
});

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

  const denials: [name: string, before: string, after: string][] = [
    [
      'AccessDenied',
      "User `arn:aws:sts::1:assumed-role/r/f' is not authorized to perform `ses:SendRawEmail' on resource `arn:aws:ses:eu-west-1:1:identity/",
      "'",
    ],
    [
      'MessageRejected',
      'Email address is not verified. The following identities failed the check in region EU-WEST-1: ',
      ', other@second.example',
    ],
  ];
  it.each(denials)(
    'leaves the domain of what %s denied, so that one sees whose it is',
    (name, before, after) => {
      fc.assert(
        fc.property(address, denied => {
          const message = `${before}${denied}${after}`;
          const { reason } = answerOf(anError({ name, status: 403, message })) as { reason: string };
          const domain = denied.slice(denied.lastIndexOf('@'));
          const end = name === 'AccessDenied' ? "'" : ', (somebody)@second.example';
          expect(reason).toBe(`${name}: ${before}(somebody)${domain}${end}`);
        }),
        { numRuns: 300, examples: [["o'brien@mail.example"], ['a/b@mail.example']] },
      );
    },
  );

  it('masks a quoted name before the @ whole', () => {
    const message =
      'not authorized on resource arn:aws:ses:eu-west-1:1:identity/"john \\"x\\" smith"@mail.example';
    const { reason } = answerOf(anError({ name: 'AccessDenied', status: 403, message })) as {
      reason: string;
    };
    expect(reason).toMatch(/:identity\/\(somebody\)@mail\.example$/);
  });

  it('is tested with addresses that readers can have', () => {
    const normal = fc
      .sample(address, 50)
      .filter(each => !each.includes('ü'))
      .map(normaliseAddress);
    expect(normal.length).toBeGreaterThan(10);
  });
});
