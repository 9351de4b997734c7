import type { AcceptedNote } from '../../core/articles/accepted-notes.ts';
import { sortNotes } from '../../core/filing/notes/accepted.ts';
import { describeNote } from '../../core/filing/notes/describe-note.ts';
import type { Note } from '../../core/filing/notes/note.ts';

/**
 * The notes on one file in lines to print, and how many nobody accepted: each with the statement above the passage, and the accepted ones
 * with their reason. What the file accepts without a note that asks for it is told too: its words may have changed since.
 */
export function groundNoteLines(
  path: string,
  notes: readonly Note[],
  acceptances: readonly AcceptedNote[] | undefined,
): { lines: string[]; open: number } {
  const { open, accepted, idle } = sortNotes(notes, acceptances);
  const lines = [
    ...open.flatMap(note => describeNote(note)),
    ...accepted.map(
      ({ note: { fact, says }, acceptance: { because, by } }) =>
        `accepted: ${fact}: ${says}; ${by}: ${because}`,
    ),
    ...idle.map(
      ({ fact, note, words }) =>
        `void: ${fact}: accepted is the note "${note}" on ${JSON.stringify(words)}, which the check does not raise: remove it.`,
    ),
  ];
  return { lines: lines.length > 0 ? [`${path}:`, ...lines] : [], open: open.length };
}
