import type { EditionKey } from '../publication/plan.ts';

/** A file of the archive that is not as the seals have it. Whoever met it went on by the seals. */
export type DamagedFile = {
  /** Its key in the archive bucket. */
  key: string;
  found: 'nothing' | 'other bytes';
  /** Whether the right bytes are there now. A sealed name is never written over, so only a lost file of such a name can be mended. */
  mended: boolean;
};

/** What is done about damage, where somebody is to learn of it. */
export type DamageCare = {
  tell(file: DamagedFile): void;
  /** What this run has met so far. */
  readonly met?: readonly DamagedFile[];
  /** Whether an edition's sealed files are served no longer: one that is gone was erased, and would be served if it were put back. */
  isWithheld?: (edition: EditionKey) => Promise<boolean>;
  /** Puts a lost file back, where that is allowed. */
  putBack?: (edition: EditionKey, name: string, sealed: string) => Promise<unknown>;
};

/**
 * Puts a lost file of an edition back, and tells of it in any case, but for files of what was taken down, which are gone for good.
 * @param stored what is there instead of the sealed bytes
 */
export async function meetDamage(
  care: DamageCare | undefined,
  edition: EditionKey,
  name: string,
  { stored, sealed }: { stored: string | undefined; sealed: string },
): Promise<void> {
  if (!care) return;
  const lost = stored === undefined;
  if (lost && (await care.isWithheld?.(edition))) return;
  if (lost) await care.putBack?.(edition, name, sealed);
  care.tell({
    key: archiveKey(edition.publication, `${edition.edition}/${name}`),
    found: lost ? 'nothing' : 'other bytes',
    mended: lost && care.putBack !== undefined,
  });
}

/** The key of a file under a publication's folder of the archive. */
export function archiveKey(publication: string, path: string): string {
  return `archive/${publication}/${path}`;
}

/** Gathers the damage that one run meets, each file once: several parts of a run read the same file. */
export class DamageList implements DamageCare {
  readonly putBack: DamageCare['putBack'];
  readonly isWithheld: DamageCare['isWithheld'];
  readonly #files = new Map<string, DamagedFile>();

  /** @param putBack left out where nothing may be written. @param isWithheld left out where nobody knows what was taken down. */
  constructor(putBack?: DamageCare['putBack'], isWithheld?: DamageCare['isWithheld']) {
    this.putBack = putBack;
    this.isWithheld = isWithheld;
  }

  tell(file: DamagedFile): void {
    const known = this.#files.get(file.key);
    this.#files.set(file.key, { ...file, found: known?.found ?? file.found });
  }

  get met(): readonly DamagedFile[] {
    return [...this.#files.values()];
  }

  /** What was met since this was asked last, in order. */
  take(): DamagedFile[] {
    const files = [...this.#files.values()];
    this.#files.clear();
    return files;
  }
}
