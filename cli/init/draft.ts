import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { pathText } from '../../core/foundation/mistakes.ts';
import { contextSource } from '../../core/publication/cdk-json.ts';
import { parseConfiguration } from '../../core/publication/configuration.ts';
import type { Change, Path } from './cdk-json-file.ts';

/**
 * What cdk.json would hold with the answers so far. Nothing of it is written before all of it would synthesise.
 */
export class Draft {
  /** The context `courant`, with the changes in it; unchecked. */
  readonly context: Record<string, unknown>;
  /** Which publication is asked about. */
  readonly index: number;
  readonly #now: Instant;
  readonly #changes: Change[] = [];

  constructor(context: unknown, index: number, now: Instant) {
    this.context = structuredClone((context ?? {}) as Record<string, unknown>);
    this.index = index;
    this.#now = now;
  }

  /** What stands at a place below the context; undefined where nothing does. */
  at(path: Path): unknown {
    return path.reduce<unknown>(
      (holder, step) =>
        typeof holder === 'object' && holder !== null
          ? (holder as Record<string | number, unknown>)[step]
          : undefined,
      this.context,
    );
  }

  /** What a field of the publication holds. */
  field(...path: Path): unknown {
    return this.at(['publications', this.index, ...path]);
  }

  /** The same draft with changes; this one stays as it is. */
  with(changes: readonly Change[]): Draft {
    const draft = new Draft(this.context, this.index, this.#now);
    draft.#changes.push(...this.#changes);
    for (const change of changes) draft.#put(change);
    return draft;
  }

  /** All that was changed, in its order; what was put where it stood already is none. */
  get changes(): readonly Change[] {
    return this.#changes;
  }

  /** All that synth would find wrong with it now. */
  mistakes(): readonly Mistake[] {
    try {
      parseConfiguration(this.context, contextSource, this.#now);
      return [];
    } catch (error) {
      if (error instanceof InvalidInputError) return error.mistakes;
      throw error;
    }
  }

  #put({ path, value }: Change): void {
    if (JSON.stringify(this.at(path)) === JSON.stringify(value)) return;
    this.#changes.push({ path, value });
    let holder = this.context as Record<string | number, unknown>;
    for (const [depth, step] of path.slice(0, -1).entries()) {
      const next = typeof path[depth + 1] === 'number' ? [] : {};
      if (typeof holder[step] !== 'object' || holder[step] === null) holder[step] = next;
      holder = holder[step] as Record<string | number, unknown>;
    }
    const last = path.at(-1) ?? '';
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  }
}

/** Whether a mistake stands at one of these places, or below one. */
export function isAt({ path }: Mistake, places: readonly Path[]): boolean {
  return places.some(place => {
    const text = pathText(place);
    return path === text || path.startsWith(`${text}.`) || path.startsWith(`${text}[`);
  });
}
