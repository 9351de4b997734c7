import { counted } from './counts.ts';

/** The root of every error that Courant raises on purpose; its message can be shown to a person as it is. */
export class CourantError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/**
 * How an object comes back that was deleted from a bucket that keeps versions: what deleting leaves counts as no object, so that it may
 * be written once more. What was overwritten does not come back so.
 */
export function putBackDeleted(key: string): string {
  return (
    `Put back what was deleted: aws s3api list-object-versions --prefix ${key} names its versions, get-object --version-id ` +
    "fetches one, put-object --if-none-match '*' puts it back."
  );
}

/** Where it is said who can put right what was overwritten, which the policies of the buckets deny to everybody. */
export const overwrittenAdvice = 'docs/runbook.md#damaged-files says who can put back what it held.';

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
  /** Id of the fact that it is in, and line of the file, where these are known. */
  fact?: string;
  line?: number;
};

/** Renders mistakes for a terminal: one block each, in the order given. */
export function describeMistakes(mistakes: readonly Mistake[]): string {
  return mistakes
    .map(({ source, path, expected, found, todo, ...where }) =>
      [
        `${source}${path ? `: ${path}` : ''}`,
        ...placeLine(where),
        `  expected: ${expected}`,
        `  found:    ${found}`,
        `  to do:    ${todo}`,
      ].join('\n'),
    )
    .join('\n');
}

/** A fact is found again by its id when lines have moved, and by its line while they have not. */
function placeLine({ fact, line }: Pick<Mistake, 'fact' | 'line'>): string[] {
  const parts = [
    ...(fact === undefined ? [] : [`fact ${fact}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
  ];
  return parts.length === 0 ? [] : [`  where:    ${parts.join(', ')}`];
}

/** Input that a person wrote cannot be used; carries every mistake, not only the first. */
export class InvalidInputError extends CourantError {
  readonly mistakes: readonly Mistake[];

  constructor(what: string, mistakes: readonly Mistake[]) {
    super(`${what}: ${counted(mistakes.length, 'mistake')}\n${describeMistakes(mistakes)}`);
    this.mistakes = mistakes;
  }
}

/** Refuses what has mistakes. @throws InvalidInputError with all of them, if there are any. */
export function refuseMistakes(what: string, mistakes: readonly Mistake[]): void {
  if (mistakes.length > 0) throw new InvalidInputError(what, mistakes);
}

/**
 * An address in a text of somebody else's, also as the last part of an ARN: `:identity/` before it, and its domain, are groups. An
 * apostrophe before the @ can be a part of one.
 */
export const anAddress = /(:identity\/)?(?:"(?:[^"\\]|\\.)*"|[^\s<>",;:()[\]]+)@([^\s<>"',;:()[\]]+)/g;

/** Longer ones would be more than anybody reads, and more than a row should hold. */
const reasonLength = 400;
const stackLength = 4_000;

/** What went wrong, for a log and a row: `reason` in one line, and where it happened. Neither has an address in it. */
export type ErrorInWords = { reason: string; stack: string };

/** Puts what was thrown into words: its name and message, and those of its cause. Others' errors may name addresses. */
export function errorInWords(error: unknown): ErrorInWords {
  const cause =
    error instanceof Error && error.cause !== undefined ? `; because of ${named(error.cause)}` : '';
  return {
    reason: within(
      reasonLength,
      withoutAddresses(`${named(error)}${cause}`)
        .replace(/\s+/g, ' ')
        .trim(),
    ),
    stack: within(stackLength, withoutAddresses((error instanceof Error && error.stack) || 'no stack')),
  };
}

function named(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** A text with `(address)` in place of every address. */
export function withoutAddresses(text: string): string {
  return text.replace(anAddress, (_, arn: string = '') => `${arn}(address)`);
}

function within(length: number, text: string): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
