import * as z from 'zod';
import { instantSchema } from '../../foundation/instant.ts';
import type { EditionKey } from '../../publication/plan.ts';

/** Identities of the tables that say who was mailed what. A restored table has another, whatever its name and its rows. */
const ledgerSchema = z.object({ editions: z.string(), deliveries: z.string() });
/** The tables of a ledger, by their identities. */
export type LedgerIdentity = z.infer<typeof ledgerSchema>;

/** Under which ledger the delivery of an edition began. Written once; an operator's word about another ledger makes a further one. */
export const bindingSchema = z.object({
  format: z.literal(1),
  publication: z.string(),
  edition: z.string(),
  /** Which binding of the edition this is, from 1; the last one counts. */
  number: z.int().min(1),
  /** The edition before it, which its seal is named after; null for the first. */
  previous: z.string().nullable(),
  /** SHA-256 of the manifest as it was sealed. */
  manifest: z.string(),
  ledger: ledgerSchema,
  /** Stands in a row of each of the tables too: a table that is emptied in place keeps its identity, and loses the mark. */
  mark: z.string(),
  boundAt: instantSchema,
});
/** A binding, read. */
export type Binding = z.infer<typeof bindingSchema>;

/** The bindings of editions, each written once. */
export interface Bindings {
  /** The last binding of an edition; undefined before its delivery begins. */
  newest(edition: EditionKey): Promise<Binding | undefined>;
  /** Writes a binding unless the edition has one of that number. */
  write(binding: Binding): Promise<'written' | 'taken'>;
  /** Notes, for good, that all readers of a slice have an outcome under this binding. */
  noteEnd(binding: Binding, slice: number): Promise<void>;
  /** Whether that was noted: then a reader of the slice who has no delivery had one. */
  hasEnded(binding: Binding, slice: number): Promise<boolean>;
}

/** The tables of the ledger, as they are now. */
export interface LedgerTables {
  identity(): Promise<LedgerIdentity>;
  /** The mark of an edition in the table of deliveries; undefined where it has none. */
  markOf(edition: EditionKey): Promise<string | undefined>;
  /** Writes the mark of an edition into the table of deliveries, in place of one that is there. */
  setMark(edition: EditionKey, mark: string): Promise<void>;
}
