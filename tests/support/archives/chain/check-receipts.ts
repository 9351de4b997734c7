import { sumOf } from '../../../../core/delivery/receipt/census.ts';
import { type Receipt, readReceipt } from '../../../../core/delivery/receipt/receipt.ts';
import { CourantError } from '../../../../core/foundation/errors.ts';
import type { ArchivedEdition, ArchivedReceipt } from './archived-editions.ts';

/**
 * Follows the receipts of editions, oldest edition first: each must be a receipt of its edition and add up, and the one that the next
 * manifest names by its SHA-256 must be there.
 * @returns what does not hold, one line each.
 */
export function brokenReceipts(editions: readonly ArchivedEdition[]): string[] {
  return editions.flatMap((edition, index) => [
    ...edition.receipts.flatMap(receipt => receiptProblems(edition, receipt)),
    ...namedButAbsent(edition, editions[index + 1]),
  ]);
}

function receiptProblems(of: ArchivedEdition, { number, content }: ArchivedReceipt): string[] {
  const name = `${of.edition}: its receipt ${number}`;
  const receipt = read(content, name);
  if (typeof receipt === 'string') return [`${name} cannot be read: ${receipt}`];
  const found = { edition: receipt.edition, receipt: receipt.receipt, manifest: receipt.manifest };
  const expected = { edition: of.edition, receipt: number, manifest: of.sha256 };
  const counted = receipt.accepted + sumOf(receipt.rejected) + receipt.uncertain + sumOf(receipt.withheld);
  return [
    ...(Object.keys(expected) as (keyof typeof expected)[])
      .filter(field => found[field] !== expected[field])
      .map(field => `${name}: expected ${field} ${expected[field]}, found ${found[field]}`),
    ...(counted === receipt.audience
      ? []
      : [`${name}: expected counts that add up to ${receipt.audience}, found ${counted}`]),
  ];
}

function read(content: string, where: string): Receipt | string {
  try {
    return readReceipt(content, where);
  } catch (error) {
    if (error instanceof CourantError) return error.message;
    throw error;
  }
}

/** A removed one and an altered one look alike from here: nothing that is there has the hash. */
function namedButAbsent({ edition, receipts }: ArchivedEdition, next: ArchivedEdition | undefined): string[] {
  const named = next?.manifest.previousReceipt ?? null;
  if (named === null || receipts.some(({ sha256 }) => sha256 === named)) return [];
  const found = receipts.map(({ number, sha256 }) => `receipt ${number} with ${sha256}`).join(', ');
  return [
    `${edition}: its receipt was removed or altered: the manifest of ${next?.edition} names one with the SHA-256 ${named}, ` +
      `found ${found || 'none'}`,
  ];
}
