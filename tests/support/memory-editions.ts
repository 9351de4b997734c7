import type { Instant } from '../../lambdas/core/instant.ts';
import type { EditionRow, Editions, Slice } from '../../lambdas/core/ports.ts';

/** Editions and slices in memory, with the conditions of the table. */
export class MemoryEditions implements Editions {
  readonly rows = new Map<string, EditionRow>();
  readonly sliceRows = new Map<string, Slice>();

  async open(publication: string, edition: string): Promise<EditionRow> {
    const key = `${publication}/${edition}`;
    const fresh: EditionRow = {
      publication,
      edition,
      state: 'sealed',
      audience: null,
      hold: null,
      notBefore: null,
    };
    if (!this.rows.has(key)) this.rows.set(key, fresh);
    return { ...(this.rows.get(key) ?? fresh) };
  }

  async read(publication: string, edition: string): Promise<EditionRow | undefined> {
    const row = this.rows.get(`${publication}/${edition}`);
    return row && { ...row };
  }

  async slices(publication: string, edition: string): Promise<Slice[]> {
    const prefix = `${publication}/${edition}/`;
    return [...this.sliceRows]
      .filter(([key]) => key.startsWith(prefix))
      .map(([, slice]) => ({ ...slice }))
      .sort((a, b) => a.number - b.number);
  }

  async unfinishedSlices(publication: string, edition: string): Promise<number[]> {
    return (await this.slices(publication, edition)).filter(slice => !slice.done).map(slice => slice.number);
  }

  async slice(publication: string, edition: string, number: number): Promise<Slice | undefined> {
    const slice = this.sliceRows.get(`${publication}/${edition}/${number}`);
    return slice && { ...slice };
  }

  async addSlice(publication: string, edition: string, slice: Omit<Slice, 'done'>): Promise<Slice> {
    const key = `${publication}/${edition}/${slice.number}`;
    const stored = this.sliceRows.get(key) ?? { ...slice, done: false };
    this.sliceRows.set(key, stored);
    return { ...stored };
  }

  async freeze(
    publication: string,
    edition: string,
    audience: { slices: number; readers: number },
  ): Promise<EditionRow> {
    const row = this.#row(publication, edition);
    if (row.state === 'sealed') Object.assign(row, { audience, state: 'delivering' });
    return { ...row };
  }

  async finishSlice(publication: string, edition: string, number: number): Promise<void> {
    const key = `${publication}/${edition}/${number}`;
    const slice = this.sliceRows.get(key);
    if (!slice) throw new Error(`no slice ${key}`);
    this.sliceRows.set(key, { ...slice, done: true });
  }

  async hold(publication: string, edition: string, reason: string): Promise<void> {
    const row = this.#row(publication, edition);
    row.hold ??= reason;
  }

  async postpone(publication: string, edition: string, notBefore: Instant): Promise<void> {
    this.#row(publication, edition).notBefore = notBefore;
  }

  async close(publication: string, edition: string): Promise<void> {
    this.#row(publication, edition).state = 'closed';
  }

  #row(publication: string, edition: string): EditionRow {
    const row = this.rows.get(`${publication}/${edition}`);
    if (!row) throw new Error(`no row ${publication}/${edition}`);
    return row;
  }
}
