import { relative } from 'node:path';
import type { LocalRun } from './publish-locally.ts';

/**
 * Says in a few lines what a run did and where to look.
 * @param address where it is served for a browser; null when it is not.
 */
export function describeRun(run: LocalRun, address: string | null): string {
  return `${[headline(run), ...facts(run), ...delivery(run), ...places(run, address)].join('\n')}\n`;
}

function headline({ publication, report }: LocalRun): string {
  const { edition, number } = report.plan;
  const name = `${publication.title}, edition ${number} of ${edition}`;
  if (report.outcome === 'sealed') return `Published ${name}.\n`;
  if (report.outcome === 'already sealed') return `${name} is published already: nothing was made again.\n`;
  return `Nothing to publish: that time lies before ${name}, which covers it already.\n`;
}

function facts({ filed, report, subject }: LocalRun): string[] {
  const { from, to } = report.plan.window;
  const news = filed.new === 0 ? 'all filed before' : `${filed.new} new`;
  return [
    line('Facts', `${count(filed.facts, 'fact')} of ${count(filed.articles, 'article')} in facts/, ${news}`),
    line('Window', `${from ?? 'the beginning'} to ${to}`),
    line('Subject', subject ?? '(not mailed)'),
  ];
}

function delivery({ progress, mailedNow, report }: LocalRun): string[] {
  const release = `npm run courant -- release ${report.plan.edition} --local`;
  const states = Object.entries(progress.counts).filter(([, n]) => n > 0);
  const sum = states.map(([state, n]) => `${number(n)} ${state}`).join(' + ') || 'nobody';
  return [
    line('Audience', `${count(progress.audience, 'reader')}: ${sum}`),
    line(
      'Mailed',
      mailedNow === 0 ? 'nobody in this run' : `${count(mailedNow, 'message')} in this run, one a reader`,
    ),
    ...(progress.hold === null
      ? []
      : [line('HELD', `${progress.hold}`), line('', `Mend the cause, then: ${release}`)]),
  ];
}

function places({ page, digest, mails }: LocalRun, address: string | null): string[] {
  const path = (file: string) => relative(process.cwd(), file) || '.';
  return [
    '',
    'Where to look',
    line('  Web page', `file://${page}`),
    line('  E-mail, HTML', `file://${digest}`),
    line(
      '  Messages',
      `${path(mails)}/*.eml, one a reader, and the operator's receipt; a mail program opens them`,
    ),
    ...(address === null
      ? []
      : [line('  In a browser', `${address}/ until Ctrl-C: pages, messages, and their leave links`)]),
  ];
}

function line(label: string, text: string): string {
  return `${label.padEnd(16)}${text}`;
}

function count(n: number, thing: string): string {
  return `${number(n)} ${thing}${n === 1 ? '' : 's'}`;
}

function number(n: number): string {
  return n.toLocaleString('en');
}
