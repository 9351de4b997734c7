import type { Message } from './message.ts';

/** Something that an e-mail must be; `find` says in words where it is not, and nothing where it is. */
export type Check = { name: string; find: (message: Message) => string[] };

/** What a check found. */
export type Finding = { check: string; found: string };

/** All findings of some checks in a message. */
export function findingsOf(checks: readonly Check[], message: Message): Finding[] {
  return checks.flatMap(({ name, find }) => find(message).map(found => ({ check: name, found })));
}

/** One finding if something does not hold, else none: for checks that are one sentence. */
export function unless(holds: boolean, found: string): string[] {
  return holds ? [] : [found];
}
