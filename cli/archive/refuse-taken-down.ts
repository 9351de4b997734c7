import { type TakenDownRecord, withheldBy } from '../../core/edition/months/taken-down.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { Installation } from '../installation/installation.ts';

/**
 * Refuses to hand out editions whose sealed files tell what was taken down.
 * @param formerly the id that the publication had before. @throws TakenDownError
 */
export async function refuseTakenDown(
  { takenDown }: Pick<Installation, 'takenDown'>,
  editions: readonly EditionKey[],
  formerly?: string,
): Promise<void> {
  const found: [EditionKey, TakenDownRecord][] = [];
  for (const edition of editions) {
    const record = await withheldBy(takenDown, edition, formerly);
    if (record) found.push([edition, record]);
  }
  if (found.length > 0) throw new TakenDownError(found);
}

/** What is asked for was taken down. */
export class TakenDownError extends CourantError {
  constructor(found: readonly (readonly [EditionKey, TakenDownRecord])[]) {
    super(
      `Nothing was written. ${found.map(sentenceOf).join(' ')} The sealed files still tell it. Who may have them all the same, as a court or an editor, ` +
        'adds --private.',
    );
  }
}

function sentenceOf([{ publication, edition }, { what, at, because }]: readonly [
  EditionKey,
  TakenDownRecord,
]) {
  const which = what.kind === 'edition' ? `the edition ${what.edition}` : `the fact ${what.fact}`;
  return `${publication}, ${edition} tells ${which}, taken down on ${at.slice(0, '2026-11-23'.length)}, because: ${because}.`;
}
