import { counted } from './counts.ts';

/** The root of every error that Courant raises on purpose; its message can be shown to a person as it is. */
export class CourantError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** One thing that is wrong in something a person wrote. */
export type Mistake = {
  /** The file, or the part of the input, such as `facts/a.json` or `cdk.json context.courant`. */
  source: string;
  /** JSON path inside it, such as `facts[2].evidence`; empty for the whole. */
  path: string;
  expected: string;
  found: string;
  /** What the writer can do about it. */
  todo: string;
};

/** Renders mistakes for a terminal: one block each, in the order given. */
export function describeMistakes(mistakes: readonly Mistake[]): string {
  return mistakes
    .map(({ source, path, expected, found, todo }) =>
      [
        `${source}${path ? `: ${path}` : ''}`,
        `  expected: ${expected}`,
        `  found:    ${found}`,
        `  to do:    ${todo}`,
      ].join('\n'),
    )
    .join('\n');
}

/** Input that a person wrote cannot be used; carries every mistake, not only the first. */
export class InvalidInputError extends CourantError {
  readonly mistakes: readonly Mistake[];

  constructor(what: string, mistakes: readonly Mistake[]) {
    super(`${what}: ${counted(mistakes.length, 'mistake')}\n${describeMistakes(mistakes)}`);
    this.mistakes = mistakes;
  }
}
