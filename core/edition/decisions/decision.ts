import * as z from 'zod';
import { type Instant, instantSchema } from '../../foundation/instant.ts';

/** Which decision it was, when, why and by whom. */
const said = {
  number: z.int().min(1),
  decidedAt: instantSchema,
  because: z.string(),
  by: z.string().optional(),
};
/** That an edition is not made: of its number, name and reason. */
export const skipSchema = z.object({ edition: z.string(), ...said });
/** That a publication makes no editions: since when, until when, and why. */
export const pauseSchema = z.object({
  ...said,
  /** When it began, or the first of several before it between which nothing was sealed. */
  from: instantSchema,
  until: instantSchema.nullable(),
});

/** What is decided about a publication, from a decision on: what a sealed edition covers already needs none, and is left out. */
export const standingSchema = z.object({
  /** Editions that are not to be made, each by its name. */
  skipped: z.array(skipSchema),
  /** The last pause; null for none. No time up to its end makes an edition if none was sealed before; null, and it goes on. */
  pause: pauseSchema.nullable(),
});

/**
 * A record of what an operator decided: that an edition is not made, or none of a publication for a while. Written once, and read by
 * every later version. It says all that stands since, so that whoever asks reads the newest one alone, however many there are.
 */
export const decisionSchema = z.object({
  format: z.literal(1),
  publication: z.string(),
  /** From 1, without a gap. */
  number: z.int().min(1),
  /** By the store's clock. */
  decidedAt: instantSchema,
  kind: z.enum(['skip', 'unskip', 'pause', 'resume']),
  /** Which edition is skipped, or no longer. */
  edition: z.string().optional(),
  because: z.string().optional(),
  by: z.string().optional(),
  stands: standingSchema,
});
/** A decision, read. */
export type Decision = z.infer<typeof decisionSchema>;
/** What is decided about a publication. */
export type Standing = z.infer<typeof standingSchema>;
/** That an edition is not made, and why. */
export type Skip = z.infer<typeof skipSchema>;
/** That a publication makes no editions, and why. */
export type Pause = z.infer<typeof pauseSchema>;

/** The numbered decisions about publications. */
export interface Decisions {
  /** The newest one about a publication; undefined while there is none. */
  newest(publication: string): Promise<Decision | undefined>;
  /** Writes a decision under its number unless there is one. */
  write(decision: Decision): Promise<'written' | 'taken'>;
  /** The store's clock. */
  now(): Promise<Instant>;
}

/** Of a publication about which nothing was decided. */
export const nothingDecided: Standing = { skipped: [], pause: null };

/** What is decided about a publication now. */
export async function standingOf(
  decisions: Pick<Decisions, 'newest'>,
  publication: string,
): Promise<Standing> {
  return (await decisions.newest(publication))?.stands ?? nothingDecided;
}
