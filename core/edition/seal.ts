import * as z from 'zod';
import { CourantError } from '../foundation/errors.ts';
import { readStored } from '../foundation/stored-json.ts';
import { type Plan, planSchema } from '../publication/plan.ts';

/** Names of the files that a seal of ours holds and that are unpacked to the archive. */
export const sealedFileNames = [
  'digest.json',
  'digest.html',
  'digest.txt',
  'message.eml',
  'manifest.json',
  'index.html',
] as const;
/** Name of a file in a seal of ours. */
export type SealedFileName = (typeof sealedFileNames)[number];

/**
 * The one write-once object that makes an edition exist: the plan, what was read, every rendered file. It outlives the
 * program that wrote it, so it may hold fields and files of later versions, and lack files that only those have. The
 * manifest alone is in every seal: it says what the edition is, and the next one names its hash.
 */
export const sealSchema = z.object({
  version: z.literal(1),
  plan: planSchema,
  /** Keys of the log records that this edition took up. */
  records: z.array(z.string()),
  /** False for neither facts nor corrections, where the publication skips such editions: sealed, archived, but mailed to nobody. */
  mailed: z.boolean(),
  files: z.object({ 'manifest.json': z.string() }).catchall(z.string()),
});
/** A seal, read. */
export type Seal = z.infer<typeof sealSchema>;

/** The chain of seals, one a link: `after` is the edition before it, or null for the first. */
export interface Seals {
  /** Ids of all publications that ever sealed an edition, in order, whatever the configuration names. */
  publications(): Promise<string[]>;
  /**
   * The editions after which a seal exists, in chain order; the first is null.
   * @param since leaves out those before an edition of this name, but not the first: a look at the end of a long chain lists its end.
   */
  links(publication: string, since?: string): Promise<(string | null)[]>;
  read(publication: string, after: string | null): Promise<Seal | undefined>;
  /** SHA-256 of a seal's bytes as they are stored; undefined if there is none. */
  hashOf(publication: string, after: string | null): Promise<string | undefined>;
  /** Writes a seal unless one exists at that link. `taken`: one does, perhaps from an earlier try of the same run. */
  write(seal: Seal): Promise<'written' | 'taken'>;
}

/** Reads a seal's bytes. @param where its key, for messages. @throws UnreadableError if they are not a seal */
export function readSeal(content: string, where: string): Seal {
  return readStored(sealSchema, content, where);
}

/** The key of a seal in the archive bucket, which names the edition before it. */
export function sealKey({ publication, previous }: Pick<Plan, 'publication' | 'previous'>): string {
  return `sealed/${publication}/after-${previous ?? 'start'}.json`;
}

/** The content of a file in a seal. @throws MissingSealedFileError */
export function sealedFile({ plan, files }: Seal, name: SealedFileName): string {
  const content = Object.hasOwn(files, name) ? files[name] : undefined;
  if (content === undefined) throw new MissingSealedFileError(plan, name, Object.keys(files));
  return content;
}

/** A seal lacks a file without which the edition cannot go on. */
export class MissingSealedFileError extends CourantError {
  constructor({ publication, edition }: Plan, name: SealedFileName, found: readonly string[]) {
    super(
      `seal of edition ${edition} of ${publication}: expected the file ${name}, found ${found.join(', ')}. ` +
        'Another version of Courant sealed the edition: deploy that version again to finish it.',
    );
  }
}
