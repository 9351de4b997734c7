import type { Appearance, Label } from './digest.ts';

/** That a fact updates another which an edition carried: what an edition's manifest says of it. */
export type Update = Appearance & {
  /** Id of the fact that is updated, whose number and edition these are. */
  fact: string;
  /** What readers were told last that it was, if that holds no longer; null for an update that leaves it as it is. */
  was: Label | null;
  /** The fact that updates it, with what it is. */
  by: Appearance & { fact: string; label: Label };
};

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
