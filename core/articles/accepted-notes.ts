import * as z from 'zod';
import { text } from './field.ts';

/**
 * What a note can be about. figure: a number that the capture does not have. date: a date that it does not have. named: a speaker, rule,
 * citation, body or place that it does not name. thin: evidence too short, or in several places. certainty: the passage says less surely what
 * is stated, or denies it.
 */
export const noteNames = ['figure', 'date', 'named', 'thin', 'certainty'] as const;

/** Schema of a person's word that a note is known, and that the fact holds all the same. */
export const acceptedNoteSchema = z
  .strictObject({
    fact: z
      .string()
      .max(80)
      .regex(
        /^[a-z0-9]+(-[a-z0-9]+)*(\.[1-9]\d*)?$/,
        'the id of a fact, or of the article where the note is on its date',
      )
      .describe('The fact that the note is on, or the article where it is on the date of publication.'),
    note: z.enum(noteNames).describe('What the note is about, as the check names it.'),
    words: text(400).describe('The words that it is about, as the check names them: others make it void.'),
    because: text(400).describe('Why the fact holds all the same.'),
    by: text(120).describe('Who says so: a person’s name.'),
  })
  .describe('A note that a person looked into and accepted.');

/** Schema of the notes that a file accepts. */
export const acceptedNotesSchema = z
  .array(acceptedNoteSchema)
  .max(500)
  .describe(
    'Notes of the check that a person accepted, each with a reason and a name. Without it such a fact is not filed.',
  );

/** A note that a person accepted, as a file and its record hold it. */
export type AcceptedNote = z.infer<typeof acceptedNoteSchema>;
