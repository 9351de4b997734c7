import type { Instant } from '../foundation/instant.ts';
import type { KeptEnding } from './ending.ts';

/** An ending after which something of the reader is still to be taken away. */
export type ToForget = Pick<KeptEnding, 'publication' | 'reader' | 'at'>;

/**
 * What is still to be taken away, in the order of the endings' times: so whoever does it reads nothing of anybody else. Subscriptions
 * that ended, of which the address goes some time later, and erased addresses, of which all goes.
 */
export interface Forgetting {
  /** Notes an ending of a subscription, or, under `_all`, an erasure; the same once more changes nothing. */
  note(ending: ToForget): Promise<void>;
  /** The first of those subscriptions that ended before a time. */
  endedBefore(time: Instant, atMost: number): Promise<ToForget[]>;
  /** The first of the erased addresses; with `_all` for their publication. */
  erased(atMost: number): Promise<ToForget[]>;
  /** It is done. */
  done(ending: ToForget): Promise<void>;
}
