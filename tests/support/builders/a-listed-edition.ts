import { sha256 } from '../../../core/foundation/hash.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import type { ListedEdition } from '../../../core/rendering/pages/archive-page.ts';

const firstTo = '2026-11-23T06:00:00Z' as Instant;
const hoursOfAWeek = 168;

/** The nth edition of a weekly, counted from 1. */
export function aListedEdition(number = 1, overrides: Partial<ListedEdition> = {}): ListedEdition {
  const to = plusHours(firstTo, (number - 1) * hoursOfAWeek);
  return {
    edition: to.slice(0, 10),
    number,
    window: { from: number === 1 ? null : plusHours(to, -hoursOfAWeek), to },
    subject: `The ministry’s list grows · No. ${number}`,
    headline: { text: 'The ministry’s list grows', language: 'en' },
    since: null,
    takenDown: null,
    facts: number,
    corrections: 0,
    manifestSha256: sha256(`manifest ${number}`),
    ...overrides,
  };
}

/** The first editions of a weekly, newest first. */
export function listedEditions(count: number): ListedEdition[] {
  return Array.from({ length: count }, (_, index) => aListedEdition(count - index));
}
