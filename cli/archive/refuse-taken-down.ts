import type { TakenDownRecord } from '../../core/edition/months/taken-down.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { Installation } from '../installation/installation.ts';

/** Refuses to hand out the files of an edition that tell what was taken down. @throws TakenDownError */
export async function refuseTakenDown(
  { takenDown }: Pick<Installation, 'takenDown'>,
  edition: EditionKey,
): Promise<void> {
  for (const { record } of await takenDown.of(edition.publication))
    if (record.sealed.some(one => one.publication === edition.publication && one.edition === edition.edition))
      throw new TakenDownError(edition, record);
}

/** What is asked for was taken down. */
export class TakenDownError extends CourantError {
  constructor({ publication, edition }: EditionKey, { what, at, because }: TakenDownRecord) {
    super(
      `${publication}, ${edition}: nothing was written. Of this edition ${what.kind === 'edition' ? 'everything' : `the fact ${what.fact}`} was taken down on ` +
        `${at.slice(0, '2026-11-23'.length)}, because: ${because}. Its files still tell it. Who may have them all the same, as a court or an editor, adds --private.`,
    );
  }
}
