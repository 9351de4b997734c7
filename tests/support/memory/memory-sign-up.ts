import type { Instant } from '../../../core/foundation/instant.ts';
import { withBounced, withSent } from '../../../core/readers/sign-up/breaker.ts';
import type { Confirmations, SentConfirmation } from '../../../core/readers/sign-up/confirmations.ts';
import {
  type AddressLimit,
  afterLetter,
  type Letter,
  noLetters,
  type SignUpLimits,
  stillCounted,
  withoutLetter,
} from '../../../core/readers/sign-up/limits.ts';
import type {
  RequestOutcome,
  Requests,
  SignUpQueue,
  SignUpRequest,
} from '../../../core/readers/sign-up/request.ts';

/** Requests in memory. */
export class MemoryRequests implements Requests {
  readonly rows = new Map<string, SignUpRequest>();

  async put(request: SignUpRequest): Promise<void> {
    if (!this.rows.has(request.id)) this.rows.set(request.id, { ...request });
  }

  async read(id: string, now: Instant): Promise<SignUpRequest | undefined> {
    const row = this.rows.get(id);
    return row && row.expires * 1000 > Date.parse(now) ? { ...row } : undefined;
  }

  async change(
    id: string,
    from: Pick<SignUpRequest, 'state' | 'attempt'>,
    outcome: RequestOutcome,
  ): Promise<boolean> {
    const row = this.rows.get(id);
    if (!row) return false;
    const fields = Object.entries(outcome).filter(([, value]) => value !== undefined);
    if (row.state !== from.state || row.attempt !== from.attempt)
      return fields.every(([field, value]) => row[field as keyof SignUpRequest] === value);
    this.rows.set(id, { ...row, ...Object.fromEntries(fields) });
    return true;
  }
}

/** What is noted for the limits, in memory. */
export class MemorySignUpLimits implements SignUpLimits {
  readonly rows = new Map<string, AddressLimit>();
  readonly days = new Map<string, number>();

  async read(key: string, now: Instant): Promise<AddressLimit> {
    return stillCounted(this.rows.get(key) ?? noLetters, now);
  }

  async note(key: string, letter: Letter): Promise<boolean> {
    const next = afterLetter(this.rows.get(key) ?? noLetters, letter);
    if (next) this.rows.set(key, next);
    return next !== undefined;
  }

  async giveBack(key: string, request: string): Promise<void> {
    this.rows.set(key, withoutLetter(this.rows.get(key) ?? noLetters, request));
  }

  async mailedOn(day: string): Promise<number> {
    return this.days.get(day) ?? 0;
  }

  async count(day: string, ceiling: number): Promise<boolean> {
    const mailed = this.days.get(day) ?? 0;
    if (mailed >= ceiling) return false;
    this.days.set(day, mailed + 1);
    return true;
  }

  async uncount(day: string): Promise<void> {
    const mailed = this.days.get(day) ?? 0;
    if (mailed > 0) this.days.set(day, mailed - 1);
  }
}

/** The confirmations that were mailed last, in memory. */
export class MemoryConfirmations implements Confirmations {
  list: readonly SentConfirmation[] = [];

  async recent(): Promise<SentConfirmation[]> {
    return [...this.list];
  }

  async sent(request: string, at: Instant): Promise<void> {
    this.list = withSent(this.list, request, at);
  }

  async bounced(request: string): Promise<void> {
    this.list = withBounced(this.list, request);
  }

  async forget(): Promise<void> {
    this.list = [];
  }
}

/** The queue in memory: ids in the order in which they came. */
export class MemorySignUpQueue implements SignUpQueue {
  readonly ids: string[] = [];

  async enqueue(id: string): Promise<void> {
    if (!this.ids.includes(id)) this.ids.push(id);
  }
}
