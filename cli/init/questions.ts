import { weekdays } from '../../core/publication/calendar-words.ts';
import { publicationLanguages } from '../../core/publication/languages.ts';
import type { OptionName } from '../program/options.ts';
import type { Change, Path } from './cdk-json-file.ts';
import type { Draft } from './draft.ts';
import { readSender, readTopics, showSender, showTopics } from './forms.ts';

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
  site: ['Site', 'A domain for archive and links, which outlives the stack; none if you have none yet.'],
  certificate: ['Certificate', 'The ARN of a certificate for that domain, in ACM, region us-east-1.'],
} as const;

/** A question whose answer is one text of the publication. */
function ofField(option: Question['option'], ...path: string[]): Question {
  return {
    option,
    places: ({ index }) => [['publications', index, ...path]],
    present: draft => shown(draft.field(...path)),
    changes: (value, { index }) => [{ path: ['publications', index, ...path], value }],
  };
}

function shown(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Everything that is asked, in the order in which people think of it. */
export const questions: readonly Question[] = [
  ofField('publication', 'id'),
  { ...ofField('title', 'title'), changes: titleChanges },
  ofField('description', 'description'),
  {
    ...ofField('language', 'language'),
    proposal: () => publicationLanguages[0],
    choices: () => publicationLanguages.map(value => ({ value, name: languageName(value) })),
  },
  {
    option: 'sender',
    places: ({ index }) => [['publications', index, 'from']],
    present: draft => showSender(draft.field('from'), draft.field('title')),
    changes: (answer, draft) => readSender(answer, draft),
  },
  { ...ofField('reply-to', 'replyTo'), proposal: draft => shown(draft.field('from', 'address')) },
  ofField('postal-address', 'postalAddress'),
  {
    ...ofField('every', 'schedule', 'every'),
    proposal: () => 'week',
    choices: () => ['week', 'day', 'month'].map(value => ({ value, name: value })),
    changes: (value, draft) => everyChanges(value, draft),
  },
  {
    ...ofField('on', 'schedule', 'on'),
    applies: draft => draft.field('schedule', 'every') !== 'day',
    proposal: draft => (draft.field('schedule', 'every') === 'month' ? '1' : 'monday'),
    choices: draft =>
      draft.field('schedule', 'every') === 'week'
        ? weekdays.map(value => ({ value, name: value }))
        : undefined,
    changes: (answer, { index }) => [
      {
        path: ['publications', index, 'schedule', 'on'],
        value: /^\d+$/.test(answer) ? Number(answer) : answer,
      },
    ],
  },
  { ...ofField('at', 'schedule', 'at'), proposal: () => '07:00' },
  { ...ofField('time-zone', 'schedule', 'timeZone'), proposal: (_, { timeZone }) => timeZone },
  {
    option: 'topics',
    places: ({ index }) => [['publications', index, 'topics']],
    present: draft => showTopics(draft.field('topics')),
    changes: (answer, { index }) => [{ path: ['publications', index, 'topics'], value: readTopics(answer) }],
  },
  {
    option: 'operator',
    places: () => [['operator']],
    present: draft => shown(draft.at(['operator'])),
    changes: value => [{ path: ['operator'], value }],
  },
  {
    option: 'site',
    places: () => [['site', 'domain']],
    present: draft => shown(draft.at(['site', 'domain'])),
    proposal: () => 'none',
    changes: value =>
      value === 'none' ? [{ path: ['site'], value: undefined }] : [{ path: ['site', 'domain'], value }],
    // A site is checked against the senders only once all of it can be read.
    meanwhile: draft =>
      draft.at(['site']) === undefined ? [] : [{ path: ['site', 'certificateArn'], value: anyCertificate }],
    optional: true,
  },
  {
    option: 'certificate',
    places: () => [['site', 'certificateArn']],
    present: draft => shown(draft.at(['site', 'certificateArn'])),
    applies: draft => draft.at(['site']) !== undefined,
    changes: value => [{ path: ['site', 'certificateArn'], value }],
  },
];

const anyCertificate = 'arn:aws:acm:us-east-1:000000000000:certificate/0';

/** A sender who is called like the publication, or has no name yet, goes on being called like it. */
function titleChanges(value: string, draft: Draft): Change[] {
  const publication = ['publications', draft.index];
  const title = { path: [...publication, 'title'], value };
  const name = draft.field('from', 'name');
  const follows = draft.field('from') !== undefined && (name === undefined || name === draft.field('title'));
  return follows ? [title, { path: [...publication, 'from', 'name'], value }] : [title];
}

/** The day of a week is none of a month. */
function everyChanges(value: string, draft: Draft): Change[] {
  const schedule = ['publications', draft.index, 'schedule'];
  const every = { path: [...schedule, 'every'], value };
  const same = draft.field('schedule', 'every') === value;
  return same ? [] : [every, { path: [...schedule, 'on'], value: undefined }];
}

function languageName(tag: string): string {
  return `${new Intl.DisplayNames(['en'], { type: 'language' }).of(tag)} (${tag})`;
}
