import type { OptionName, Options } from './options.ts';

const carriedOn = ['publication', 'stack'] as const satisfies readonly OptionName[];

/**
 * The line to type next, in the same place and for the same publication as the one that was typed: advice that was given for
 * this machine must not lead to AWS.
 */
export function nextCommand(
  line: string,
  options: Pick<Options, 'local' | (typeof carriedOn)[number]>,
): string {
  const named = carriedOn.flatMap(name =>
    options[name] === undefined ? [] : [`--${name} ${options[name]}`],
  );
  return ['courant', line, ...named, ...(options.local ? ['--local'] : [])].join(' ');
}

/** A word as a shell takes it, whatever is in it: for a line that a person copies. */
export function quoted(word: string): string {
  return /^[\w./=@+:,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
