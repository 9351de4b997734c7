import { type Appearance, type Digest, factsOf, type Label, type Update } from './digest.ts';

/** What of an edition says which updates stand. */
export type UpdatingEdition = {
  corrections: readonly { fact: string }[];
  updates: readonly Update[];
};

/** What each label may take the place of. A label that is not here says nothing about how firm another claim is by now. */
const overtaken: Partial<Record<Label, readonly Label[]>> = {
  planned: ['expected'],
  reported: ['planned', 'expected'],
  proposed: ['planned', 'expected'],
  final: ['planned', 'expected', 'proposed', 'suspended', 'measure'],
  'in force': ['planned', 'expected', 'proposed', 'final', 'suspended', 'revoked', 'measure'],
  suspended: ['planned', 'expected', 'proposed', 'final', 'in force', 'measure'],
  revoked: ['planned', 'expected', 'proposed', 'final', 'in force', 'suspended', 'measure'],
};

/**
 * Whether what was told under one label no longer holds once an update bears another. A rule that was final is no longer that once it is
 * suspended; but it stays final whatever somebody thinks of it, or proposes next.
 */
export function overtakes(label: Label, was: Label): boolean {
  return overtaken[label]?.includes(was) ?? false;
}

/**
 * The updates that stand by now, newest first: those of a fact are what the last edition says that carried or corrected it. A fact that
 * was retracted updates nothing.
 * @param newestFirst editions from the newest back, without a gap.
 */
export function updatesThatStand(newestFirst: readonly UpdatingEdition[]): Update[] {
  const decided = new Set<string>();
  return newestFirst.flatMap(({ corrections, updates }) => {
    const standing = updates.filter(({ by }) => !decided.has(by.fact));
    for (const { fact } of corrections) decided.add(fact);
    return standing;
  });
}

/** The updates of an edition by fact: of those that it carries, then of those that it corrects. */
export function updatesIn({
  edition,
  corrections,
  ...facts
}: Pick<Digest, 'edition' | 'corrections' | 'sections' | 'views'>): Update[] {
  const carried = factsOf(facts).map(fact => ({ fact, at: { edition } }));
  const corrected = corrections.flatMap(({ right, appeared }) =>
    right ? { fact: right, at: placeOf(appeared) } : [],
  );
  return [...carried, ...corrected].flatMap(({ fact: { number, label, updates }, at }) =>
    updates.flatMap(({ facts: updated, ...place }) =>
      updated.map(({ id, by }) => ({ fact: id, ...place, by: { fact: by, number, ...at, label } })),
    ),
  );
}

function placeOf({ number: _, ...place }: Appearance): Omit<Appearance, 'number'> {
  return place;
}

/** Of some updates, those that tell what has become of a fact: of it, and of whatever overtook it. */
export function updatesBearingOn(fact: string, updates: readonly Update[]): Update[] {
  const reached = new Set([fact]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const update of updates) if (isOvertaking(update, reached)) reached.add(update.by.fact);
  }
  return updates.filter(update => isOvertaking(update, reached));
}

function isOvertaking({ fact, was }: Update, facts: ReadonlySet<string>): boolean {
  return was !== null && facts.has(fact);
}

/**
 * The update that tells what has become of a fact: the last of those that overtook it, or overtook what overtook it; undefined while
 * none did.
 * @param standing newest first, as `updatesThatStand` has them.
 */
export function overtakenBy(fact: string, standing: readonly Update[]): Update | undefined {
  const seen = new Set([fact]);
  let last: Update | undefined;
  for (let at = fact; ; at = last.by.fact) {
    const next = standing.find(
      update => update.fact === at && update.was !== null && !seen.has(update.by.fact),
    );
    if (!next) return last;
    seen.add(next.by.fact);
    last = next;
  }
}
