/**
 * How an option is written, as Commander reads it, what it is for, which other one it excludes, and whether it may be typed again. `of` has
 * what else it is called or for in a command, by the command's name.
 */
export type OptionForm = {
  flags: string;
  about: string;
  conflicts?: string;
  repeats?: true;
  of?: Readonly<Record<string, { flags?: string; about: string }>>;
};

/** Every option of every command, so that each is written in the same way everywhere. */
export const optionTable = {
  local: {
    flags: '--local',
    about: 'work on this machine, on the data of npm start; needs no account',
    conflicts: 'stack',
  },
  stack: {
    flags: '--stack <NAME>',
    about: 'the deployed CloudFormation stack; that of cdk.json ("courant" by default) unless given',
  },
  publication: {
    flags: '--publication <ID>',
    about: 'the publication that is meant, where cdk.json has several',
    of: {
      init: { about: 'the publication to change, where cdk.json has several; an id that is new adds one' },
    },
  },
  article: { flags: '--article <ID>', about: 'only facts of this article' },
  since: {
    flags: '--since <DAY>',
    about: 'only facts that were filed on this day or later, such as 2026-11-23',
  },
  name: { flags: '--name <NAME>', about: "the reader's name, for the To: line of the mail" },
  how: {
    flags: '--how <TEXT>',
    about: 'how the reader agreed, such as "asked by letter on 3 November"; Courant keeps it',
  },
  agreed: {
    flags: '--agreed <DATE>',
    about: 'when the reader agreed, such as 2026-11-20 or 2026-11-20T14:30:00Z; now unless given',
  },
  again: {
    flags: '--again',
    about: 'also whose mail came back before, now that the mailbox works',
  },
  map: {
    flags: '--map <THEIRS=OURS>',
    about:
      'take a column of the file for one of ours, or with nothing behind the = for none; may be repeated',
    repeats: true,
  },
  apply: { flags: '--apply', about: 'write; without it nothing is written' },
  ended: { flags: '--ended', about: 'the file has those who left an older tool: they get no mail' },
  state: {
    flags: '--state <STATE>',
    about: 'only those who are active, left, bounced, complained or pending',
  },
  because: { flags: '--because <TEXT>', about: 'why; Courant keeps it' },
  by: {
    flags: '--by <TEXT>',
    about: 'who decided it, such as a court and the number of its order; Courant keeps it',
    of: {
      skip: { about: 'who decided it; Courant keeps it' },
      unskip: { about: 'who decided it; Courant keeps it' },
      pause: { about: 'who decided it; Courant keeps it' },
      resume: { about: 'who decided it; Courant keeps it' },
    },
  },
  tokens: {
    flags: '--tokens',
    about: "print the tokens too; who knows a reader's token can end the subscription",
  },
  uncertain: {
    flags: '--uncertain',
    about: 'mail the readers of whom nobody knows whether SES took their message',
  },
  'mail-again': {
    flags: '--mail-again',
    about: 'mail all of whom the tables do not say that they were mailed; some may get the edition twice',
  },
  at: {
    flags: '--at <INSTANT>',
    about: 'the edition that was last due then, such as 2026-12-08T09:00:00Z; now unless given',
    of: { init: { flags: '--at <TIME>', about: 'the local time at which it appears, such as 07:00' } },
  },
  all: { flags: '--all', about: 'copy the whole archive; again and again, only what is new' },
  private: {
    flags: '--private',
    about:
      'also what is not for the public: records, captured texts of articles, receipts, what was taken down',
    of: {
      'archive get': {
        about:
          'also what is not for the public: with --all records and captured texts of articles; of one edition, the files of which something was taken down',
      },
      'archive link': { about: 'also files of which something was taken down' },
    },
  },
  hours: {
    flags: '--hours <N>',
    about: 'how long the addresses are good for, 1 to 168 hours; 24 unless given',
  },
  from: { flags: '--from <DAY>', about: 'the first day, such as 2026-01-01' },
  to: {
    flags: '--to <DIR>',
    about: 'the folder to write to, PUBLICATION-EDITION unless given; --all needs it',
    of: {
      'archive export': { flags: '--to <DAY>', about: 'the last day, such as 2026-12-31' },
      'facts add': {
        flags: '--to <ID>',
        about: 'the filed article that the facts of FILE are added to: they were missed when it was filed',
      },
      'facts draft': { about: 'the folder to write to, drafts unless given' },
      proof: {
        flags: '--to <ADDRESS>',
        about: 'mail it there; several addresses with commas between them',
      },
    },
  },
  'to-folder': {
    flags: '--to-folder <DIR>',
    about:
      'the folder to write to, PUBLICATION-EDITION-proof unless given; nothing is written with --to alone',
  },
  output: { flags: '-o, --output <FILE>', about: 'the file to write; it must not be there yet' },
  csv: { flags: '--csv', about: 'also the facts as a table (CSV)' },
  dir: {
    flags: '--dir <PATH>',
    about: 'look at a copy of the archive in a folder instead; needs no account',
    conflicts: 'url',
  },
  url: {
    flags: '--url <ADDRESS>',
    about: 'look at the public archive instead, such as https://digest.example; needs no account',
  },
  topic: { flags: '--topic <ID>', about: 'only facts of this topic, by its id in cdk.json' },
  kind: { flags: '--kind <KIND>', about: 'only facts of this kind, such as measure, plan or statement' },
  who: { flags: '--who <TEXT>', about: 'only what somebody says whose name has this in it' },
  source: {
    flags: '--source <TEXT>',
    about: 'only facts of a source with this in its name, title or address',
  },
  years: {
    flags: '--years <YEARS>',
    about: 'only editions of a year such as 2026, or of several, such as 2026-2028',
  },
  'dry-run': { flags: '--dry-run', about: 'show what it would come to, and change nothing' },
  yes: { flags: '--yes', about: 'do it: you know what it comes to' },
  empty: {
    flags: '--empty',
    about: 'begin with a publication of your own: the publications of the example go',
    conflicts: 'example',
  },
  example: { flags: '--example', about: 'begin with a publication of the example, under your own addresses' },
  title: { flags: '--title <TEXT>', about: 'the title of the publication, at most 40 characters' },
  description: { flags: '--description <TEXT>', about: 'what it is about, in one line' },
  language: { flags: '--language <TAG>', about: 'en, or zh-Hans for Simplified Chinese' },
  sender: {
    flags: '--sender <ADDRESS>',
    about: 'the address that it is mailed from, or "Name <address>"; at a domain of your own',
  },
  'reply-to': { flags: '--reply-to <ADDRESS>', about: "where readers' answers go" },
  'postal-address': {
    flags: '--postal-address <TEXT>',
    about: 'stands at the foot of every message, as the law of many countries requires',
  },
  every: { flags: '--every <PERIOD>', about: 'day, week or month' },
  on: { flags: '--on <DAY>', about: 'of every week monday to sunday, of every month 1 to 28 or last' },
  'time-zone': { flags: '--time-zone <ZONE>', about: 'whose clocks it follows, such as Europe/Brussels' },
  topics: {
    flags: '--topics <LIST>',
    about: 'its sections in their order, such as "chips=Chips; law=Courts and law"',
  },
  operator: { flags: '--operator <ADDRESS>', about: 'who is mailed when something is wrong' },
  site: {
    flags: '--site <DOMAIN>',
    about: 'the domain of archive and links, such as digest.your.domain; none for no domain of your own',
  },
  certificate: {
    flags: '--certificate <ARN>',
    about: "the site's certificate in ACM, region us-east-1",
  },
  editors: {
    flags: '--editors <LIST>',
    about: 'who is mailed a proof before each edition: addresses with commas between them; or none',
  },
  'proof-hours': {
    flags: '--proof-hours <N>',
    about: 'so many hours before an edition its proof is mailed, 1 to 168; 24 unless given',
  },
  identities: {
    flags: '--identities <LIST>',
    about: 'domains and addresses that SES has already in the account, with commas between them; or none',
  },
  'hosted-zone': {
    flags: '--hosted-zone <ZONE>',
    about:
      'the zone of Route 53 in which the stack makes its records, such as "Z0123456789 your.domain"; or none',
  },
  dmarc: {
    flags: '--dmarc <YES>',
    about: 'yes if the stack is to make a DMARC record in that zone: the domain has none yet',
  },
  'public-archive': {
    flags: '--public-archive <YES>',
    about: 'no if nobody else shall read the archive, or AWS refuses a new account CloudFront',
  },
  'termination-protection': {
    flags: '--termination-protection <YES>',
    about: 'yes, once the stack was deployed, so that nobody deletes it by mistake; deploy again after that',
  },
  watch: {
    flags: '--watch',
    about: 'follow the delivery of EDITION, or of the newest one that is open, until it is closed or held',
    conflicts: 'json',
  },
  json: { flags: '--json', about: 'print one JSON object a line, errors too' },
  reason: {
    flags: '--reason <TEXT>',
    about: 'the reason, in English, for readers; a FILE can give it in several languages',
  },
  capture: {
    flags: '--capture <TEXT_FILE>',
    about: 'the captured text of the article; for one FILE only',
    conflicts: 'captures',
  },
  captures: {
    flags: '--captures <DIR>',
    about: 'a folder of captured texts; Courant finds each by its SHA-256, whatever its name',
  },
  id: {
    flags: '--id <SLUG>',
    about: 'the id of the article, such as chip-rules; the draft is called after it',
  },
  retrieved: {
    flags: '--retrieved <DAY>',
    about: 'the day on which the text was saved, such as 2026-11-23; today unless given',
  },
  replace: {
    flags: '--replace',
    about: 'write over the draft that is there, and over what somebody wrote in it',
  },
} as const satisfies Record<string, OptionForm>;
