import { isTooOldToMail } from '../../../core/delivery/progress/editions.ts';
import type { LabelledLine } from '../../../core/delivery/receipt/receipt-lines.ts';
import { retiredImprints, suggestedEntry } from '../../../core/edition/imprint.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { Imprint } from '../../../core/publication/retired.ts';
import type { Installation } from '../../installation/installation.ts';
import type { World } from '../../installation/world.ts';
import type { Options } from '../../program/options.ts';
import { type Concern, printConcerns, runbookLine } from '../concern.ts';
import type { EditionStatus } from '../edition-status.ts';
import { operatorHints } from '../operator-hints.ts';
import { lastEditions, printAll } from './print-all.ts';

/** Whether nothing becomes of an edition any more, by itself or by an operator's word. */
function isOver({ row, due }: EditionStatus, now: Instant): boolean {
  return row.state === 'closed' && (row.uncertain === 0 || isTooOldToMail(due, now));
}

/**
 * Shows publications that make no editions any more, as far as something of them is unfinished, and those that stand nowhere in the
 * configuration. @returns the exit code
 */
export async function printRetired(
  world: World,
  installation: Installation,
  options: Options,
): Promise<number> {
  const { configuration, seals, clock } = installation;
  const codes = [0];
  const found = await retiredImprints(configuration, seals, clock.now());
  for (const { imprint, named } of found) {
    if (!named) {
      if (options.json) world.print(JSON.stringify(unknownObject(imprint)));
      else printConcerns(world, [unknownConcern(imprint)]);
      codes.push(1);
    }
    const editions = await lastEditions(installation, imprint.id);
    if (editions.every(status => isOver(status, installation.clock.now()))) continue;
    if (!options.json) {
      world.print('');
      world.print(`${imprint.title} (${imprint.id})`);
    }
    const hints = operatorHints(installation, { ...options, publication: imprint.id });
    codes.push(await printAll(world, installation, imprint, { hints, json: options.json }));
  }
  return Math.max(...codes);
}

/** What to do about a publication that stands nowhere in the configuration. */
function unknownConcern(imprint: Imprint): Concern {
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
function unknownObject(imprint: Imprint): object {
  const { id: publication } = imprint;
  return {
    publication,
    state: 'unknown publication',
    waitsForOperator: true,
    add: JSON.parse(suggestedEntry(imprint)),
  };
}
