import { bindAnew } from '../../core/delivery/binding/bind-anew.ts';
import { sealOfEdition } from '../../core/edition/chain.ts';
import { counted } from '../../core/foundation/counts.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import { labelled, paragraph } from '../program/layout.ts';
import { UsageError, usageMistake } from '../program/usage-error.ts';
import type { EditionStatus } from '../status/edition-status.ts';
import type { Decision } from './edition-decision.ts';
import { activeReaders } from './outlook.ts';

/**
 * Binds an edition to the tables of now, whose word on who was mailed may not be the last one: readers may get the edition twice. Only with
 * --mail-again and --yes; without them it says who that is. The hold stays, to be lifted next.
 * @throws UsageError without either.
 */
export async function mailAgain(decision: Decision, status: EditionStatus): Promise<void> {
  const { installation, options, publication, edition } = decision;
  if (!options['mail-again'] || !options.yes) {
    await printWho(decision, status);
    throw unconfirmed(decision);
  }
  const key = { publication: publication.id, edition };
  const seal = await sealOfEdition(installation.seals, key);
  if (!seal) throw new SealGoneError(edition);
  const manifest = sha256(seal.files['manifest.json']);
  const log = installation.filing;
  await bindAnew({ ...installation, log }, status.row, { previous: seal.plan.previous, manifest });
}

async function printWho(
  { world, installation, publication, edition }: Decision,
  { row, counts }: EditionStatus,
): Promise<void> {
  world.print(`${edition} stays held: nothing was changed. It is held because of this:`);
  for (const line of paragraph('', row.hold ?? '', world.columns)) world.print(line);
  world.print('');
  const who =
    row.audience === null
      ? `all readers, ${(await activeReaders(installation, publication.id)).toLocaleString('en')} now`
      : counted((counts.waiting ?? 0) + (counts.claimed ?? 0), 'reader', 'readers');
  world.print(labelled('Mailed again', `${who}: whoever had it already gets it twice`));
}

function unconfirmed({ edition, hints, options }: Decision): UsageError {
  const found = options['mail-again'] ? 'no --yes' : 'no --mail-again';
  const expected = '--mail-again --yes, since readers may get the edition twice: nothing was changed';
  const again = hints.command(`release ${edition} --mail-again --yes`);
  const end = hints.command(`stop ${edition} --yes`);
  return new UsageError([
    usageMistake(found, expected, `if you mean it: ${again}; to mail nobody more: ${end}`),
  ]);
}

/** An edition is known, and what made it is not there. */
export class SealGoneError extends CourantError {
  constructor(edition: string) {
    super(
      `${edition}: expected its seal in the archive bucket, found none. Nothing was changed. Restore the version that was deleted; ` +
        'docs/runbook.md#seal-missing has the steps.',
    );
  }
}
