import type { AcceptedNote } from '../../articles/accepted-notes.ts';
import { counted } from '../../foundation/counts.ts';
import { CourantError } from '../../foundation/errors.ts';
import { describeNote } from './describe-note.ts';
import type { Note } from './note.ts';
import { isSameNote } from './notes-on-article.ts';

/** The notes on a file, by whether the file accepts them; `idle` are acceptances that no note asks for, or whose words have changed. */
export type SortedNotes = {
  open: Note[];
  accepted: { note: Note; acceptance: AcceptedNote }[];
  idle: AcceptedNote[];
};

/** Sorts the notes on a file by what the file accepts. An acceptance counts for its very words. */
export function sortNotes(notes: readonly Note[], acceptances: readonly AcceptedNote[] = []): SortedNotes {
  const of = (note: Note) => acceptances.find(acceptance => isSameNote(acceptance, note));
  return {
    open: notes.filter(note => !of(note)),
    accepted: notes.flatMap(note => {
      const acceptance = of(note);
      return acceptance ? [{ note, acceptance }] : [];
    }),
    idle: acceptances.filter(acceptance => !notes.some(note => isSameNote(acceptance, note))),
  };
}

/** Refuses what has notes that nobody accepted. @throws UnacceptedNotesError with all of them. */
export function refuseUnaccepted(
  source: string,
  notes: readonly Note[],
  acceptances: readonly AcceptedNote[] | undefined,
): void {
  const { open } = sortNotes(notes, acceptances);
  if (open.length > 0) throw new UnacceptedNotesError([{ source, notes: open }]);
}

/** Facts go beyond the ground that they stand on, or seem to, and no person has said why they hold all the same. */
export class UnacceptedNotesError extends CourantError {
  readonly files: readonly { source: string; notes: readonly Note[] }[];

  constructor(files: readonly { source: string; notes: readonly Note[] }[]) {
    const count = files.reduce((sum, { notes }) => sum + notes.length, 0);
    super(
      [
        `Nothing was filed: ${counted(count, 'note')} that no file accepts. Put right what is wrong. Where a fact holds all the same, add ` +
          'the line that stands under its note to "accepted" of its file, with the reason in "because" and your name in "by".',
        ...files.flatMap(({ source, notes }) => [`${source}:`, ...notes.flatMap(describeNote)]),
      ].join('\n'),
    );
    this.files = files;
  }
}
