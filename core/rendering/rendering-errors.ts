import type { DigestFact, DigestSource } from '../digest/digest.ts';
import { CourantError } from '../foundation/errors.ts';

/** A fact names a source that the digest does not list: the compile step broke its promise. */
export class UnknownSourceError extends CourantError {
  constructor(
    letter: string,
    fact: DigestFact,
    digest: { edition: string; sources: readonly Pick<DigestSource, 'letter'>[] },
  ) {
    super(
      `fact ${fact.number} (${fact.id}) of edition ${digest.edition}: source "${letter}" is not in the list of sources. ` +
        `Expected one of ${digest.sources.map(({ letter }) => letter).join(', ') || 'none, as the list is empty'}; ` +
        'nothing is published without its source, so compile the digest again.',
    );
  }
}

/** A rendered link could run a script or lead somewhere unsafe. */
export class UnsafeLinkError extends CourantError {
  constructor(template: string, target: string) {
    super(
      `${template}: the link "${target.slice(0, 120)}" is refused. Expected https: or mailto:, in quotation marks; ` +
        'correct the fact, the configuration or the template that it comes from.',
    );
  }
}
