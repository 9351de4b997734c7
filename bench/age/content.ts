import type { Manifest } from '../../core/edition/manifest.ts';
import { readManifest } from '../../core/edition/manifest.ts';
import type { Seal } from '../../core/edition/seal.ts';
import { CourantError } from '../../core/foundation/errors.ts';

/** What bears on the cost of an edition: how much it has of each, and how many days lie between it and the oldest edition of which it says something. */
export type Content = {
  facts: number;
  corrections: number;
  references: number;
  daysAhead: number;
  readers: number;
  oldestDays: number;
};

/** What editions of both ages must have as many of. */
const alike = ['facts', 'corrections', 'references', 'daysAhead', 'readers'] as const;

/** What a sealed edition has, and to how many readers it went. */
export function contentOf({ files }: Seal, readers: number): Content {
  const manifest = readManifest(files['manifest.json']);
  const digest = JSON.parse(files['digest.json'] ?? '{}') as { daysAhead?: unknown[] };
  const { facts, corrections, updates } = manifest;
  return {
    facts: facts.length,
    corrections: corrections.length,
    references: updates.length,
    daysAhead: digest.daysAhead?.length ?? 0,
    readers,
    oldestDays: oldestDaysOf(manifest),
  };
}

function oldestDaysOf({ edition, corrections, updates }: Manifest): number {
  const oldest = [...corrections, ...updates].map(named => named.edition).sort()[0] ?? edition;
  return Math.round((Date.parse(edition) - Date.parse(oldest)) / 86_400_000);
}

/** What all of some editions have. @throws UnlikeEditionsError unless all have as much, and old ones reach as far back. */
export function alikeIn(editions: readonly Content[], sameAs = editions[0]): Content {
  const [first] = editions;
  for (const one of editions)
    for (const what of alike)
      if (one[what] !== sameAs?.[what] || one[what] === 0)
        throw new UnlikeEditionsError(what, sameAs?.[what] ?? 0, one[what]);
  return { ...(first as Content), oldestDays: Math.min(...editions.map(({ oldestDays }) => oldestDays)) };
}

/** Editions that are compared have different content, so what they cost says nothing. */
export class UnlikeEditionsError extends CourantError {
  constructor(what: string, expected: number, found: number) {
    super(
      `bench:age: expected all measured editions to have as many ${what} (${expected}, and not none), found ${found}. Look at bench/age/made-up-years.ts.`,
    );
  }
}
