import type * as z from 'zod';
import {
  appearanceSchema,
  type FoldMarks,
  type foldedSchema,
} from '../../core/edition/months/appearances.ts';
import { NewerDataError, readStored, UnreadableError } from '../../core/foundation/stored-json.ts';
import type { EditionKey } from '../../core/publication/plan.ts';
import type { S3Objects } from './s3-objects.ts';

/** Marks in the archive bucket, written once and private: `appearances/<publication>/<fact id>.json` and `folded/<publication>/<edition>.json`. */
export class S3FoldMarks implements FoldMarks {
  readonly #objects: S3Objects;

  constructor(objects: S3Objects) {
    this.#objects = objects;
  }

  async appearance(publication: string, fact: string): Promise<string | undefined> {
    const key = appearanceKey(publication, fact);
    const content = await this.#objects.read(key);
    return content === undefined ? undefined : editionIn(content, key);
  }

  async noteAppearance(publication: string, fact: string, edition: string): Promise<void> {
    const content: z.infer<typeof appearanceSchema> = { format: 1, publication, fact, edition };
    await this.#objects.writeOnce(
      appearanceKey(publication, fact),
      JSON.stringify(content),
      'application/json',
    );
  }

  async isFolded(edition: EditionKey): Promise<boolean> {
    // That it is there says all: it is written last and never again, so damaged bytes must not make anybody wait for others.
    return (await this.#objects.read(foldedKey(edition))) !== undefined;
  }

  async noteFolded({ publication, edition }: EditionKey): Promise<void> {
    const content: z.infer<typeof foldedSchema> = { format: 1, publication, edition };
    await this.#objects.writeOnce(
      foldedKey({ publication, edition }),
      JSON.stringify(content),
      'application/json',
    );
  }
}

/** Damaged, or of a newer version, it is as good as none: whoever asks looks for the edition elsewhere. */
function editionIn(content: string, key: string): string | undefined {
  try {
    return readStored(appearanceSchema, content, key).edition;
  } catch (error) {
    if (error instanceof UnreadableError || error instanceof NewerDataError) return undefined;
    throw error;
  }
}

function appearanceKey(publication: string, fact: string): string {
  return `appearances/${publication}/${fact}.json`;
}

function foldedKey({ publication, edition }: EditionKey): string {
  return `folded/${publication}/${edition}.json`;
}
