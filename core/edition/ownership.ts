import * as z from 'zod';
import { CourantError } from '../foundation/errors.ts';
import { type Instant, instantSchema } from '../foundation/instant.ts';

/** A record of the series that says which stack owns a store: the last one does. Written once, and read by every later version. */
export const ownerSchema = z.object({
  format: z.literal(1),
  /** The stack's id: its ARN, which another stack of the same name does not have. */
  stack: z.string(),
  stackName: z.string(),
  account: z.string().nullable(),
  region: z.string().nullable(),
  since: instantSchema,
});
/** A record of the series, read. */
export type Owner = z.infer<typeof ownerSchema>;

/** The numbered series of owners of a store. */
export interface Owners {
  /** All of them, the last one last. */
  series(): Promise<readonly Owner[]>;
  /** Writes the record of a number, from 1, unless there is one. */
  write(number: number, owner: Owner): Promise<'written' | 'taken'>;
}

/** Each lost turn means that another stack wrote a record. */
const turnsAtMost = 20;

/**
 * Whether the stack that a function belongs to owns its stores. A stack that does not holds everything: two would publish side by
 * side, each under its own configuration. What readers and the mail service ask is answered by either.
 */
export class Ownership {
  readonly #owners: Owners;
  readonly #stack: string | undefined;
  readonly #adopts: boolean;

  /**
   * @param stack the id of the stack; undefined where there is none, as on an operator's own machine: then nothing is asked, nothing held.
   * @param adopts whether the configuration says that the stack goes on with the stores of an older one.
   */
  constructor(owners: Owners, stack: string | undefined, adopts: boolean) {
    this.#owners = owners;
    this.#stack = stack || undefined;
    this.#adopts = adopts;
  }

  /** The stack that owns the stores instead of this one; undefined if none does, or this one is about to take them over. Reads only. */
  async other(): Promise<Owner | undefined> {
    if (this.#stack === undefined) return undefined;
    const series = await this.#owners.series();
    return this.#mayTakeOver(series) ? undefined : this.#otherIn(series);
  }

  /**
   * As `other`, but takes the stores over where that is this stack's to do: nobody owns them, or it adopts them for the first time.
   * @param now the time of the record, asked for only if one is written.
   * @throws UnsettledOwnershipError if other stacks keep taking the stores over in between.
   */
  async otherAfterTaking(now: () => Promise<Instant>): Promise<Owner | undefined> {
    if (this.#stack === undefined) return undefined;
    for (let turn = 0; turn < turnsAtMost; turn += 1) {
      const series = await this.#owners.series();
      const other = this.#otherIn(series);
      const isMine = series.length > 0 && other === undefined;
      if (isMine || (other && !this.#mayTakeOver(series))) return other;
      const owner: Owner = { format: 1, ...stackOf(this.#stack), since: await now() };
      if ((await this.#owners.write(series.length + 1, owner)) === 'written') return undefined;
    }
    throw new UnsettledOwnershipError(this.#stack);
  }

  /** Since when this stack has owned what another one had before; null if no other had it. Reads only. */
  async tookOverAt(): Promise<Instant | null> {
    if (this.#stack === undefined) return null;
    const series = await this.#owners.series();
    const turn = series.findIndex(({ stack }) => stack === this.#stack);
    return turn > 0 ? (series[turn]?.since ?? null) : null;
  }

  #otherIn(series: readonly Owner[]): Owner | undefined {
    const last = series.at(-1);
    return last?.stack === this.#stack ? undefined : last;
  }

  /** Once only: the stack that was taken over from must not take the stores back by itself. */
  #mayTakeOver(series: readonly Owner[]): boolean {
    return this.#adopts && !series.some(({ stack }) => stack === this.#stack);
  }
}

/** What an id says of its stack: `arn:aws:cloudformation:<region>:<account>:stack/<name>/<uuid>`. */
function stackOf(stack: string): Pick<Owner, 'stack' | 'stackName' | 'account' | 'region'> {
  const [, region, account, stackName] =
    /^arn:[^:]*:cloudformation:([^:]+):([^:]+):stack\/([^/]+)\//.exec(stack) ?? [];
  return { stack, stackName: stackName ?? stack, account: account ?? null, region: region ?? null };
}

/** The series of owners did not hold still. */
export class UnsettledOwnershipError extends CourantError {
  constructor(stack: string) {
    super(
      `archive bucket, owners/: expected to take the stores over for ${stack}, found another new record ${turnsAtMost} times. ` +
        'Several stacks adopt the same stores at once: delete all but one of them.',
    );
  }
}
