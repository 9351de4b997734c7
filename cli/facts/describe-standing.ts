import type { CarriedFact } from '../../core/archive/standing/fact-standing.ts';
import type { Right, Standing } from '../../core/archive/standing/standings.ts';
import type { AmendmentRecord } from '../../core/articles/log-record.ts';
import { labelled, paragraph } from '../program/layout.ts';

/** A fact in one publication: its title, where an edition carried the fact, and what was filed of it that no edition has taken up. */
export type FactInPublication = {
  publication: string;
  title: string;
  carried: CarriedFact;
  pending: AmendmentRecord | null;
};

/** Says, on so many columns, which edition carried a fact, and what has become of it. */
export function describeStanding(
  { title, carried, pending }: FactInPublication,
  columns: number | undefined,
): string[] {
  const { number, editionNumber, edition, said, standings } = carried;
  return [
    labelled('Publication', title),
    labelled('Number', `${number}, in No. ${editionNumber} of ${edition}`),
    ...paragraph('Said', claimText(said), columns),
    ...(standings.length === 0 ? [labelled('Standing', 'stands as it was said')] : []),
    ...standings.flatMap(standing => standingLines(standing, columns)),
    ...(pending ? paragraph('Filed since', pendingText(pending), columns) : []),
  ];
}

function standingLines(standing: Standing, columns: number | undefined): string[] {
  const { said } = standing;
  const edition = `No. ${said.editionNumber} of ${said.edition}`;
  const only = standing.publisher === null ? '' : `, as far as ${standing.publisher} says so`;
  if (standing.kind === 'updated') {
    const is =
      standing.label === null ? `told further by ${standing.by}` : `${standing.label}, by ${standing.by}`;
    return [labelled('Since then', `${is}, in ${edition}`)];
  }
  if (standing.kind === 'withdrawn') return [labelled('Standing', `withdrawn in ${edition}${only}`)];
  const { right } = standing;
  const what = right === null ? 'put right, with the statement as it was,' : 'corrected';
  return [
    labelled('Standing', `${what} in ${edition}${only}`),
    ...(right ? paragraph('Right is', claimText(right), columns) : []),
  ];
}

/** `view, nobody named ("some"): The controls …` */
function claimText({ label, attribution: { how, who }, statement }: Right): string {
  const whom = {
    named: who.text,
    'the article itself': 'the article itself',
    unnamed: `nobody named (${JSON.stringify(who.text)})`,
    unclear: 'unclear who',
  };
  return `${label}, ${whom[how]}: ${statement.text}`;
}

function pendingText({ type, sequence, recordedAt }: AmendmentRecord): string {
  return `${type} ${sequence} of this fact, at ${recordedAt}; no edition has taken it up yet`;
}
