import * as z from 'zod';
import { instantSchema } from '../instant.ts';

/** Which edition, which window: decided by the scheduled time and the chain, never by the clock. */
export const planSchema = z.object({
  publication: z.string(),
  edition: z.string(),
  number: z.int().min(1),
  /** The edition before it; null for the first. */
  previous: z.string().nullable(),
  window: z.object({ from: instantSchema.nullable(), to: instantSchema }),
});
/** A planned edition. */
export type Plan = z.infer<typeof planSchema>;

/** Names of the files that a seal holds and that are unpacked to the archive. */
export const sealedFileNames = [
  'digest.json',
  'digest.html',
  'digest.txt',
  'message.eml',
  'manifest.json',
  'index.html',
] as const;
/** Name of a file in a seal. */
export type SealedFileName = (typeof sealedFileNames)[number];

/** The one write-once object that makes an edition exist: the plan, what was read, every rendered file. */
export const sealSchema = z.object({
  plan: planSchema,
  /** Keys of the log records that this edition took up. */
  records: z.array(z.string()),
  /** Zero facts and a publication that skips empty editions: sealed, archived, but mailed to nobody. */
  mailed: z.boolean(),
  files: z.record(z.enum(sealedFileNames), z.string()),
});
/** A seal, read. */
export type Seal = z.infer<typeof sealSchema>;
