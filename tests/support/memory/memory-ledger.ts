import type {
  Binding,
  Bindings,
  LedgerIdentity,
  LedgerTables,
} from '../../../core/delivery/binding/binding.ts';
import type { EditionKey } from '../../../core/publication/plan.ts';

/** Bindings in memory, each written once. */
export class MemoryBindings implements Bindings {
  readonly files = new Map<string, Binding>();
  readonly ends = new Set<string>();

  async newest({ publication, edition }: EditionKey): Promise<Binding | undefined> {
    return [...this.files.values()]
      .filter(one => one.publication === publication && one.edition === edition)
      .sort((a, b) => a.number - b.number)
      .at(-1);
  }

  async write(binding: Binding): Promise<'written' | 'taken'> {
    const key = `${binding.publication}/${binding.edition}/${binding.number}`;
    if (this.files.has(key)) return 'taken';
    this.files.set(key, { ...binding });
    return 'written';
  }

  async noteEnd({ publication, edition, number }: Binding, slice: number): Promise<void> {
    this.ends.add(`${publication}/${edition}/${number}/${slice}`);
  }

  async hasEnded({ publication, edition, number }: Binding, slice: number): Promise<boolean> {
    return this.ends.has(`${publication}/${edition}/${number}/${slice}`);
  }
}

/** Tables of a ledger in memory: their identities, which tests change as a restore does, and the marks that one of them has. */
export class MemoryLedger implements LedgerTables {
  readonly ids = { editions: 'editions-1', deliveries: 'deliveries-1' };
  readonly marks = new Map<string, string>();

  async identity(): Promise<LedgerIdentity> {
    return { ...this.ids };
  }

  async markOf({ publication, edition }: EditionKey): Promise<string | undefined> {
    return this.marks.get(`${publication}/${edition}`);
  }

  async setMark({ publication, edition }: EditionKey, mark: string): Promise<void> {
    this.marks.set(`${publication}/${edition}`, mark);
  }
}
