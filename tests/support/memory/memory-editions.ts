import {
  decided,
  type EditionRow,
  type Editions,
  newEditionRow,
  type RoundsSoFar,
} from '../../../core/delivery/progress/editions.ts';
import type { Slice, Slices } from '../../../core/delivery/progress/slices.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import type { EditionKey } from '../../../core/publication/plan.ts';
import type { Notifications } from '../../../core/sweep/notify-operator.ts';
import type { Timetable, Timetables } from '../../../core/sweep/timetable.ts';

/** Editions in memory, with the conditions of the table. */
export class MemoryEditions implements Editions, Notifications {
  readonly rows = new Map<string, EditionRow>();
  readonly #notifyingAt = new Map<string, Instant>();

  async open({ publication, edition }: EditionKey): Promise<EditionRow> {
    const key = `${publication}/${edition}`;
    const row = this.rows.get(key) ?? newEditionRow({ publication, edition });
    this.rows.set(key, row);
    return { ...row };
  }

  async read({ publication, edition }: EditionKey): Promise<EditionRow | undefined> {
    const row = this.rows.get(`${publication}/${edition}`);
    return row && { ...row };
  }

  async begunAfter(publication: string, edition: string | null): Promise<string | undefined> {
    const begun = [...this.rows.values()].filter(
      row => row.publication === publication && row.state !== 'sealed',
    );
    const names = begun.map(row => row.edition);
    return names.filter(name => edition === null || name > edition).sort()[0];
  }

  async freeze(
    { publication, edition }: EditionKey,
    audience: { slices: number; readers: number },
  ): Promise<EditionRow> {
    const row = this.#row({ publication, edition });
    if (row.state === 'sealed') Object.assign(row, { audience, state: 'delivering' });
    return { ...row };
  }

  async mark(edition: EditionKey, mark: string): Promise<EditionRow> {
    const row = this.#row(edition);
    row.mark ??= mark;
    return { ...row };
  }

  async rebind(edition: EditionKey, { mark, receipts }: { mark: string; receipts: number }): Promise<void> {
    Object.assign(this.#row(edition), { mark, receipts, told: receipts });
  }

  async progressed({ publication, edition }: EditionKey, at: Instant): Promise<void> {
    Object.assign(this.#row({ publication, edition }), { progressedAt: at, fruitless: 0 });
  }

  async failed(
    edition: EditionKey,
    failure: NonNullable<EditionRow['failure']>,
    fruitless?: number,
  ): Promise<void> {
    Object.assign(this.#row(edition), { failure, ...(fruitless !== undefined && { fruitless }) });
  }

  async beginRound(
    { publication, edition }: EditionKey,
    after: number,
    at: Instant,
    { fruitless, settledBefore }: RoundsSoFar,
  ): Promise<boolean> {
    const row = this.#row({ publication, edition });
    if (row.rounds !== after || row.state !== 'delivering') return false;
    Object.assign(row, { rounds: after + 1, progressedAt: at, fruitless, settledBefore, failure: null });
    return true;
  }

  async begin({ publication, edition }: EditionKey, { by, at }: { by: Instant; at: Instant }): Promise<void> {
    Object.assign(this.#row({ publication, edition }), { expectedBy: by, progressedAt: at });
  }

  async expect({ publication, edition }: EditionKey, by: Instant): Promise<void> {
    this.#row({ publication, edition }).expectedBy = by;
  }

  async hold({ publication, edition }: EditionKey, reason: string): Promise<void> {
    const row = this.#row({ publication, edition });
    row.hold ??= reason;
  }

  async holdAsRead(
    read: Pick<EditionRow, 'publication' | 'edition' | 'mark'>,
    reason: string,
  ): Promise<boolean> {
    const row = this.#row(read);
    if (row.mark !== read.mark) return false;
    row.hold = reason;
    return true;
  }

  async postpone({ publication, edition }: EditionKey, notBefore: Instant): Promise<void> {
    this.#row({ publication, edition }).notBefore = notBefore;
  }

  async release({ publication, edition }: EditionKey): Promise<void> {
    const { hold, released } = this.#row({ publication, edition });
    const lifted = {
      hold: null,
      released: hold ?? released,
      notBefore: null,
      progressedAt: null,
      fruitless: 0,
      failure: null,
    };
    Object.assign(this.#row({ publication, edition }), lifted);
  }

  async stop({ publication, edition }: EditionKey): Promise<void> {
    Object.assign(this.#row({ publication, edition }), { stopped: true, progressedAt: null });
  }

  async close(
    row: EditionRow,
    { receipts, uncertain, at }: { receipts: number; uncertain: number; at: Instant },
  ): Promise<boolean> {
    const standing = this.#row(row);
    if (!decided.every(field => standing[field] === row[field])) return false;
    Object.assign(standing, { state: 'closed', receipts, uncertain, countedAt: at, hold: null });
    return true;
  }

  async reopen({ publication, edition }: EditionKey): Promise<void> {
    const row = this.#row({ publication, edition });
    if (row.state === 'closed' || (row.state === 'delivering' && !row.stopped))
      Object.assign(row, {
        ...{ state: 'delivering', progressedAt: null, stopped: false },
        ...{ fruitless: 0, failure: null },
      });
  }

  async claimNotification(
    { publication, edition }: EditionKey,
    receipt: number,
    at: Instant,
  ): Promise<boolean> {
    const row = this.#row({ publication, edition });
    const key = `${publication}/${edition}`;
    const told = this.#notifyingAt.get(key);
    if (row.told >= receipt || (told !== undefined && told >= plusHours(at, -1 / 6))) return false;
    this.#notifyingAt.set(key, at);
    return true;
  }

  async notified({ publication, edition }: EditionKey, receipt: number): Promise<void> {
    const row = this.#row({ publication, edition });
    if (row.told >= receipt) return;
    row.told = receipt;
    this.#notifyingAt.delete(`${publication}/${edition}`);
  }

  #row({ publication, edition }: EditionKey): EditionRow {
    const row = this.rows.get(`${publication}/${edition}`);
    if (!row) throw new Error(`no row ${publication}/${edition}`);
    return row;
  }
}

/** Slices in memory, each written once. */
export class MemorySlices implements Slices {
  readonly rows = new Map<string, Slice>();

  async *all({ publication, edition }: EditionKey): AsyncGenerator<Slice> {
    const prefix = `${publication}/${edition}/`;
    yield* [...this.rows]
      .filter(([key]) => key.startsWith(prefix))
      .map(([, slice]) => ({ ...slice }))
      .sort((a, b) => a.number - b.number);
  }

  async unfinished(key: EditionKey): Promise<number[]> {
    const slices = await Array.fromAsync(this.all(key));
    return slices.filter(slice => !slice.done).map(slice => slice.number);
  }

  async read({ publication, edition }: EditionKey, number: number): Promise<Slice | undefined> {
    const slice = this.rows.get(`${publication}/${edition}/${number}`);
    return slice && { ...slice };
  }

  async add({ publication, edition }: EditionKey, slice: Omit<Slice, 'done'>): Promise<Slice> {
    const key = `${publication}/${edition}/${slice.number}`;
    const stored = this.rows.get(key) ?? { ...slice, done: false };
    this.rows.set(key, stored);
    return { ...stored };
  }

  async finish({ publication, edition }: EditionKey, number: number): Promise<void> {
    this.#mark({ publication, edition }, number, true);
  }

  async reopen({ publication, edition }: EditionKey, number: number): Promise<void> {
    this.#mark({ publication, edition }, number, false);
  }

  #mark({ publication, edition }: EditionKey, number: number, done: boolean): void {
    const key = `${publication}/${edition}/${number}`;
    const slice = this.rows.get(key);
    if (!slice) throw new Error(`no slice ${key}`);
    this.rows.set(key, { ...slice, done });
  }
}

/** Timetables in memory. */
export class MemoryTimetables implements Timetables {
  readonly rows = new Map<string, Timetable>();

  async since(publication: string, fingerprint: string, now: Instant): Promise<Instant> {
    const standing = this.rows.get(publication);
    if (standing?.fingerprint === fingerprint) return standing.since;
    this.rows.set(publication, { fingerprint, since: now });
    return now;
  }

  async read(publication: string): Promise<Timetable | undefined> {
    const standing = this.rows.get(publication);
    return standing && { ...standing };
  }
}
