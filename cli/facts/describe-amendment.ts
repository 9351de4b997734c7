import type { Fact } from '../../core/articles/article-file.ts';
import { type OwnWords, wordsIn } from '../../core/articles/own-words.ts';
import type { AmendingResult } from '../../core/filing/amend-fact.ts';
import type { Installation } from '../installation/installation.ts';
import { labelled, paragraph } from '../program/layout.ts';
import { nextEditions } from './next-editions.ts';

/** Says, on so many columns, what was filed of a fact and when, what stays, and where it appears next. */
export function describeAmendment(
  installation: Installation,
  amended: AmendingResult,
  columns: number | undefined,
): string[] {
  const { result, record, before } = amended;
  const corrected = record.type === 'correction' ? record.corrected : null;
  const done = record.type === 'correction' ? 'corrected' : 'retracted';
  const facts = [before, corrected].filter(fact => fact !== null);
  const next = nextEditions(installation, [{ result, file: { facts } }]);
  if (result === 'unchanged') {
    return [
      `${record.fact} was ${done} before, at ${record.recordedAt}.`,
      ...paragraph('Reason', inEnglish(record.reason), columns),
      ...next,
    ];
  }
  return [
    `${record.fact} is ${done}.`,
    labelled('Filed', `${record.recordedAt}, as ${record.type} ${record.sequence} of this fact`),
    ...paragraph('Said', statementOf(before), columns),
    ...(corrected ? paragraph('Says now', statementOf(corrected), columns) : []),
    ...paragraph('Reason', inEnglish(record.reason), columns),
    ...paragraph('Editions', whatStays[record.type], columns),
    ...next,
  ];
}

const whatStays = {
  correction:
    'Those that are sealed stay as they are. If one has carried the fact, the next one says what was wrong and what is ' +
    'right; if none has, the corrected fact takes its place.',
  retraction:
    'Those that are sealed stay as they are. If one has carried the fact, the next one says that it is taken back, and why; ' +
    'if none has, none will.',
};

/** Such as it is in English, or in the language it has. */
function statementOf(fact: Fact | null): string {
  return fact === null ? 'nothing: it was retracted' : inEnglish(fact.statement);
}

function inEnglish(words: OwnWords): string {
  return wordsIn(words, 'en').text;
}
