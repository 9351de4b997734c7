import { parseArgs } from 'node:util';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import { type Instant, toInstant } from '../../core/foundation/instant.ts';

/** What `npm run preview` was asked for. */
export type PreviewOptions = {
  /** Where to serve; 0 takes a free one. */
  port: number;
  /** Id of the publication that is shown first; null for the first of the list. */
  publication: string | null;
  /** The time that the next edition is counted from; null for that of the clock. */
  at: Instant | null;
  help: boolean;
};

const defaultPort = 8026;

/** What `--help` prints. */
export const previewHelp = `Shows the next edition in the browser as it would be with all of facts/, and again whenever facts/, templates/ or cdk.json change.

  npm run preview                        on http://127.0.0.1:${defaultPort}/ until Ctrl-C
  npm run preview -- --port N            on that port of 127.0.0.1; 0 takes a free one
  npm run preview -- --publication ID    that publication first; the page changes between all
  npm run preview -- --at INSTANT        the edition that comes next after then, such as 2026-12-08T09:00:00Z
  npm run preview -- --help              this text

Nothing is filed, sealed or mailed, and nothing is written.
`;

const known = ['--port', '--publication', '--at', '--help'];
type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

/** Reads the options. @throws InvalidInputError with every mistake at once. */
export function parsePreviewOptions(words: readonly string[]): PreviewOptions {
  const { tokens } = parseArgs({
    args: [...words],
    options: {
      port: { type: 'string' },
      publication: { type: 'string' },
      at: { type: 'string' },
      help: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const options: PreviewOptions = { port: defaultPort, publication: null, at: null, help: false };
  const mistakes = tokens.flatMap(token => readToken(token, options));
  if (mistakes.length > 0) throw new InvalidInputError('npm run preview', mistakes);
  return options;
}

function readToken(token: Token, options: PreviewOptions): Mistake[] {
  if (token.kind === 'option-terminator') return [];
  if (token.kind === 'positional') return [mistake(token.value, 'options only', 'remove it')];
  const { name, rawName, value = '' } = token;
  switch (name) {
    case 'help':
      options.help = true;
      return value === ''
        ? []
        : [mistake(`${rawName}=${value}`, `${rawName} without a value`, 'remove the value')];
    case 'port':
      return readPort(value, options);
    case 'publication':
      options.publication = value;
      return value === ''
        ? [mistake(rawName, 'the id of a publication behind it', 'add the id, as cdk.json has it')]
        : [];
    case 'at':
      return readAt(value, options);
    default:
      return [mistake(rawName, `one of ${known.join(', ')}`, 'correct its spelling')];
  }
}

function readPort(value: string, options: PreviewOptions): Mistake[] {
  options.port = Number(value);
  if (/^\d+$/.test(value) && options.port <= 65_535) return [];
  return [mistake(`--port ${value}`.trim(), 'a whole number from 0 to 65535', 'write it in digits only')];
}

function readAt(value: string, options: PreviewOptions): Mistake[] {
  try {
    options.at = toInstant(value);
    return [];
  } catch {
    const expected = 'an instant with a zone, such as 2026-12-08T09:00:00Z or 2026-12-08T10:00:00+01:00';
    return [mistake(`--at ${value}`.trim(), expected, 'write it like the example')];
  }
}

function mistake(found: string, expected: string, todo: string): Mistake {
  return { source: 'npm run preview', path: '', expected, found, todo };
}
