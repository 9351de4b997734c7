import type { Editions } from '../delivery/progress/editions.ts';
import { archiveKey } from '../edition/damage.ts';
import type { SeenEdition } from './seen/edition-seen.ts';
import type { Findings } from './seen/finding.ts';
import { keysOf, type Look, NotAllowedToLookError } from './seen/look.ts';

/** The editions table, as a verification looks at it. */
export type TableLook = Pick<Editions, 'begunAfter' | 'read'>;

/**
 * Compares with the editions table, which nobody who writes to the bucket alone can cut: each edition whose delivery began must be sealed, and have
 * as many receipts as the table says.
 * @returns whether that could be looked at.
 */
export async function judgeTable(
  table: TableLook,
  look: Look,
  publication: string,
  editions: readonly SeenEdition[],
  findings: Findings,
): Promise<boolean> {
  const sealed = new Set(editions.map(({ edition }) => edition));
  const receipts = new Set(await keysOf(look, 'archive', `receipts/${publication}/`));
  try {
    let edition = await table.begunAfter(publication, null);
    for (; edition !== undefined; edition = await table.begunAfter(publication, edition)) {
      if (!sealed.has(edition))
        findings.add(
          archiveKey(publication, `${edition}/manifest.json`),
          'missing',
          `the editions table says that ${edition} was on its way to readers, and no seal that can be read holds it`,
        );
      const { receipts: count = 0 } = (await table.read({ publication, edition })) ?? {};
      for (let number = 1; number <= count; number += 1) {
        const key = `receipts/${publication}/${edition}${number === 1 ? '' : `.${number}`}.json`;
        if (!receipts.has(key))
          findings.add(
            key,
            'missing',
            `expected ${count} receipts of ${edition}, by the editions table, found none of this name`,
          );
      }
    }
    return true;
  } catch (error) {
    if (error instanceof NotAllowedToLookError) return false;
    throw error;
  }
}
