import { type Draft, isAt } from './draft.ts';
import { readList, readZone, showList, showZone } from './forms.ts';
import type { Question } from './question.ts';

/** What stands for an answer that is none. */
const none = 'none';

/** Everybody can do without an answer, and it is about no publication more than another. */
const ofAll = { optional: true, ofInstallation: true } as const;

/** A list of addresses or domains of the whole installation; none is what most have. */
function ofList(option: 'editors' | 'identities'): Question {
  return {
    option,
    places: () => [[option]],
    present: draft => showList(draft.at([option])),
    proposal: () => none,
    changes: answer => [{ path: [option], value: answer === none ? undefined : readList(answer) }],
    ...ofAll,
  };
}

/** A switch of the whole installation, as cdk.json has it in a field of its own; what is `usual` need not stand there. */
function ofSwitch(option: Question['option'], field: string, usual: boolean): Question {
  return {
    option,
    places: () => [[field]],
    present: draft => (draft.at([field]) === undefined ? undefined : yesOrNo(draft.at([field]) === true)),
    proposal: () => yesOrNo(usual),
    choices: () => [true, false].map(value => ({ value: yesOrNo(value), name: yesOrNo(value) })),
    changes(answer, draft) {
      const value = { yes: true, no: false }[answer] ?? answer;
      return [{ path: [field], value: value === usual && draft.at([field]) !== usual ? undefined : value }];
    },
    ...ofAll,
  };
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

/** Who reads the next edition before its readers do, and how long before. */
export const editorQuestions: readonly Question[] = [
  ofList('editors'),
  {
    option: 'proof-hours',
    places: () => [['settings', 'proofHoursBefore']],
    present: draft => shownNumber(draft.at(['settings', 'proofHoursBefore'])),
    // A day ahead suits all others: of a daily nothing is filed yet by then.
    applies: draft => draft.field('schedule', 'every') === 'day',
    proposal: () => '6',
    changes: answer => [
      { path: ['settings', 'proofHoursBefore'], value: /^\d+$/.test(answer) ? Number(answer) : answer },
    ],
    ...ofAll,
  },
];

function shownNumber(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** How the installation stands in its account, beside its site. */
export const accountQuestions: readonly Question[] = [
  ofList('identities'),
  {
    option: 'hosted-zone',
    places: () => [['hostedZone']],
    present: draft => showZone(draft.at(['hostedZone'])),
    proposal: () => none,
    changes: answer =>
      answer === none
        ? ['hostedZone', 'dmarc'].map(field => ({ path: [field], value: undefined }))
        : [{ path: ['hostedZone'], value: readZone(answer) }],
    ...ofAll,
  },
  dmarcQuestion(ofSwitch('dmarc', 'dmarc', false)),
  ofSwitch('public-archive', 'publicArchive', true),
  // Nobody is asked: a stack whose first deployment fails has to be deleted.
  { ...ofSwitch('termination-protection', 'terminationProtection', false), applies: () => false },
];

/** It is a question only where the stack could make the record. */
function dmarcQuestion(question: Question): Question {
  return {
    ...question,
    present: draft => (canMakeDmarc(draft) ? question.present(draft) : undefined),
    applies: draft => draft.at(['dmarc']) === true || canMakeDmarc(draft),
    choices: draft =>
      (question.choices?.(draft) ?? []).filter(({ value }) => value === 'no' || canMakeDmarc(draft)),
  };
}

function canMakeDmarc(draft: Draft): boolean {
  if (draft.at(['hostedZone']) === undefined) return false;
  const made = draft.with([{ path: ['dmarc'], value: true }]);
  return !made.mistakes().some(mistake => isAt(mistake, [['dmarc']]));
}
