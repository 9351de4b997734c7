import { sumOf } from '../delivery/receipt/census.ts';
import { type Receipt, readReceipt, summaryOf } from '../delivery/receipt/receipt.ts';
import { canonicalJson } from '../foundation/canonical-json.ts';
import { CourantError } from '../foundation/errors.ts';
import { sha256 } from '../foundation/hash.ts';
import { type SeenEdition, textOf } from './seen/edition-seen.ts';
import type { Findings } from './seen/finding.ts';
import { keysOf, type Look } from './seen/look.ts';
import { isInPart } from './seen/part.ts';

/** A receipt with what it is judged by. */
type SeenReceipt = { key: string; number: number; sha256: string; receipt: Receipt };

/**
 * Looks at the receipts of a publication: each must be of a sealed edition, add up, say of it what its manifest says, and be numbered without
 * a gap; and the one that a manifest names by its SHA-256 must be there.
 * @returns how many there are.
 */
export async function judgeReceipts(
  look: Look,
  publication: string,
  editions: readonly SeenEdition[],
  findings: Findings,
): Promise<number> {
  const byEdition = await receiptsOf(look, publication, findings);
  const known = new Map(editions.map(edition => [edition.edition, edition]));
  const part = look.parts?.[publication];
  const isHere = (edition: string) => isInPart(part, edition);
  for (const [edition, receipts] of byEdition) {
    const sealed = known.get(edition);
    for (const one of receipts)
      if (sealed) judgeReceipt(one, sealed, byEdition, findings, isHere);
      else findings.add(one.key, 'extra', `it counts an edition ${edition} that no seal holds`);
    findGaps(publication, edition, receipts, findings);
  }
  for (const edition of editions)
    if (isHere(edition.manifest.previous ?? '9999')) findNamed(publication, edition, byEdition, findings);
  return [...byEdition.values()].reduce((sum, receipts) => sum + receipts.length, 0);
}

function keyOf(publication: string, edition: string, number: number): string {
  return `receipts/${publication}/${edition}${number === 1 ? '' : `.${number}`}.json`;
}

async function receiptsOf(
  look: Look,
  publication: string,
  findings: Findings,
): Promise<Map<string, SeenReceipt[]>> {
  const found = new Map<string, SeenReceipt[]>();
  for (const key of await keysOf(look, 'archive', `receipts/${publication}/`)) {
    const [, edition = '', number = '1'] = /\/(\d{4}-\d\d-\d\d)(?:\.(\d+))?\.json$/.exec(key) ?? [];
    const bytes = await look.read('archive', key);
    if (edition === '') findings.add(key, 'extra', 'no receipt has such a name');
    else if (bytes) {
      const receipt = receiptIn(bytes, key, findings);
      const seen = receipt && { key, number: Number(number), sha256: sha256(bytes), receipt };
      found.set(edition, [...(found.get(edition) ?? []), ...(seen ? [seen] : [])]);
    }
  }
  for (const receipts of found.values()) receipts.sort((one, other) => one.number - other.number);
  return found;
}

function receiptIn(bytes: Uint8Array, key: string, findings: Findings): Receipt | undefined {
  const text = textOf(bytes);
  try {
    const receipt = readReceipt(text, key);
    if (!Buffer.from(canonicalJson(JSON.parse(text))).equals(bytes))
      findings.add(key, 'altered', 'the receipt is not written as receipts are');
    return receipt;
  } catch (error) {
    if (!(error instanceof CourantError)) throw error;
    findings.add(key, 'unreadable', 'the receipt cannot be read');
    return undefined;
  }
}

function judgeReceipt(
  { key, number, receipt }: SeenReceipt,
  { manifest, manifestHash, edition }: SeenEdition,
  all: ReadonlyMap<string, readonly SeenReceipt[]>,
  findings: Findings,
  isHere: (edition: string) => boolean,
): void {
  const { publication, subject, window, items, facts } = manifest;
  const expected = {
    version: 1,
    publication,
    edition,
    receipt: number,
    number: manifest.number,
    window,
    subject,
  };
  for (const [field, value] of Object.entries({
    ...expected,
    facts: items ?? facts.length,
    manifest: manifestHash,
  })) {
    const found = receipt[field as keyof Receipt];
    if (canonicalJson(found) !== canonicalJson(value))
      findings.add(
        key,
        'contradicts',
        `expected ${field} ${JSON.stringify(value)}, by the manifest, found ${JSON.stringify(found)}`,
      );
  }
  const { audience, accepted, rejected, uncertain, withheld, previous } = receipt;
  const counted = accepted + sumOf(rejected) + uncertain + sumOf(withheld);
  if (counted !== audience)
    findings.add(
      key,
      'contradicts',
      `expected counts that add up to the audience of ${audience}, found ${counted}`,
    );
  if (previous === null || !isHere(previous.edition)) return;
  const before = all.get(previous.edition) ?? [];
  if (before.every(one => canonicalJson(summaryOf(one.receipt)) !== canonicalJson(previous)))
    findings.add(key, 'contradicts', `what it repeats of the receipt of ${previous.edition} stands in none`);
}

function findGaps(
  publication: string,
  edition: string,
  receipts: readonly SeenReceipt[],
  findings: Findings,
): void {
  const numbers = receipts.map(({ number }) => number);
  for (let number = 1; number < Math.max(0, ...numbers); number += 1)
    if (!numbers.includes(number))
      findings.add(
        keyOf(publication, edition, number),
        'missing',
        'expected the receipt, since there is a later one of the edition, found none',
      );
}

/** The receipt of the edition before that a manifest names. A removed one and an altered one look alike from here. */
function findNamed(
  publication: string,
  { manifest, edition }: SeenEdition,
  all: ReadonlyMap<string, readonly SeenReceipt[]>,
  findings: Findings,
): void {
  const { previous, previousReceipt } = manifest;
  if (previous === null || previousReceipt === null) return;
  const receipts = all.get(previous) ?? [];
  if (receipts.some(receipt => receipt.sha256 === previousReceipt)) return;
  const named = `the SHA-256 ${previousReceipt}, which the manifest of ${edition} names`;
  if (receipts.length === 0)
    findings.add(keyOf(publication, previous, 1), 'missing', `expected a receipt with ${named}, found none`);
  for (const { key } of receipts) findings.add(key, 'altered', `no receipt of the edition has ${named}`);
}
