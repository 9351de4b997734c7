import {
  type Address,
  type Addresses,
  addressByEndings,
  isEnded,
  isErased,
  keptReason,
  sameAddress,
} from './address.ts';
import { type Endings, endsWhatWasAgreed, everyPublication, type KeptEnding, lastEnding } from './ending.ts';
import type { EndingKeeper } from './ending-keeper.ts';
import { InIdOrder } from './in-id-order.ts';
import type { Ending, Readers } from './reader.ts';

/** What telling who may be mailed needs. */
export type StandingContext = {
  readers: Pick<Readers, 'audienceAfter' | 'end'>;
  addresses: Addresses;
  endings: Pick<Endings, 'of'>;
  keeper: Pick<EndingKeeper, 'keep' | 'keepEndings'>;
};

/** So many endings that are not kept yet are noted on the way; others wait for the next time. */
const unkeptAtMost = 1_000;

/**
 * The active readers of a publication, as the readers table and what is kept of endings say together. Beside the table it goes through the
 * list of kept endings, which has the same order: whoever agreed before their last ending is ended again in the table, however the row came
 * back, and is not among them; nor is who has an address that ended for every publication, whose row is ended too.
 */
export class StandingReaders {
  readonly #context: StandingContext;
  readonly #publication: string;
  readonly #endings: InIdOrder<KeptEnding>;
  readonly #addresses: InIdOrder<Address>;
  readonly #unkept = new Map<string, KeptEnding>();
  #lastStanding: string | null = null;
  #readTo: string | null = null;

  constructor(context: StandingContext, publication: string) {
    this.#context = context;
    this.#publication = publication;
    this.#endings = new InIdOrder(
      after => context.endings.of(publication, after),
      ({ reader }) => reader,
    );
    this.#addresses = new InIdOrder(
      after => context.addresses.after(after),
      ({ id }) => id,
    );
  }

  /** Up to `limit` of their ids greater than `after`, in order; none only where nobody follows. */
  async after(after: string | null, limit: number): Promise<string[]> {
    // Those who were ended at the end of the last page are behind the last one who stands.
    let start = after !== null && after === this.#lastStanding ? this.#readTo : after;
    for (;;) {
      const { active, unkept } = await this.#context.readers.audienceAfter(this.#publication, start, limit);
      this.#note(unkept);
      if (active.length === 0) return [];
      const isLast = active.length < limit;
      const last = isLast ? null : (active.at(-1)?.id ?? null);
      const ended = await this.#endedAmong(
        new Map(active.map(({ id, agreedAt }) => [id, agreedAt])),
        start,
        last,
      );
      const standing = active.map(({ id }) => id).filter(id => !ended.has(id));
      if (standing.length > 0 || isLast) {
        this.#lastStanding = standing.at(-1) ?? null;
        this.#readTo = last ?? this.#lastStanding;
        return standing;
      }
      start = last;
    }
  }

  /** Ends whom kept endings end, all of them; what one run leaves over, the next one finds. */
  async endAll(pageSize: number): Promise<void> {
    for (let after: string | null = null; ; ) {
      const some = await this.after(after, pageSize);
      if (some.length === 0) return;
      after = some.at(-1) ?? null;
    }
  }

  /** Keeps the endings that were found and are not kept yet, and those of addresses. */
  async keepFound(): Promise<void> {
    const found = [...this.#unkept.values()];
    this.#unkept.clear();
    if (found.length > 0) await this.#context.keeper.keep(found);
    await this.#context.keeper.keepEndings(everyPublication, unkeptAtMost);
  }

  async #endedAmong(
    active: ReadonlyMap<string, KeptEnding['at']>,
    after: string | null,
    last: string | null,
  ): Promise<ReadonlySet<string>> {
    const ended = new Set<string>();
    for await (const address of this.#addresses.between(after, last)) {
      const agreedAt = active.get(address.id);
      if (agreedAt === undefined || !(isEnded(address) || isErased(agreedAt, address))) continue;
      ended.add(address.id);
      await this.#endWithAddress(address);
    }
    const kept = new Map<string, KeptEnding[]>();
    for await (const ending of this.#endings.between(after, last))
      if (active.has(ending.reader)) kept.set(ending.reader, [...(kept.get(ending.reader) ?? []), ending]);
    for (const [id, agreedAt] of active) {
      const ending = lastEnding(kept.get(id) ?? []);
      if (ending && endsWhatWasAgreed(ending, agreedAt) && (await this.#endAgain(ending))) ended.add(id);
    }
    return ended;
  }

  #note(endings: readonly KeptEnding[]): void {
    for (const ending of endings.slice(0, unkeptAtMost - this.#unkept.size))
      this.#unkept.set(ending.reader, ending);
  }

  /** Mail of another publication ended the address: nothing is mailed here either, so the row is to say so, and its address to be forgotten. */
  async #endWithAddress({ id, state, ended }: Address): Promise<void> {
    if (state === 'bounced' || state === 'complained') await this.#end({ state, ...ended }, id);
  }

  /** False if they agreed anew in between. */
  async #endAgain({ reader, kind, at }: KeptEnding): Promise<boolean> {
    const state: Ending['state'] = kind === 'bounced' || kind === 'complained' ? kind : 'left';
    return this.#end({ state, at, how: keptReason }, reader);
  }

  /** Ends a subscription in the table; that it is kept, the row is to say as well. */
  async #end(ending: Ending, reader: string): Promise<boolean> {
    if ((await this.#context.readers.end(this.#publication, reader, ending)) === 'kept') return false;
    const { state: kind, at } = ending;
    this.#note([{ publication: this.#publication, reader, kind, at }]);
    return true;
  }
}

/** Makes the table say again of each address what is kept of it, where the table is from before. */
export async function restoreAddresses({
  addresses,
  endings,
  keeper,
}: Pick<StandingContext, 'addresses' | 'endings' | 'keeper'>): Promise<void> {
  const rows = new InIdOrder(
    after => addresses.after(after),
    ({ id }: Address) => id,
  );
  let before: string | null = null;
  for await (const [id, kept] of byReader(endings.of(everyPublication, null))) {
    let standing: Address | undefined;
    for await (const row of rows.between(before, id)) if (row.id === id) standing = row;
    before = id;
    if (sameAddress(addressByEndings(standing, id, kept), standing)) continue;
    for (const { kind, at } of kept)
      if (kind !== 'left') await addresses.end(id, { state: kind, at, how: keptReason });
    // Rows of before came back as well: they are to go once more.
    await keeper.keep(kept.filter(({ kind }) => kind === 'erased'));
  }
}

/** Neighbours of one reader together; a reader has a handful. */
async function* byReader(endings: AsyncIterable<KeptEnding>): AsyncGenerator<[string, KeptEnding[]]> {
  let group: KeptEnding[] = [];
  for await (const ending of endings) {
    const id = group[0]?.reader;
    if (id !== undefined && id !== ending.reader) {
      yield [id, group];
      group = [];
    }
    group.push(ending);
  }
  if (group[0]) yield [group[0].reader, group];
}
