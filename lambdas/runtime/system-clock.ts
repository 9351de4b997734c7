import type { Clock } from '../core/clock.ts';
import { instantOf } from '../core/instant.ts';

/** The machine's time, to the second. */
export const systemClock: Clock = { now: () => instantOf(new Date()) };
