import type { Publication } from '../../core/publication/configuration.ts';
import type { Installation } from '../installation/installation.ts';
import type { World } from '../installation/world.ts';
import { labelled, paragraph } from '../program/layout.ts';
import type { Options } from '../program/options.ts';
import { concernLines } from '../status/concern.ts';
import { concernsOf } from '../status/edition-concerns.ts';
import { deliveriesOf } from '../status/edition-table.ts';
import { lookAtEdition } from '../status/look-at-edition.ts';
import { phaseOf } from '../status/phase.ts';
import { voiceOf } from '../status/voice.ts';

/**
 * What comes after an operator's decision: where the functions work by themselves it says what they will do, elsewhere it does
 * that, and says what came of it.
 * @returns the exit code: 1 when the edition waits for the operator again.
 */
export async function carryOn(
  world: World,
  installation: Installation,
  { id }: Publication,
  edition: string,
  options: Options,
  byThemselves: string,
): Promise<number> {
  const voice = voiceOf(installation, options);
  if (installation.carryOn === null) {
    for (const line of paragraph('Next', byThemselves)) world.print(line);
    world.print(labelled('', `${voice.command(`status ${edition}`)} shows how far it is.`));
    return 0;
  }
  await installation.carryOn();
  const status = await lookAtEdition(installation, id, edition);
  const now = installation.clock.now();
  world.print(labelled('Now', `${phaseOf(status, now)}, ${deliveriesOf(status)}`));
  const waiting = concernsOf(status, now, voice).filter(({ waits }) => waits);
  for (const concern of waiting) {
    world.print('');
    for (const line of concernLines(concern)) world.print(line);
  }
  return waiting.length === 0 ? 0 : 1;
}
