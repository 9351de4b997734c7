import { type Receipt, type Receipts, writeReceipt } from '../../core/delivery/receipt/receipt.ts';
import { CourantError, putBackDeleted } from '../../core/foundation/errors.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { S3Objects } from './s3-objects.ts';

/** Receipts in the archive bucket: `receipts/<publication>/<edition>.json`, further ones `<edition>.2.json` and so on. */
export class S3Receipts implements Receipts {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async putOnce(receipt: Receipt): Promise<string> {
    const key = keyOf(receipt, receipt.receipt);
    const content = writeReceipt(receipt);
    if ((await this.#objects.writeOnce(key, content, 'application/json; charset=utf-8')) === 'written')
      return content;
    const stored = await this.#objects.read(key);
    if (stored === undefined) throw new VanishedReceiptError(key);
    return stored;
  }

  async read(edition: EditionKey, number: number): Promise<string | undefined> {
    return this.#objects.read(keyOf(edition, number));
  }
}

/** The store refused to write a receipt because it has one already, and then had none. */
export class VanishedReceiptError extends CourantError {
  constructor(key: string) {
    super(
      `archive bucket: expected the receipt ${key}, which was there a moment ago, found nothing. Receipts are never deleted. ${putBackDeleted(key)}`,
    );
  }
}

function keyOf({ publication, edition }: EditionKey, number: number): string {
  return `receipts/${publication}/${edition}${number === 1 ? '' : `.${number}`}.json`;
}
