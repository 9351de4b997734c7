import type { EditionKey } from '../../publication/plan.ts';

/** Which files the web may have. */
export interface ServedFiles {
  /** Takes a sealed file of an edition out of what is served; it stays where it is. `missing`: there is none. */
  withhold(edition: EditionKey, name: string, on: string): Promise<'withheld' | 'missing'>;
  /** Whether it is served: it is there, and not withheld. */
  isServed(edition: EditionKey, name: string): Promise<boolean>;
  /** Tells what stands between the bucket and readers to forget what it keeps of a publication; null where nothing does. */
  forget: ((publications: readonly string[]) => Promise<void>) | null;
}
