import * as z from 'zod';
import type { EditionKey } from '../../publication/plan.ts';

/** Where a fact appeared: the edition that was the first to carry it. Written once, and private. */
export const appearanceSchema = z.object({
  format: z.literal(1),
  publication: z.string(),
  fact: z.string(),
  edition: z.string(),
});

/** That all is written that follows from an edition. Written once, and private. */
export const foldedSchema = z.object({
  format: z.literal(1),
  publication: z.string(),
  edition: z.string(),
});

/** Where facts appeared, and which editions are folded in. */
export interface FoldMarks {
  /** The edition that carried a fact under this id of the publication; undefined while nobody noted it. */
  appearance(publication: string, fact: string): Promise<string | undefined>;
  /** Notes it, unless somebody has. */
  noteAppearance(publication: string, fact: string, edition: string): Promise<void>;
  /** Whether all is written that follows from an edition, and from those before it. */
  isFolded(edition: EditionKey): Promise<boolean>;
  /** Notes that it is. */
  noteFolded(edition: EditionKey): Promise<void>;
}
