import { isMailed } from '../../../core/edition/build-edition.ts';
import { findOrPlan } from '../../../core/edition/chain.ts';
import type { Publication } from '../../../core/publication/configuration.ts';
import type { Plan } from '../../../core/publication/plan.ts';
import type { Installation } from '../../installation/installation.ts';
import { contentObstacle, type Obstacle, scheduleObstacle } from '../obstacles.ts';
import { chainOf, plannedContent } from '../planned-content.ts';
import { nextProof, type ProofWords } from '../proof/next-proof.ts';
import { currentTimetable, type Timetable } from '../timetable.ts';

/** What the next edition would be if it were made now. */
export type Content = { facts: number; corrections: number; mailed: boolean };

/** What comes next of a publication, as far as it is known now. */
export type Ahead = {
  timetable: Timetable;
  /** The next edition; null while the publication is paused without an end. */
  plan: Plan | null;
  /** Or why it cannot be told; null where it depends on an edition that is due and not there yet. */
  content: Content | Exclude<Obstacle, null> | null;
  proof: ProofWords | null;
  /** Why nothing starts it, if its schedule is not on. */
  schedule: Obstacle;
};

/**
 * Looks what comes next. Reads only.
 * @param isFirst whether nothing is sealed yet.
 * @param inWords whether it is to be told in words: without that the timetable alone is looked up.
 */
export async function lookAhead(
  installation: Installation,
  publication: Publication,
  { isFirst, inWords }: { isFirst: boolean; inWords: boolean },
): Promise<Ahead> {
  const timetable = await currentTimetable(installation, publication);
  const nothing = { timetable, plan: null, content: null, proof: null, schedule: null };
  if (!inWords || timetable.standing.pause?.until === null) return nothing;
  const found = await findOrPlan(chainOf(installation), publication, timetable.next);
  // Sealed by somebody in the meantime.
  if (found.outcome !== 'planned') return nothing;
  const comesFirst = timetable.missing.some(({ late }) => !late);
  return {
    ...{ timetable, plan: found.plan },
    content: comesFirst ? null : await contentOf(installation, publication, found),
    // Only before the first edition does a proof go to the operator.
    proof:
      isFirst || installation.configuration.editors.length > 0
        ? await nextProof(installation, found.plan)
        : null,
    schedule: await scheduleObstacle(installation, publication),
  };
}

async function contentOf(
  installation: Installation,
  publication: Publication,
  found: Parameters<typeof plannedContent>[2],
): Promise<Exclude<Ahead['content'], null>> {
  try {
    const digest = await plannedContent(installation, publication, found);
    const { counts, corrections } = digest;
    return {
      facts: counts.facts,
      corrections: corrections.length,
      mailed: isMailed(digest, publication),
    };
  } catch (error) {
    return contentObstacle(error);
  }
}
