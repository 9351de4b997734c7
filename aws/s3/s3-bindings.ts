import { type Binding, type Bindings, bindingSchema } from '../../core/delivery/binding/binding.ts';
import { canonicalJson } from '../../core/foundation/canonical-json.ts';
import { CourantError } from '../../core/foundation/errors.ts';
import { readStored } from '../../core/foundation/stored-json.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { S3Objects } from './s3-objects.ts';

const json = 'application/json; charset=utf-8';

/**
 * Bindings in the archive bucket: `bindings/<publication>/<edition>.json`, further ones `<edition>.2.json` and so on. The slices that
 * ended under one: `bindings/<publication>/<edition>/<number of the binding>/000001.json`.
 */
export class S3Bindings implements Bindings {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async newest(edition: EditionKey): Promise<Binding | undefined> {
    // By the list: one that is gone must not hide those after it.
    const number = await this.#lastNumber(edition);
    if (number === 0) return undefined;
    const key = keyOf(edition, number);
    const content = await this.#objects.read(key);
    if (content === undefined) throw new VanishedBindingError(key);
    return readStored(bindingSchema, content, key);
  }

  async write(binding: Binding): Promise<'written' | 'taken'> {
    return this.#objects.writeOnce(keyOf(binding, binding.number), canonicalJson(binding), json);
  }

  async noteEnd(binding: Binding, slice: number): Promise<void> {
    await this.#objects.writeOnce(endKeyOf(binding, slice), canonicalJson({ format: 1, slice }), json);
  }

  async hasEnded(binding: Binding, slice: number): Promise<boolean> {
    return (await this.#objects.read(endKeyOf(binding, slice))) !== undefined;
  }

  async #lastNumber(edition: EditionKey): Promise<number> {
    const prefix = `${folderOf(edition)}.`;
    const numbers = (await this.#objects.keys(prefix)).map(key => {
      const found = /^(?:([1-9]\d*)\.)?json$/.exec(key.slice(prefix.length));
      return found ? Number(found[1] ?? 1) : 0;
    });
    return Math.max(0, ...numbers);
  }
}

/** A binding was listed a moment ago, and cannot be read. */
export class VanishedBindingError extends CourantError {
  constructor(key: string) {
    super(
      `archive bucket: expected the binding ${key}, which is listed, found nothing. Nobody is mailed meanwhile. Bindings are never deleted: ` +
        "restore the version of that object (aws s3api get-object --version-id, then put-object --if-none-match '*').",
    );
  }
}

function folderOf({ publication, edition }: EditionKey): string {
  return `bindings/${publication}/${edition}`;
}

function keyOf(edition: EditionKey, number: number): string {
  return `${folderOf(edition)}${number === 1 ? '' : `.${number}`}.json`;
}

function endKeyOf(binding: Binding, slice: number): string {
  return `${folderOf(binding)}/${binding.number}/${String(slice).padStart(6, '0')}.json`;
}
