import type { LabelledLine } from '../../../core/delivery/receipt/receipt-lines.ts';
import type { Standing } from '../../../core/edition/decisions/decision.ts';
import type { CommandHints } from './left-out-edition.ts';

/** What operators decided about the editions of a publication, and how that is taken back. */
export function decidedLines(
  publication: string,
  { skipped, pause }: Standing,
  { aboutPublication }: Pick<CommandHints, 'aboutPublication'>,
): LabelledLine[] {
  const skips = skipped.flatMap(({ edition, because, by }): LabelledLine[] => [
    ['Skipped', `${edition}: ${because}${signed(by)}`],
  ]);
  if (!pause) return skips;
  const until = pause.until === null ? '' : ` until ${pause.until}`;
  const paused: LabelledLine = [
    'Paused',
    `since ${pause.decidedAt}${until}: ${pause.because}${signed(pause.by)}`,
  ];
  return [
    paused,
    ...(pause.until === null ? [undo(aboutPublication(`resume ${publication}`))] : []),
    ...skips,
  ];
}

function undo(line: string): LabelledLine {
  return ['', line];
}

function signed(by: string | undefined): string {
  return by === undefined ? '' : ` (${by})`;
}

/** The same for programs, an object each. */
export function decidedObjects(publication: string, { skipped, pause }: Standing): object[] {
  const paused = pause === null ? [] : [{ state: 'paused', edition: null, ...pause }];
  const all = [...paused, ...skipped.map(skip => ({ state: 'skipped', ...skip }))];
  return all.map(({ state, edition, number, decidedAt, because, by = null, ...rest }) => ({
    ...{ publication, edition, number: null, state, waitsForOperator: false },
    ...{ decision: number, decidedAt, because, by, ...rest },
  }));
}
