import {
  decided,
  type EditionRow,
  type Editions,
  newEditionRow,
} from '../../../core/delivery/progress/editions.ts';
import type { Slice } from '../../../core/delivery/progress/slices.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';

/** Editions and slices in memory, with the conditions of the table. */
export class MemoryEditions implements Editions {
  readonly rows = new Map<string, EditionRow>();
  readonly sliceRows = new Map<string, Slice>();
  readonly #tellingAt = new Map<string, Instant>();
  readonly #timetables = new Map<string, { fingerprint: string; since: Instant }>();

  async open(publication: string, edition: string): Promise<EditionRow> {
    const key = `${publication}/${edition}`;
    const row = this.rows.get(key) ?? newEditionRow(publication, edition);
    this.rows.set(key, row);
    return { ...row };
  }

  async read(publication: string, edition: string): Promise<EditionRow | undefined> {
    const row = this.rows.get(`${publication}/${edition}`);
    return row && { ...row };
  }

  async *slices(publication: string, edition: string): AsyncGenerator<Slice> {
    const prefix = `${publication}/${edition}/`;
    yield* [...this.sliceRows]
      .filter(([key]) => key.startsWith(prefix))
      .map(([, slice]) => ({ ...slice }))
      .sort((a, b) => a.number - b.number);
  }

  async unfinishedSlices(publication: string, edition: string): Promise<number[]> {
    const slices = await Array.fromAsync(this.slices(publication, edition));
    return slices.filter(slice => !slice.done).map(slice => slice.number);
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
    this.#mark(publication, edition, number, true);
  }

  async reopenSlice(publication: string, edition: string, number: number): Promise<void> {
    this.#mark(publication, edition, number, false);
  }

  async progressed(publication: string, edition: string, at: Instant): Promise<void> {
    this.#row(publication, edition).progressedAt = at;
  }

  async beginRound(publication: string, edition: string, after: number, at: Instant): Promise<boolean> {
    const row = this.#row(publication, edition);
    if (row.rounds !== after || row.state !== 'delivering') return false;
    Object.assign(row, { rounds: after + 1, progressedAt: at });
    return true;
  }

  async begin(publication: string, edition: string, { by, at }: { by: Instant; at: Instant }): Promise<void> {
    Object.assign(this.#row(publication, edition), { expectedBy: by, progressedAt: at });
  }

  async expect(publication: string, edition: string, by: Instant): Promise<void> {
    this.#row(publication, edition).expectedBy = by;
  }

  async hold(publication: string, edition: string, reason: string): Promise<void> {
    const row = this.#row(publication, edition);
    row.hold ??= reason;
  }

  async postpone(publication: string, edition: string, notBefore: Instant): Promise<void> {
    this.#row(publication, edition).notBefore = notBefore;
  }

  async release(publication: string, edition: string): Promise<void> {
    Object.assign(this.#row(publication, edition), { hold: null, notBefore: null, progressedAt: null });
  }

  async stop(publication: string, edition: string): Promise<void> {
    Object.assign(this.#row(publication, edition), { stopped: true, progressedAt: null });
  }

  async close(
    row: EditionRow,
    { receipts, uncertain, at }: { receipts: number; uncertain: number; at: Instant },
  ): Promise<boolean> {
    const standing = this.#row(row.publication, row.edition);
    if (!decided.every(field => standing[field] === row[field])) return false;
    Object.assign(standing, { state: 'closed', receipts, uncertain, countedAt: at, hold: null });
    return true;
  }

  async reopen(publication: string, edition: string): Promise<void> {
    const row = this.#row(publication, edition);
    if (row.state === 'closed' || (row.state === 'delivering' && !row.stopped))
      Object.assign(row, { state: 'delivering', progressedAt: null, stopped: false });
  }

  async claimTelling(publication: string, edition: string, receipt: number, at: Instant): Promise<boolean> {
    const row = this.#row(publication, edition);
    const key = `${publication}/${edition}`;
    const told = this.#tellingAt.get(key);
    if (row.told >= receipt || (told !== undefined && told >= plusHours(at, -1 / 6))) return false;
    this.#tellingAt.set(key, at);
    return true;
  }

  async told(publication: string, edition: string, receipt: number): Promise<void> {
    const row = this.#row(publication, edition);
    if (row.told >= receipt) return;
    row.told = receipt;
    this.#tellingAt.delete(`${publication}/${edition}`);
  }

  async scheduleSince(publication: string, fingerprint: string, now: Instant): Promise<Instant> {
    const standing = this.#timetables.get(publication);
    if (standing?.fingerprint === fingerprint) return standing.since;
    this.#timetables.set(publication, { fingerprint, since: now });
    return now;
  }

  async timetable(publication: string): Promise<{ fingerprint: string; since: Instant } | undefined> {
    const standing = this.#timetables.get(publication);
    return standing && { ...standing };
  }

  #mark(publication: string, edition: string, number: number, done: boolean): void {
    const key = `${publication}/${edition}/${number}`;
    const slice = this.sliceRows.get(key);
    if (!slice) throw new Error(`no slice ${key}`);
    this.sliceRows.set(key, { ...slice, done });
  }

  #row(publication: string, edition: string): EditionRow {
    const row = this.rows.get(`${publication}/${edition}`);
    if (!row) throw new Error(`no row ${publication}/${edition}`);
    return row;
  }
}
