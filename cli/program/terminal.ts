import { type LiveLine, liveLine } from './live-line.ts';

/** What a command writes to, and what it has to know of the screen. */
export type Terminal = {
  /** Prints a line of what was asked for, to standard output. */
  print(line: string): void;
  /** Prints a line about what went wrong, to standard error. */
  printError(line: string): void;
  /** Columns of the screen that shows what is printed; undefined where there is none, as in a pipe. */
  columns: number | undefined;
  /** Columns of the screen that shows errors, likewise. */
  errorColumns: number | undefined;
  /** Whether headings may be bold: never in a pipe, nor where NO_COLOR is set. */
  styled: boolean;
  /** A line that is drawn again in its place; missing where there is no terminal that can. */
  live?: LiveLine | undefined;
};

/** The terminal in which the program was started. */
export const terminal: Terminal = {
  print: line => void process.stdout.write(`${line}\n`),
  printError: line => void process.stderr.write(`${line}\n`),
  // A terminal that nobody gave a size says 0.
  columns: process.stdout.columns || undefined,
  errorColumns: process.stderr.columns || undefined,
  // Without a terminal there is no such method; with NO_COLOR, or TERM=dumb, it answers no.
  styled: process.stdout.isTTY === true && process.stdout.hasColors(),
  live: liveLine(process.stdout),
};

/**
 * Ends the program quietly when whoever reads its output stops early, as `head` does. Without this Node throws EPIPE from
 * wherever the program is. Errors that nobody reads change nothing.
 */
export function endWithReader(): void {
  process.stdout.on('error', error => {
    if (!isBrokenPipe(error)) throw error;
    process.exit(0);
  });
  process.stderr.on('error', error => {
    if (!isBrokenPipe(error)) throw error;
  });
}

function isBrokenPipe(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'EPIPE';
}
