/** Where the commands of a mail are typed, and of which publication they are. */
export type Typing = {
  publication: string;
  /** The installation is on the operator's machine, and has no account: commands go on with its data. */
  local: boolean;
};

/** The whole line to type for a command of `courant`, such as `release 2026-11-23`. */
export function typed(line: string, { local }: Pick<Typing, 'local'>): string {
  return `npm run courant -- ${line}${local ? ' --local' : ''}`;
}

/** The same of a command that is about the publication. */
export function typedAbout(line: string, { publication, local }: Typing): string {
  return typed(`${line} --publication ${publication}`, { local });
}

/** A line to type in parts: an option stays with its value. */
export function partsOf(line: string): string[] {
  return line.split(/ (?=--\w)/);
}

/**
 * A line to type as lines of plain text that a shell takes as one: a mail program that folded it anywhere else would make two commands of
 * it.
 */
export function shellLines(line: string, indent: string, columns = 70): string[] {
  const lines: string[] = [];
  let current = '';
  for (const part of partsOf(line)) {
    const longer = current === '' ? `${indent}${part}` : `${current} ${part}`;
    if (current !== '' && longer.length > columns) {
      lines.push(`${current} \\`);
      current = `${indent}  ${part}`;
    } else current = longer;
  }
  return [...lines, current];
}
