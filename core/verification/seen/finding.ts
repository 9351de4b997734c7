/** What is wrong with a file of the archive. */
export type Finding = {
  /** Its key, without the bucket; of what no file is to blame for, the key of the file that says so. */
  key: string;
  /**
   * `missing`: other files say that it was there. `altered`: it has not the bytes that they name. `extra`: nothing names it. `unreadable`: it is
   * not what a file of its name holds. `contradicts`: what it says does not fit what others say. `still served`: it was taken down, and the web may have it.
   */
  found: 'missing' | 'altered' | 'extra' | 'unreadable' | 'contradicts' | 'still served';
  /** A sentence: what was expected, by what, and what was found. */
  says: string;
};

/** Findings of a run, each once, in the order of their keys. */
export class Findings {
  readonly #all = new Map<string, Finding>();
  readonly #keys = new Set<string>();

  add(key: string, found: Finding['found'], says: string): void {
    this.#all.set(`${key} ${found} ${says}`, { key, found, says });
    this.#keys.add(key);
  }

  /** Whether anything is wrong with a file. */
  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** All of them. */
  list(): Finding[] {
    return [...this.#all.keys()].sort().map(name => this.#all.get(name) as Finding);
  }
}
