import { weekdays } from '../../core/publication/calendar-words.ts';
import { publicationLanguages } from '../../core/publication/languages.ts';
import { accountQuestions, editorQuestions } from './account-questions.ts';
import type { Change } from './cdk-json-file.ts';
import type { Draft } from './draft.ts';
import { readSender, readTopics, showSender, showTopics } from './forms.ts';
import type { Question } from './question.ts';

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
    ofInstallation: true,
  },
  ...editorQuestions,
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
    ofInstallation: true,
  },
  {
    option: 'certificate',
    places: () => [['site', 'certificateArn']],
    present: draft => shown(draft.at(['site', 'certificateArn'])),
    applies: draft => draft.at(['site']) !== undefined,
    changes: value => [{ path: ['site', 'certificateArn'], value }],
    ofInstallation: true,
  },
  ...accountQuestions,
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
