import { canonicalJson } from '../../foundation/canonical-json.ts';
import { CourantError } from '../../foundation/errors.ts';
import type { Instant } from '../../foundation/instant.ts';
import type { Plan } from '../../publication/plan.ts';
import { type Decision, type Decisions, nothingDecided, type Standing } from './decision.ts';

/** What an operator wants to be decided. */
export type Wish = { by?: string | undefined } & (
  | { kind: 'skip'; edition: string; because: string }
  | { kind: 'unskip'; edition: string }
  | { kind: 'pause'; because: string }
  | { kind: 'resume' }
);
/** What came of it: a record, or nothing, because it stands so already. */
export type Decided = { outcome: 'decided'; decision: Decision } | { outcome: 'stands'; standing: Standing };

/** Each lost turn means that somebody else decided something. */
const turnsAtMost = 20;

/**
 * Writes down what an operator decides, unless it stands so already.
 * @param tip plan of the newest sealed edition: what it covers is decided, and goes on to no further record.
 * @throws UnsettledDecisionsError if others keep deciding in between.
 *
 * @example
 * await decide(decisions, 'weekly', { kind: 'skip', edition: '2026-12-28', because: 'holidays' }, undefined);
 */
export async function decide(
  decisions: Decisions,
  publication: string,
  wish: Wish,
  tip: Plan | undefined,
): Promise<Decided> {
  let tried: Decision | undefined;
  for (let turn = 0; turn < turnsAtMost; turn += 1) {
    const newest = await decisions.newest(publication);
    // An answer that was lost on its way: the next try finds the record that is its own.
    if (newest && tried && canonicalJson(newest) === canonicalJson(tried))
      return { outcome: 'decided', decision: newest };
    const standing = newest?.stands ?? nothingDecided;
    if (standsAlready(standing, wish)) return { outcome: 'stands', standing };
    tried = recordOf(publication, (newest?.number ?? 0) + 1, await decisions.now(), wish, {
      before: standing,
      tip,
    });
    if ((await decisions.write(tried)) === 'written') return { outcome: 'decided', decision: tried };
  }
  throw new UnsettledDecisionsError(publication);
}

function standsAlready({ skipped, pause }: Standing, wish: Wish): boolean {
  switch (wish.kind) {
    case 'skip':
      return skipped.some(({ edition }) => edition === wish.edition);
    case 'unskip':
      return !skipped.some(({ edition }) => edition === wish.edition);
    case 'pause':
      return pause?.until === null;
    case 'resume':
      return pause?.until !== null;
  }
}

function recordOf(
  publication: string,
  number: number,
  decidedAt: Instant,
  wish: Wish,
  { before, tip }: { before: Standing; tip: Plan | undefined },
): Decision {
  const { kind, by } = wish;
  const signed = by === undefined ? {} : { by };
  const said = { number, decidedAt, ...('because' in wish && { because: wish.because }), ...signed };
  const stands = standingAfter(stillOpen(before, tip), wish, { because: '', ...said });
  return {
    format: 1,
    publication,
    kind,
    ...('edition' in wish && { edition: wish.edition }),
    ...said,
    stands,
  };
}

/** What no sealed edition covers: the rest can come to nothing any more. @param tip plan of the newest sealed edition */
export function stillOpen({ skipped, pause }: Standing, tip: Plan | undefined): Standing {
  if (!tip) return { skipped, pause };
  const isOver = pause !== null && pause.until !== null && pause.until <= tip.window.to;
  return { skipped: skipped.filter(({ edition }) => edition > tip.edition), pause: isOver ? null : pause };
}

function standingAfter(
  { skipped, pause }: Standing,
  wish: Wish,
  said: { number: number; decidedAt: Instant; because: string; by?: string },
): Standing {
  switch (wish.kind) {
    case 'skip':
      return { skipped: [...skipped, { edition: wish.edition, ...said }], pause };
    case 'unskip':
      return { skipped: skipped.filter(({ edition }) => edition !== wish.edition), pause };
    case 'pause':
      return { skipped, pause: { ...said, from: pause?.from ?? said.decidedAt, until: null } };
    case 'resume':
      return { skipped, pause: pause && { ...pause, until: said.decidedAt } };
  }
}

/** The series of decisions did not hold still. */
export class UnsettledDecisionsError extends CourantError {
  constructor(publication: string) {
    super(
      `archive bucket, decisions/${publication}/: expected to write the next record, found another new one ${turnsAtMost} times. ` +
        'Nothing of yours was written. Look who else decides about this publication, then run the same once more.',
    );
  }
}
