import type { Allowance } from '../delivery/sending/allowance.ts';
import type { Owner } from '../edition/ownership.ts';
import type { Instant } from '../foundation/instant.ts';
import type { Configuration } from '../publication/configuration.ts';
import type { Seen } from './finding.ts';

/** Whose credentials these are. */
export type Caller = { account: string; arn: string };

/** What CloudFormation says of a stack. */
export type StackState = {
  /** Such as `UPDATE_COMPLETE`. */
  status: string;
  terminationProtection: boolean;
  outputs: ReadonlyMap<string, string>;
  /** Its parts: the type, such as `AWS::SQS::Queue`, and the name or address by which its service knows it. */
  resources: readonly { type: string; id: string }[];
};

/** What SES lets the account do; `enforcement` is `HEALTHY` unless SES looks into it. */
export type SendingState = {
  production: boolean;
  enabled: boolean;
  enforcement: string;
  allowance: Allowance;
};

/** A domain or address that SES knows. */
export type IdentityState = {
  name: string;
  verified: boolean;
  /** Whether mail is signed by it. */
  signs: boolean;
  /** Of the records by which SES verifies the domain; none of an address. */
  tokens: readonly string[];
  mailFrom: { domain: string; works: boolean } | null;
};

/** A record that says which server takes mail for a name. */
export type MailServer = { exchange: string; priority: number };

/** What is known of a sender. */
export type SenderFacts = {
  address: string;
  /** What SES knows of it, the nearest first: the address, its domain, those above. */
  identities: Seen<readonly IdentityState[]>;
  /** To whom bounces return. */
  mailFrom: string;
  /** SPF records there, and at the sender's own domain. */
  spf: Seen<readonly string[]>;
  ownSpf: Seen<readonly string[]>;
  mx: Seen<readonly MailServer[]>;
  /** DMARC records, at the sender's domain or the nearest above it that has any; null where none has. */
  dmarc: Seen<{ domain: string; records: readonly string[] } | null>;
};

/** What is known of the site's certificate and name. */
export type SiteFacts = {
  certificate: Seen<CertificateState | null>;
  /** What the name leads to: names on the way, and whether there is an address at the end. */
  leads: Seen<{ names: readonly string[]; answers: boolean }>;
};

/** A certificate as ACM has it; `until` is null before it is issued. */
export type CertificateState = { status: string; names: readonly string[]; until: Instant | null };

/** Everything that was looked at. */
export type Facts = {
  now: Instant;
  configuration: Configuration;
  /** What of the configuration is still the example's: its place and its value. */
  example: readonly { path: string; value: string }[];
  stackName: string;
  /** What a deployment from this checkout would say of itself; see `checkoutMark`. */
  checkout: string;
  region: Seen<string>;
  caller: Seen<Caller>;
  /** Null where nothing is deployed under this name. */
  stack: Seen<StackState | null>;
  owner: Seen<Owner | undefined>;
  sending: Seen<SendingState>;
  senders: readonly SenderFacts[];
  /** Active readers by publication, and the addresses of those among them to whom SES mails nothing. */
  audience: Seen<readonly { publication: string; readers: number; suppressed: readonly string[] }[]>;
  site: SiteFacts | null;
  subscription: Seen<'confirmed' | 'pending' | 'none'>;
  /** Names of alarms that are on. */
  alarms: Seen<readonly string[]>;
  /** Queues of what failed, with how much they hold. */
  deadLetters: Seen<readonly { queue: string; messages: number }[]>;
  schedules: Seen<readonly { name: string; state: 'on' | 'off' | 'gone' }[]>;
};

/** Whether a stack stands: before that, much is not there, and is no fault. */
export function isDeployed({ stack }: Pick<Facts, 'stack'>): boolean {
  return 'seen' in stack && stack.seen !== null;
}
