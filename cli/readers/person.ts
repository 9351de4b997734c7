import type { Mistake } from '../../core/foundation/errors.ts';
import { namedIds } from '../../core/publication/retired.ts';
import { addressMistakes } from '../../core/readers/admission/add-reader.ts';
import type { Reader } from '../../core/readers/reader.ts';
import { normaliseAddress, readerId } from '../../core/readers/reader-id.ts';
import type { Installation } from '../installation/installation.ts';
import { UsageError, usageMistake } from '../program/usage-error.ts';

/** The operand of commands about one person. */
export const addressOperand = { name: '<ADDRESS>', about: "the reader's e-mail address" } as const;

/** What is wrong with an address that was typed. */
export function addressOperandMistakes({
  operands: [address = ''],
}: {
  operands: readonly string[];
}): readonly Mistake[] {
  return addressMistakes(address);
}

/** Whose address that is, under the key of this installation. */
export async function personOf(
  { readerIdKey }: Pick<Installation, 'readerIdKey'>,
  typed: string,
): Promise<{ address: string; id: string }> {
  const address = normaliseAddress(typed);
  return { address, id: readerId(address, await readerIdKey.get()) };
}

/**
 * The publications that may have readers: those of the configuration, retired and former ones, and all that ever sealed an edition; or the
 * one that was named.
 * @throws UsageError for one that is none of these.
 */
export async function publicationsWithReaders(
  { configuration, seals }: Pick<Installation, 'configuration' | 'seals'>,
  named?: string,
): Promise<string[]> {
  const all = [...new Set([...namedIds(configuration), ...(await seals.publications())])];
  if (named === undefined) return all;
  if (all.includes(named)) return [named];
  throw new UsageError([
    usageMistake(`--publication ${named}`, `one of ${all.join(', ')}`, 'name the publication that is meant'),
  ]);
}

/** What is held of a reader; without the token, who knows which can end the subscription, unless it was asked for. */
export function shownReader({ token, ...reader }: Reader, tokens: boolean): Partial<Reader> {
  return tokens ? { ...reader, token } : reader;
}
