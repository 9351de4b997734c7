import type { Instant } from './instant.ts';

/** Where a use case learns the time; core never asks the machine. */
export type Clock = {
  now(): Instant;
};
