import { labelled, paragraph } from '../program/layout.ts';
import { printConcerns } from '../status/concern.ts';
import { concernsOf } from '../status/edition-concerns.ts';
import { editionStatus, phaseOf } from '../status/edition-status.ts';
import { deliveriesOf } from '../status/edition-table.ts';
import type { Decision } from './edition-decision.ts';

/**
 * What comes after an operator's decision: where the functions work by themselves it says what they will do, elsewhere it does
 * that, and says what came of it.
 * @returns the exit code: 1 when the edition waits for the operator again.
 */
export async function carryOn(
  { world, installation, publication: { id }, edition, hints }: Decision,
  byThemselves: string,
): Promise<number> {
  if (installation.carryOn === null) {
    for (const line of paragraph('Next', byThemselves, world.columns)) world.print(line);
    world.print(labelled('', `${hints.command(`status ${edition}`)} shows how far it is.`));
    return 0;
  }
  await installation.carryOn();
  const status = await editionStatus(installation, { publication: id, edition });
  const now = installation.clock.now();
  world.print(labelled('Now', `${phaseOf(status, now)}, ${deliveriesOf(status)}`));
  const waiting = concernsOf(status, now, hints).filter(({ waits }) => waits);
  printConcerns(world, waiting);
  return waiting.length === 0 ? 0 : 1;
}
