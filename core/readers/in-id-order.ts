/**
 * A list in the order of reader ids, read once beside another one: page after page, so that neither has to fit into memory. It goes back
 * to the store only where it is asked for something else than what follows.
 */
export class InIdOrder<Item> {
  readonly #open: (after: string | null) => AsyncIterable<Item>;
  readonly #idOf: (item: Item) => string;
  #items: AsyncIterator<Item> | undefined;
  #next: IteratorResult<Item> | undefined;
  #position: string | null = null;

  constructor(open: (after: string | null) => AsyncIterable<Item>, idOf: (item: Item) => string) {
    this.#open = open;
    this.#idOf = idOf;
  }

  /** The items with an id after `after`, up to and with those of `last`; all that follow for null. */
  async *between(after: string | null, last: string | null): AsyncGenerator<Item> {
    if (this.#items === undefined || this.#position !== after) {
      this.#items = this.#open(after)[Symbol.asyncIterator]();
      this.#next = await this.#items.next();
    }
    this.#position = last;
    while (this.#next && !this.#next.done) {
      const { value } = this.#next;
      if (last !== null && this.#idOf(value) > last) return;
      yield value;
      this.#next = await this.#items.next();
    }
  }
}
