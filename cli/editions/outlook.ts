import { amended, factsAmong, newestAmendments } from '../../core/articles/amendments.ts';
import { isMailed } from '../../core/edition/build-edition.ts';
import type { Found } from '../../core/edition/chain.ts';
import { standingOf } from '../../core/edition/decisions/decision.ts';
import { nextAfter } from '../../core/edition/decisions/left-out.ts';
import { readNamed } from '../../core/edition/read-window.ts';
import { type Instant, plusHours } from '../../core/foundation/instant.ts';
import { mapInOrder } from '../../core/foundation/map-in-order.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { topicOf } from '../../core/publication/configuration.ts';
import type { Plan } from '../../core/publication/plan.ts';
import { isLate } from '../../core/sweep/missing-editions.ts';
import type { Installation } from '../installation/installation.ts';
import { plannedContent } from '../status/planned-content.ts';
import { countsSince } from '../status/timetable.ts';

/**
 * Why nobody expects an edition. `before the installation`: it was due before its schedule counted here, so the sweep never makes it.
 * `late`: it is one that an operator decides about. `empty`: it has nothing, while facts wait for the next one.
 */
export type Surprise =
  | { kind: 'before the installation'; since: Instant | null }
  | { kind: 'late'; holdWhenLateHours: number }
  | { kind: 'empty' };

/** What an edition that is not sealed yet would be if it were published now. */
export type Outlook = {
  plan: Plan;
  facts: number;
  corrections: number;
  /** Whether readers are mailed: an empty edition may be for the archive alone. */
  mailed: boolean;
  /** Who would be mailed: the active readers of now. */
  readers: number;
  /** Facts that were filed since the edition was due: they are for the next one. */
  waiting: number;
  /** When the next one comes. */
  next: Instant;
  surprises: Surprise[];
};

/** Enough to hide a store's answering time, too few to be slowed down by it. */
const readsAtOnce = 16;
const readersAtOnce = 1000;

/** Looks what a planned edition would be: its content is compiled as publish does it, and neither rendered nor kept. Reads only. */
export async function outlookOf(
  installation: Installation,
  publication: Publication,
  found: Extract<Found, { outcome: 'planned' }>,
): Promise<Outlook> {
  const { plan } = found;
  const now = installation.clock.now();
  const digest = await plannedContent(installation, publication, found);
  const { counts, corrections } = digest;
  const content = { facts: counts.facts, corrections: corrections.length };
  const waiting = await factsSince(installation, publication, plan.window.to, now);
  return {
    ...content,
    plan,
    mailed: isMailed(digest, publication),
    readers: await activeReaders(installation, publication.id),
    waiting,
    next: nextAfter(publication, plan, now, await standingOf(installation.decisions, publication.id)),
    surprises: [
      ...(await beforeInstallation(installation, publication, plan.window.to)),
      ...lateness(installation, plan.window.to),
      ...(content.facts + content.corrections === 0 && waiting > 0 ? [{ kind: 'empty' } as const] : []),
    ],
  };
}

/** Facts for a publication that were filed from an instant on, without those that were retracted since. */
async function factsSince(
  { filing: log }: Pick<Installation, 'filing'>,
  publication: Publication,
  since: Instant,
  now: Instant,
): Promise<number> {
  // The store's clock may be ahead of ours; nothing in it is of a time that has not come.
  const keys = await log.keys(since, plusHours(now, 1));
  const found = await mapInOrder(keys, readsAtOnce, key => readNamed(log, key));
  const records = found.flatMap(record => record ?? []);
  const amendments = newestAmendments(records);
  return factsAmong(records)
    .flatMap(fact => amended(fact, amendments.get(fact.id)) ?? [])
    .filter(fact => topicOf(fact, publication) !== undefined).length;
}

/** How many readers an audience of now would have. */
export async function activeReaders(
  { readers }: Pick<Installation, 'readers'>,
  publication: string,
): Promise<number> {
  let count = 0;
  let after: string | null = null;
  for (;;) {
    const some: string[] = await readers.activeAfter(publication, after, readersAtOnce);
    if (some.length === 0) return count;
    count += some.length;
    after = some.at(-1) ?? null;
  }
}

async function beforeInstallation(
  installation: Installation,
  publication: Publication,
  due: Instant,
): Promise<Surprise[]> {
  const since = await countsSince(installation, publication);
  const isBefore = since === null ? due <= installation.clock.now() : due <= since;
  return isBefore ? [{ kind: 'before the installation', since }] : [];
}

function lateness({ clock, configuration: { settings } }: Installation, due: Instant): Surprise[] {
  const { holdWhenLateHours } = settings;
  return isLate(due, clock.now(), holdWhenLateHours) ? [{ kind: 'late', holdWhenLateHours }] : [];
}
