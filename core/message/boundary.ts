import { sha256 } from '../foundation/hash.ts';
import type { ReaderFields } from './reader-fields.ts';

const length = 32;

/**
 * What the line between the parts of a message is made from. It must stand in neither part, or whoever wrote the part could
 * close it and begin another. So it comes from the hash of all that was written, which nobody can know while writing, and
 * the next one is taken if a part holds it nevertheless. It is the same for every reader: what is the reader's own in a part
 * is passed over.
 *
 * @param seed a hash of the content that the parts were rendered from.
 */
export function boundaryFor(seed: string, parts: readonly string[], fields: ReaderFields): string {
  const content = parts.map(part => withoutFields(part, fields));
  for (let turn = 0; ; turn += 1) {
    const boundary = sha256(`${seed} boundary ${turn}`).slice(0, length);
    if (!content.some(part => part.includes(boundary))) return boundary;
  }
}

function withoutFields(part: string, fields: ReaderFields): string {
  return Object.values(fields).reduce((rest, field) => rest.replaceAll(field, ' '), part);
}
