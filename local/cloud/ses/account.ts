import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { atomicWrite } from '../files/atomic-write.ts';
import { readStateIfThere } from '../files/state-file.ts';

const accountSchema = z.strictObject({
  identities: z.array(z.string()),
  configurationSets: z.array(z.string()),
});

/** What an SES account has set up: who may send, and which configuration sets there are. Kept in `ses-account.json`. */
export class Account {
  readonly #directory: string;
  readonly #anyone: boolean;
  #state: z.infer<typeof accountSchema> = { identities: [], configurationSets: [] };

  private constructor(directory: string, anyone: boolean) {
    this.#directory = directory;
    this.#anyone = anyone;
  }

  /** Reads what was set up before and adds `verified`: addresses, domains, or `all` for an account that lets anyone send. */
  static async open(directory: string, verified: readonly string[] | 'all'): Promise<Account> {
    const account = new Account(directory, verified === 'all');
    await mkdir(join(directory, 'ses-staged'), { recursive: true });
    const kept = await readStateIfThere(accountSchema, join(directory, 'ses-account.json'));
    if (kept) account.#state = kept;
    for (const identity of verified === 'all' ? [] : verified) await account.verify(identity);
    return account;
  }

  /** Adds an identity; here nobody has to answer a letter first. */
  async verify(identity: string): Promise<void> {
    await this.#add('identities', identity.toLowerCase());
  }

  /** Takes an identity away: from now on nobody may send by it. */
  async forget(identity: string): Promise<void> {
    const identities = this.#state.identities.filter(known => known !== identity.toLowerCase());
    await this.#save({ ...this.#state, identities });
  }

  /** False when there was one of that name. */
  async addConfigurationSet(name: string): Promise<boolean> {
    return this.#add('configurationSets', name);
  }

  identities(): readonly string[] {
    return this.#state.identities;
  }

  hasConfigurationSet(name: string): boolean {
    return this.#state.configurationSets.includes(name);
  }

  /** Whether mail may come from an address: it is verified itself, or its domain or one above it is. */
  mayBeSender(address: string): boolean {
    if (this.#anyone) return true;
    const lower = address.toLowerCase();
    const labels = lower.slice(lower.lastIndexOf('@') + 1).split('.');
    const domains = labels.map((_, index) => labels.slice(index).join('.'));
    return [lower, ...domains].some(identity => this.#state.identities.includes(identity));
  }

  /** Whether an address or a domain was verified itself. */
  isVerified(identity: string): boolean {
    return this.#anyone || this.#state.identities.includes(identity.toLowerCase());
  }

  async #add(list: 'identities' | 'configurationSets', name: string): Promise<boolean> {
    if (this.#state[list].includes(name)) return false;
    await this.#save({ ...this.#state, [list]: [...this.#state[list], name] });
    return true;
  }

  async #save(state: z.infer<typeof accountSchema>): Promise<void> {
    this.#state = state;
    const json = JSON.stringify(state, null, 2);
    await atomicWrite(join(this.#directory, 'ses-staged'), join(this.#directory, 'ses-account.json'), json);
  }
}
