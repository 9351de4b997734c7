import type { AttemptEvents } from '../../../core/delivery/ledger/attempt-events.ts';
import type {
  Deliveries,
  Delivery,
  DeliveryKey,
  Settlement,
} from '../../../core/delivery/ledger/delivery.ts';
import { applyEvent, released, settled } from '../../../core/delivery/ledger/ledger.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { EditionKey } from '../../../core/publication/plan.ts';
import { endingKey, everyPublication, type KeptEnding, type ToForget } from '../../../core/readers/ending.ts';
import type { EndingMarks } from '../../../core/readers/ending-keeper.ts';
import {
  type AudiencePage,
  type Ending,
  isToLeave,
  type Lifting,
  neverRead,
  type Reader,
  type ReaderChanges,
  type Readers,
} from '../../../core/readers/reader.ts';
import { endedBy } from './ended-by.ts';
import { type MemoryAddresses, MemoryForgetting } from './memory-endings.ts';

/** Readers in memory. */
export class MemoryReaders implements Readers, EndingMarks {
  readonly rows = new Map<string, Reader>();
  /** Publication and id of a row ▸ key of its ending that is marked as kept. */
  readonly kept = new Map<string, string>();
  /** What is still to be forgotten: in the same table. */
  readonly forgetting = new MemoryForgetting();
  readonly #addresses: MemoryAddresses | undefined;

  /** @param addresses whose marks it has too, as they are in one table. */
  constructor(addresses?: MemoryAddresses) {
    this.#addresses = addresses;
  }

  async activeAfter(publication: string, after: string | null, limit: number): Promise<string[]> {
    return this.#sorted(publication)
      .filter(reader => reader.state === 'active' && reader.id > (after ?? ''))
      .slice(0, limit)
      .map(reader => reader.id);
  }

  async audienceAfter(publication: string, after: string | null, limit: number): Promise<AudiencePage> {
    const ids = await this.activeAfter(publication, after, limit);
    const last = ids.length < limit ? null : ids.at(-1);
    const rows = this.#sorted(publication).filter(({ id }) => id > (after ?? '') && (!last || id <= last));
    const active = rows.filter(({ state }) => state === 'active');
    return {
      active: active.map(({ id, agreed }) => ({ id, agreedAt: agreed.at })),
      unkept: rows.flatMap(row => this.#unkeptOf(row)),
    };
  }

  async *unkept(publication: string): AsyncGenerator<KeptEnding> {
    for (const row of this.#sorted(publication)) yield* this.#unkeptOf(row);
    if (publication !== everyPublication || !this.#addresses) return;
    for await (const { id, state, ended } of this.#addresses.after(null)) {
      const ending = { publication, reader: id, kind: state, at: ended.at };
      if (this.kept.get(`${publication}/${id}`) !== endingKey(ending)) yield ending;
    }
  }

  async note(ending: ToForget): Promise<void> {
    await this.forgetting.note(ending);
  }

  async markKept(ending: KeptEnding): Promise<void> {
    const { publication, reader, kind, at } = ending;
    const row =
      publication === everyPublication
        ? this.#addresses?.rows.get(reader)
        : this.rows.get(`${publication}/${reader}`);
    if (row?.state === kind && row.ended?.at === at)
      this.kept.set(`${publication}/${reader}`, endingKey(ending));
  }

  #unkeptOf({ publication, id, state, ended }: Reader): KeptEnding[] {
    if (state === 'active' || state === 'pending' || !ended) return [];
    const ending = { publication, reader: id, kind: state, at: ended.at };
    return this.kept.get(`${publication}/${id}`) === endingKey(ending) ? [] : [ending];
  }

  async range(publication: string, first: string, last: string): Promise<Reader[]> {
    return this.#sorted(publication).filter(({ id }) => id >= first && id <= last);
  }

  async read(publication: string, id: string): Promise<Reader | undefined> {
    return this.rows.get(`${publication}/${id}`);
  }

  async *all(publication: string): AsyncGenerator<Reader> {
    yield* this.#sorted(publication);
  }

  async add(reader: Reader): Promise<{ reader: Reader; added: boolean }> {
    const key = `${reader.publication}/${reader.id}`;
    const standing = this.rows.get(key);
    const isAsRead = JSON.stringify(standing?.ended) === JSON.stringify(reader.ended);
    if (standing && (standing.state === 'active' || standing.state === 'complained' || !isAsRead))
      return { reader: standing, added: false };
    this.rows.set(key, reader);
    this.kept.delete(key);
    return { reader, added: true };
  }

  async leave(
    publication: string,
    id: string,
    token: string,
    at: Instant,
    how: string,
  ): Promise<'left' | 'had ended' | 'unknown'> {
    const reader = this.rows.get(`${publication}/${id}`);
    if (reader?.token !== token) return 'unknown';
    if (!isToLeave(reader))
      return reader.state === 'left' && reader.ended?.at === at && reader.ended.how === how
        ? 'left'
        : 'had ended';
    this.rows.set(`${publication}/${id}`, { ...reader, state: 'left', ended: { at, how } });
    return 'left';
  }

  async end(publication: string, id: string, ending: Ending): Promise<'ended' | 'kept'> {
    const reader = this.rows.get(`${publication}/${id}`);
    const next = reader && endedBy(reader, ending);
    if (!next || next === reader) return 'kept';
    this.rows.set(`${publication}/${id}`, next);
    return 'ended';
  }

  async lift(publication: string, id: string, { was, at, how, address }: Lifting): Promise<boolean> {
    const reader = this.rows.get(`${publication}/${id}`);
    if (reader?.state === 'active' && reader.lifted === at) return true;
    if (!reader || !['bounced', 'complained'].includes(reader.state)) return false;
    if (reader.ended?.at !== was.at || reader.ended.how !== was.how) return false;
    if (reader.address !== '' && reader.address !== address) return false;
    const ended = { at: was.at, how: `${was.how}; lifted at ${at}: ${how}` };
    this.rows.set(`${publication}/${id}`, { ...reader, state: 'active', lifted: at, ended, address });
    return true;
  }

  async forget(publication: string, id: string, endedAt: Instant): Promise<boolean> {
    const reader = this.rows.get(`${publication}/${id}`);
    if (!reader || ['active', 'pending'].includes(reader.state) || reader.ended?.at !== endedAt) return false;
    this.rows.set(`${publication}/${id}`, { ...reader, address: '', name: null });
    return true;
  }

  async remove(publication: string, id: string, agreedUntil: Instant): Promise<void> {
    const reader = this.rows.get(`${publication}/${id}`);
    if (!reader || reader.agreed.at > agreedUntil) return;
    this.rows.delete(`${publication}/${id}`);
    this.kept.delete(`${publication}/${id}`);
  }

  async changes(publication: string, after: Instant, upTo: Instant): Promise<ReaderChanges> {
    const isWithin = (time: Instant | undefined) => time !== undefined && time > after && time <= upTo;
    const rows = this.#sorted(publication);
    const lost = rows.filter(
      row => !['active', 'pending'].includes(row.state) && !neverRead(row) && isWithin(row.ended?.at),
    );
    return {
      gained: rows.filter(({ joined }) => isWithin(joined)).length,
      lostBy: Object.fromEntries(
        [...Map.groupBy(lost, ({ state }) => state)].map(([state, those]) => [state, those.length]),
      ),
    };
  }

  #sorted(publication: string): Reader[] {
    return [...this.rows.values()]
      .filter(row => row.publication === publication)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

/** The delivery ledger in memory, with the conditions of the table. */
export class MemoryDeliveries implements Deliveries {
  readonly rows = new Map<string, Delivery>();

  async claim(key: DeliveryKey, attempt: string, at: Instant): Promise<'mine' | Delivery['state']> {
    const standing = this.rows.get(keyText(key));
    if (standing && standing.state !== 'waiting')
      return standing.state === 'claimed' && standing.attempt === attempt ? 'mine' : standing.state;
    this.#put(key, { state: 'claimed', attempt, claimedAt: at });
    return 'mine';
  }

  async settle(key: DeliveryKey, attempt: string, outcome: Settlement): Promise<void> {
    this.#revise(key, standing => settled(standing, attempt, outcome));
  }

  async release(key: DeliveryKey, attempt: string): Promise<void> {
    this.#revise(key, standing => released(standing, attempt));
  }

  async applyEvent(
    key: DeliveryKey,
    attempt: string,
    heard: AttemptEvents,
  ): Promise<Delivery['state'] | 'unknown'> {
    return this.#revise(key, standing => applyEvent(standing, attempt, heard))?.state ?? 'unknown';
  }

  async withhold(key: DeliveryKey, reason: string): Promise<Delivery['state']> {
    const standing = this.rows.get(keyText(key));
    if (standing && standing.state !== 'waiting') return standing.state;
    this.#put(key, { state: 'withheld', reason });
    return 'withheld';
  }

  async read(key: DeliveryKey): Promise<Delivery | undefined> {
    const row = this.rows.get(keyText(key));
    return row && { ...row };
  }

  async ofReaders({ publication, edition }: EditionKey, readers: readonly string[]): Promise<Delivery[]> {
    const found = readers.map(reader => this.rows.get(keyText({ publication, edition, reader })));
    return found.flatMap(row => (row ? [{ ...row }] : []));
  }

  async *ofEdition({ publication, edition }: EditionKey): AsyncGenerator<Delivery> {
    for (const row of this.rows.values())
      if (row.publication === publication && row.edition === edition) yield { ...row };
  }

  #revise(key: DeliveryKey, change: (standing: Delivery) => Delivery): Delivery | undefined {
    const standing = this.rows.get(keyText(key));
    if (!standing) return undefined;
    const next = change(standing);
    this.rows.set(keyText(key), next);
    return next;
  }

  #put(key: DeliveryKey, change: Partial<Delivery> & Pick<Delivery, 'state'>): void {
    const empty = { attempt: null, claimedAt: null, messageId: null, reason: null };
    this.rows.set(keyText(key), { ...empty, ...this.rows.get(keyText(key)), ...key, ...change });
  }
}

function keyText({ publication, edition, reader }: DeliveryKey): string {
  return `${publication}/${edition}/${reader}`;
}
