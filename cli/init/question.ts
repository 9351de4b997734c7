import type { OptionName } from '../program/options.ts';
import type { Change, Path } from './cdk-json-file.ts';
import type { Draft } from './draft.ts';

/** One thing that an operator decides; its answer is an option too. */
export type Question = {
  option: OptionName & keyof typeof words;
  /** Where its answer stands, below the context. */
  places(draft: Draft): readonly Path[];
  /** What stands there, as somebody would type it; undefined where nothing does. */
  present(draft: Draft): string | undefined;
  changes(answer: string, draft: Draft): readonly Change[];
  /** What to propose to somebody who is asked, where nothing stands there. */
  proposal?(draft: Draft, here: { timeZone: string }): string | undefined;
  choices?(draft: Draft): readonly { value: string; name: string }[] | undefined;
  /** Whether it is a question at all, after the answers before it. */
  applies?(draft: Draft): boolean;
  /** What the check of the answer takes as given, since it stands behind a later question. */
  meanwhile?(draft: Draft): readonly Change[];
  /** It may be left without an answer. */
  optional?: true;
  /** Its answer is the whole installation's, whichever publication is asked about. */
  ofInstallation?: true;
};

/** What each is called, and what it is for, in a line. */
export const words = {
  publication: ['Id', 'Names it in links and commands for good: lower-case letters, digits, hyphens.'],
  title: [
    'Title',
    "What readers call it; at most 40 characters. The sender's name is the same unless you say.",
  ],
  description: ['Description', 'What it is about, in one line, for lists and feeds.'],
  language: ['Language', 'Of every word that is not a fact, and of dates and numbers.'],
  sender: ['Sender', 'The address it is mailed from, at a domain whose DNS you can set; or Name <address>.'],
  'reply-to': ['Reply to', "Where readers' answers go; any mailbox that somebody reads."],
  'postal-address': [
    'Postal address',
    'Stands at the foot of every message, as the law of many countries requires.',
  ],
  every: ['Appears every', 'How often an edition is made of what was filed since the one before.'],
  on: ['On', 'The day: of a week its name, of a month 1 to 28, or last.'],
  at: ['At', 'The local time, such as 07:00, summer and winter.'],
  'time-zone': ['Time zone', 'Whose clocks it follows, by the name that IANA gives the zone.'],
  topics: [
    'Topics',
    'Its sections, in order, as id=Title; id=Title. A fact without one of them is left out.',
  ],
  operator: ['Operator', 'Who is mailed when something is wrong, and after each edition.'],
  editors: ['Editors', 'Who is mailed a proof before each edition: addresses with commas, or none.'],
  'proof-hours': ['Proof', 'So many hours before an edition its proof is mailed, 1 to 168.'],
  site: ['Site', 'A domain for archive and links, which outlives the stack; none if you have none yet.'],
  certificate: ['Certificate', 'The ARN of a certificate for that domain, in ACM, region us-east-1.'],
  identities: [
    'Identities',
    'Domains and addresses that SES has already in the account, with commas; none if the stack makes them.',
  ],
  'hosted-zone': [
    'Hosted zone',
    'Of Route 53, as its id and domain, where the stack is to make the mail records: "Z… your.domain"; or none.',
  ],
  dmarc: ['DMARC record', 'Yes only if the domain has none yet: the stack then makes one in that zone.'],
  'public-archive': [
    'Public archive',
    'Whether everybody can read past editions. AWS often refuses a new account what that needs: then no.',
  ],
  'termination-protection': [
    'Termination protection',
    'Whether nobody can delete the stack by mistake; yes only once it has been deployed.',
  ],
} as const;
