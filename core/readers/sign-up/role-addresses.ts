import { foldAddress } from './fold-address.ts';

/** Names before the @ behind which there is an office and no reader: those of RFC 2142, and others that are as usual. */
const roles = new Set([
  ...[
    'abuse',
    'noc',
    'security',
    'postmaster',
    'hostmaster',
    'usenet',
    'news',
    'webmaster',
    'www',
    'uucp',
    'ftp',
  ],
  ...[
    'mailer-daemon',
    'mail-daemon',
    'mailerdaemon',
    'daemon',
    'nobody',
    'root',
    'null',
    'devnull',
    'bounce',
    'bounces',
  ],
  ...['noreply', 'no-reply', 'no_reply', 'donotreply', 'do-not-reply', 'do_not_reply'],
  ...[
    'spam',
    'spamtrap',
    'phish',
    'phishing',
    'fbl',
    'feedback-loop',
    'complaints',
    'cert',
    'csirt',
    'dmarc',
    'tlsrpt',
  ],
  ...[
    'domainmaster',
    'dnsmaster',
    'dns',
    'ssladmin',
    'ssl-admin',
    'ssladministrator',
    'registrar',
    'list-request',
    'listserv',
  ],
  ...['majordomo', 'mailman', 'unsubscribe', 'subscribe', 'undisclosed-recipients'],
]);

/**
 * Whether a normalised address is an office's, such as `postmaster@`: nobody there asked for a digest, and a mail that nobody asked for
 * is looked at there as spam. Those of a mailing list (`-request`, `-owner`) are too: what is mailed there goes to others.
 */
export function isRoleAddress(normalisedAddress: string): boolean {
  const [name = ''] = foldAddress(normalisedAddress).split('@');
  const [undotted = ''] = normalisedAddress.split(/[+@]/);
  return [name, undotted].some(
    each => roles.has(each) || /^owner-|-(request|owner|bounces?|unsubscribe)$/.test(each),
  );
}
