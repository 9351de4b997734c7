import type { Digest, DigestCorrection, DigestFact } from '../../../core/digest/digest.ts';
import { factsOf } from '../../../core/digest/digest.ts';
import { counted } from '../../../core/foundation/counts.ts';
import { wrap } from '../../../core/foundation/wrap.ts';
import { labelled, paragraph } from '../../program/layout.ts';

/** What the next edition will say, on so many columns: corrections, then facts in its order, under the numbers that they would have now. */
export function pendingLines(digest: Digest, mailed: boolean, columns: number | undefined): string[] {
  const { publication, number, edition, window, corrections, daysAhead, counts } = digest;
  const content = `${counted(counts.facts, 'fact')}, ${counted(corrections.length, 'correction')}`;
  const soon = daysAhead.filter(day => day.soon);
  return [
    labelled('Publication', `${publication.title} (${publication.id})`),
    labelled('Edition', `No. ${number} of ${edition}`),
    labelled('Due', window.to),
    labelled('Window', `${window.from ?? 'the beginning'} to ${window.to}`),
    ...paragraph(
      'Content',
      mailed ? content : `${content}: nobody is mailed an edition with no news`,
      columns,
    ),
    ...headed(
      'Corrections',
      corrections.flatMap(one => correctionLines(one, columns)),
    ),
    ...digest.sections.flatMap(({ topic, facts }) =>
      headed(
        topic.title,
        facts.flatMap(fact => factLines(fact, digest, columns)),
      ),
    ),
    ...headed(
      'Views and expectations',
      digest.views.flatMap(fact => factLines(fact, digest, columns)),
    ),
    ...headed(
      'Days ahead, before the next edition',
      soon.flatMap(({ date, what }) => lines(`${date}  `, what.text, columns)),
    ),
  ];
}

/** The same for programs: an object for the edition, then one for each correction and fact. */
export function pendingObjects(digest: Digest, mailed: boolean): object[] {
  const { publication, number, edition, window, corrections, counts, sources } = digest;
  return [
    {
      ...{ what: 'edition', publication: publication.id, number, edition, window, mailed },
      ...{ facts: counts.facts, corrections: corrections.length },
    },
    ...corrections.map(({ id, appeared, right, reason }) => ({
      ...{ what: 'correction', id, appeared, right: right?.statement ?? null, reason },
    })),
    ...factsOf(digest).map(({ id, also, statement, label, late, source, ...fact }) => ({
      ...{ what: 'fact', number: fact.number, id, also: also.map(one => one.id), label, statement, late },
      source: sources.find(({ letter }) => letter === source)?.id,
    })),
  ];
}

function headed(heading: string, below: readonly string[]): string[] {
  return below.length === 0 ? [] : ['', heading, ...below];
}

function correctionLines(
  { id, appeared, right, reason }: DigestCorrection,
  columns: number | undefined,
): string[] {
  const is = right === null ? 'withdrawn' : `right is: ${right.statement.text}`;
  return lines(`${appeared.number}  ${id}  `, `${is} (${reason.text})`, columns);
}

function factLines(
  { number, id, also, label, statement, late, source }: DigestFact,
  { sources }: Digest,
  columns: number | undefined,
): string[] {
  const publisher = sources.find(({ letter }) => letter === source)?.publisher ?? '';
  const others = also.length === 0 ? '' : `; also ${also.map(one => one.id).join(', ')}`;
  const when = late ? '; filed late' : '';
  return lines(`${number}  ${id}  `, `${label}: ${statement.text} (${publisher}${others}${when})`, columns);
}

/** On a terminal what is too long goes on below, a little in; without one each takes one line. */
function lines(first: string, text: string, columns: number | undefined): string[] {
  return columns === undefined ? [first + text] : wrap(text, first, columns, '      ');
}
