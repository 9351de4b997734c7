import type { Breaking } from './break.ts';

/** What the check of that name finds in the usual message, or in another, once it is broken in this way; it finds nothing besides. */
export type Sample = [check: string, breakIt: Breaking, found: Expected | Expected[], edition?: string];
/** A finding as it is, or what it is like. */
export type Expected = string | RegExp;
