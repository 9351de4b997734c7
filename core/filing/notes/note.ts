import type { AcceptedNote } from '../../articles/accepted-notes.ts';

/** A text, and the part of it that a person should look at; the part may be absent from it. */
export type Marked = { text: string; mark: string };

/**
 * What a check points out about the ground of a fact, and keeps the fact from being filed until a person accepts it. By `fact`, `note` and
 * `words` together a file accepts it.
 */
export type Note = Pick<AcceptedNote, 'fact' | 'note' | 'words'> & {
  /** Where in the fact, or in the article, the words stand: `statement.en`. */
  path: string;
  /** What is wrong, in a sentence without its full stop. */
  says: string;
  /** What the writer can do, short of accepting it. */
  todo: string;
  /** What the fact states. */
  statement: Marked;
  /** The passage of the capture that comes nearest; undefined where nothing does. */
  passage: Marked | undefined;
};
