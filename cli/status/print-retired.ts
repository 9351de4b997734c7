import { isTooOldToMail } from '../../core/delivery/progress/editions.ts';
import { retiredImprints } from '../../core/edition/imprint.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Installation } from '../installation/installation.ts';
import type { World } from '../installation/world.ts';
import type { Options } from '../program/options.ts';
import { printConcerns } from './concern.ts';
import type { EditionStatus } from './edition-status.ts';
import { operatorHints } from './operator-hints.ts';
import { lastEditions, printAll } from './print-all.ts';
import { unknownConcern, unknownObject } from './retired-concerns.ts';

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
  const codes = [0];
  for (const { imprint, named } of await retiredImprints(installation.configuration, installation.seals)) {
    if (!named) {
      if (options.json) world.print(JSON.stringify(unknownObject(imprint)));
      else printConcerns(world, [unknownConcern(imprint)]);
      codes.push(1);
    }
    const editions = await lastEditions(installation, imprint.id);
    if (editions.every(status => isOver(status, installation.clock.now()))) continue;
    if (!options.json) {
      world.print('');
      world.print(`${imprint.title} (${imprint.id}), which makes no editions any more`);
    }
    const hints = operatorHints(installation, { ...options, publication: imprint.id });
    codes.push(await printAll(world, installation, imprint, { hints, json: options.json }));
  }
  return Math.max(...codes);
}
