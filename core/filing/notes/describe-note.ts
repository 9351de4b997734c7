import type { Marked, Note } from './note.ts';

/** A note in lines for a terminal: what is wrong, the statement above the passage with the words in brackets, and what to write. */
export function describeNote(note: Note): string[] {
  const { fact, path, says, todo, statement, passage } = note;
  return [
    `note: ${fact} ${path}: ${says}.`,
    `  statement: ${marked(statement)}`,
    `  capture:   ${passage ? marked(passage) : '(nothing in it comes near)'}`,
    `  to do:     ${todo}`,
    `  to accept: ${acceptanceFor(note)}`,
  ];
}

/** What a file has under "accepted" once somebody has filled in why, and who says so. */
export function acceptanceFor({ fact, note, words }: Pick<Note, 'fact' | 'note' | 'words'>): string {
  const fields = Object.entries({ fact, note, words, because: '', by: '' });
  return `{ ${fields.map(([name, value]) => `"${name}": ${JSON.stringify(value)}`).join(', ')} }`;
}

/** A text with the part that a person should look at in brackets; the whole without them where it does not have that part. */
function marked({ text, mark }: Marked): string {
  const at = mark === '' ? -1 : text.indexOf(mark);
  return at < 0 ? text : `${text.slice(0, at)}[${mark}]${text.slice(at + mark.length)}`;
}
