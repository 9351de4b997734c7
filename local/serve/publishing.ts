import type { Instant } from '../../core/foundation/instant.ts';

/** The time at which the next editions are due, and the titles of the publications that have one then. */
export type NextEditions = { due: Instant; titles: string[] };

/** What became of an edition that was published from the browser. */
export type Published = {
  title: string;
  /** The edition's name, such as 2026-11-23. */
  edition: string;
  number: number;
  /** How many messages were accepted. */
  messages: number;
  /** Why it does not go on by itself; null if it does. */
  hold: string | null;
};

/** How the next editions of an installation are published. */
export interface Publishing {
  /** What comes next, by the newest editions that there are. */
  next(): Promise<NextEditions>;
  /** Publishes and delivers that, and closes it. */
  publishNext(): Promise<Published[]>;
}
