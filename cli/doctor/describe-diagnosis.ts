import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import type { Diagnosis } from '../../core/doctor/examine.ts';
import type { Finding } from '../../core/doctor/finding.ts';
import { counted } from '../../core/foundation/counts.ts';
import { wrap } from '../../core/foundation/wrap.ts';
import type { Terminal } from '../program/terminal.ts';
import { type Concern, printConcerns } from '../status/concern.ts';

/** Prints what was found, then what was not looked at, then what is sound and worth knowing. */
export function printDiagnosis(
  terminal: Pick<Terminal, 'print' | 'columns'>,
  { findings, unseen, notes, proposal, deployed }: Diagnosis,
): void {
  const { print, columns } = terminal;
  print(headline(findings.length, deployed));
  printConcerns(terminal, [...findings, ...(proposal ? [proposal] : [])].map(concernOf));
  const list = (title: string, lines: readonly string[]) => {
    if (lines.length === 0) return;
    print('');
    print(title);
    for (const line of lines.flatMap(text => wrap(text, '  - ', Math.min(columns ?? 100, 100)))) print(line);
  };
  list('Not looked at:', byReason(unseen));
  list('Known:', notes);
}

function headline(findings: number, deployed: boolean): string {
  const state = deployed ? '' : ' Nothing is deployed yet, or it cannot be seen.';
  if (findings === 0) return `Nothing is wrong with what was looked at.${state}`;
  return `${counted(findings, 'finding')}.${state}`;
}

function concernOf({ found, why, todo, article }: Finding): Concern {
  return {
    title: found,
    waits: true,
    lines: [
      ['Because', why],
      ...todo.map((text, index): LabelledLine => [index === 0 ? 'To do' : '', text]),
      ...(article === undefined ? [] : ([['More', `docs/runbook.md#${article}`]] as const)),
    ],
  };
}

/** What could not be looked at for one reason stands together. */
function byReason(unseen: Diagnosis['unseen']): string[] {
  const reasons = Map.groupBy(unseen, ({ because }) => because);
  return [...reasons].map(([because, all]) => `${all.map(({ subject }) => subject).join(', ')}: ${because}`);
}

/** The same for programs, a line each: findings, then what was not looked at, then whether all is well. */
export function diagnosisObjects({ findings, unseen, proposal, deployed, notes }: Diagnosis): object[] {
  return [
    ...findings.map(finding => ({ finding: finding.id, ...finding, id: undefined })),
    ...unseen.map(({ subject, because }) => ({ notLookedAt: subject, because })),
    { deployed, findings: findings.length, notes, proposal },
  ];
}
