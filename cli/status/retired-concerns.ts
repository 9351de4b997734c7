import type { LabelledLine } from '../../core/delivery/receipt/receipt-lines.ts';
import { suggestedEntry } from '../../core/edition/imprint.ts';
import type { Imprint } from '../../core/publication/retired.ts';
import { type Concern, runbookLine } from './concern.ts';

/** What to do about a publication that stands nowhere in the configuration. */
export function unknownConcern(imprint: Imprint): Concern {
  return {
    title: `${imprint.id} sealed editions, and stands nowhere in cdk.json.`,
    waits: true,
    lines: [
      [
        'It means',
        'Courant takes it for retired: its links act, and its unfinished editions are finished. But its sender may not send, unless another publication has it.',
      ],
      ['To do', 'If it is to make no more editions, add this to "retired" in cdk.json:'],
      ...entryLines(imprint),
      [
        'Or',
        `if another publication goes on with it, write "formerly": "${imprint.id}" there; if it was taken out by mistake, put it back.`,
      ],
      ['Then', 'Deploy (npx cdk deploy).'],
      runbookLine('publications-unknown'),
    ],
  };
}

/** A line a field, so that no terminal breaks a text of it. */
function entryLines(imprint: Imprint): LabelledLine[] {
  const lines = JSON.stringify(JSON.parse(suggestedEntry(imprint)), null, 1).split('\n');
  return lines.map(line => ['', line.trim()]);
}

/** The same for programs. */
export function unknownObject(imprint: Imprint): object {
  const { id: publication } = imprint;
  return {
    publication,
    state: 'unknown publication',
    waitsForOperator: true,
    add: JSON.parse(suggestedEntry(imprint)),
  };
}
