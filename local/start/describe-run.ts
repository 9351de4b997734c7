import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isLedgerHold } from '../../core/delivery/binding/mismatch.ts';
import { suggestedEntry } from '../../core/edition/imprint.ts';
import { counted } from '../../core/foundation/counts.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { ownAccessKeyId } from '../cloud/http/own-callers.ts';
import type { FiledForDue } from './file-what-ships.ts';
import type { RetiredRun } from './finish-retired.ts';
import type { DueRun, EditionRun } from './publish-due.ts';

/** Says in a few lines what was filed for the editions of one time, if anything, and what became of each edition. */
export function describeDueRun({ filed, editions }: DueRun): string {
  const blocks = [filedLine(filed), ...editions.map(edition => [headline(edition), ...outcome(edition)])];
  return blocks
    .filter(lines => lines.length > 0)
    .map(lines => `${lines.join('\n')}\n\n`)
    .join('');
}

/** Says what became of editions of publications that make none any more, and what to add to cdk.json for those that stand nowhere. */
export function describeRetired({ editions, unknown }: RetiredRun): string {
  const told = unknown.map(imprint => [
    `${imprint.id} has editions here, and stands nowhere in cdk.json. If it was renamed, write "formerly": "${imprint.id}" in the`,
    'publication that goes on with it. If it makes no more editions, add this to "retired":',
    `  ${suggestedEntry(imprint)}`,
  ]);
  return [...editions.map(edition => [headline(edition), ...outcome(edition)]), ...told]
    .map(lines => `${lines.join('\n')}\n\n`)
    .join('');
}

/** What there is to say when all editions are there. */
export type AfterRun = {
  runs: readonly DueRun[];
  /** The folder of the messages. */
  mails: string;
  /** Where it is served for a browser, and where the embedded S3 answers meanwhile; null when it is not. */
  address: string | null;
  s3: string | null;
  /** The time by the machine's clock. */
  now: Instant;
};

/** Says, after the last edition, where to look, and what may surprise. */
export function describeEnd({ runs, mails, address, s3, now }: AfterRun): string {
  const reports = runs.flatMap(({ editions }) => editions.map(({ report }) => report));
  const last =
    reports
      .map(({ plan }) => plan.window.to)
      .sort()
      .at(-1) ?? now;
  const folder = relative(process.cwd(), mails) || '.';
  const lines = [
    line('Messages', `${folder}/*.eml, one a reader, and the operator's receipts; a mail program opens them`),
    line('HTML parts', 'digest.html beside each web page, and digest.txt, the text part'),
    address === null
      ? line('In a browser', 'npm start -- --serve, which keeps the embedded S3 open too')
      : line('In a browser', `${address}/ until Ctrl-C: archive, inbox, forms, and the next edition`),
    ...(s3 === null ? [] : [line('By S3', `${awsLine(s3)} s3 ls --recursive s3://archive/`)]),
    ...(last > now ? [line('Ahead of today', `the clock of this installation has gone on to ${last}`)] : []),
    ...(reports.some(({ outcome }) => outcome === 'covered')
      ? [line('To begin anew', 'add --reset: what earlier runs made is forgotten')]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** How the command line of AWS reaches the embedded S3, on one line to be copied. */
function awsLine(s3: string): string {
  return `AWS_ACCESS_KEY_ID=${ownAccessKeyId} AWS_SECRET_ACCESS_KEY=any aws --region us-east-1 --endpoint-url ${s3}`;
}

function filedLine({ facts, corrections }: FiledForDue): string[] {
  const parts = [
    ...(facts && facts.new > 0
      ? [
          `${counted(facts.facts, 'fact')} of ${counted(facts.articles, 'article')} in facts/, ${facts.new} new`,
        ]
      : []),
    ...(corrections && corrections.new > 0
      ? [`${counted(corrections.corrections, 'correction')} in facts/corrections/, ${corrections.new} new`]
      : []),
  ];
  return parts.length === 0 ? [] : [line('Filed', parts.join('; '))];
}

function headline({ publication, report }: EditionRun): string {
  const { edition, number } = report.plan;
  const name = `${publication.title}, edition ${number} of ${edition}`;
  if (report.outcome === 'sealed') return `Published ${name}.`;
  if (report.outcome === 'already sealed') return `${name} is published already: nothing was made again.`;
  if (report.outcome === 'skipped') return `${name} is left out: it was skipped.`;
  if (report.outcome === 'paused') return `${name} is left out: the publication is paused.`;
  if (report.outcome === 'not ready') return `${name} is not published yet: ${report.because}.`;
  return `Nothing to publish: that time lies before ${name}, which covers it already.`;
}

function outcome({ publication, report, progress, mailedNow, subject, page }: EditionRun): string[] {
  if (page === null) {
    const status = `npm run courant -- status --publication ${publication.id} --local`;
    return [line('  Why', `${status} says it, and how to take it back`)];
  }
  const states = Object.entries(progress.counts).filter(([, n]) => n > 0);
  const sum = states.map(([state, n]) => `${number(n)} ${state}`).join(' + ') || 'nobody';
  const release = `npm run courant -- release ${report.plan.edition} --publication ${publication.id} --local`;
  const look = `What to do: npm run courant -- status ${report.plan.edition} --publication ${publication.id} --local`;
  const mailed =
    mailedNow === 0 ? 'nobody in this run' : `${counted(mailedNow, 'message')} in this run, one a reader`;
  return [
    line('  Subject', subject ?? '(not mailed)'),
    line('  Audience', `${counted(progress.audience, 'reader')}: ${sum}`),
    line('  Mailed', mailed),
    line('  Web page', pathToFileURL(page).href),
    ...(progress.hold === null
      ? []
      : [
          line('  HELD', progress.hold),
          line('', isLedgerHold(progress.hold) ? look : `Mend the cause, then: ${release}`),
        ]),
  ];
}

function line(label: string, text: string): string {
  return `${label.padEnd(16)}${text}`;
}

function number(n: number): string {
  return n.toLocaleString('en');
}
