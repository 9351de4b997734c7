import { type Clock, instantOf } from '../../core/foundation/instant.ts';

/** The machine's time, to the second. */
export const systemClock: Clock = { now: () => instantOf(new Date()) };
