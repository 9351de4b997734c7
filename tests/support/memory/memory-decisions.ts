import type { Decision, Decisions } from '../../../core/edition/decisions/decision.ts';
import type { Instant } from '../../../core/foundation/instant.ts';
import type { ScheduleState, Schedules } from '../../../core/sweep/schedules.ts';

/** Decisions in memory, each written once, under the clock of a store. */
export class MemoryDecisions implements Decisions {
  readonly records: Decision[] = [];
  now: () => Promise<Instant>;

  constructor(now: () => Instant) {
    this.now = async () => now();
  }

  async newest(publication: string): Promise<Decision | undefined> {
    return this.records.findLast(one => one.publication === publication);
  }

  async write(decision: Decision): Promise<'written' | 'taken'> {
    const { publication, number } = decision;
    if (this.records.some(one => one.publication === publication && one.number === number)) return 'taken';
    this.records.push(decision);
    return 'written';
  }
}

/** Schedules in memory: on, unless somebody has switched them. */
export class MemorySchedules implements Schedules {
  readonly states = new Map<string, ScheduleState>();

  async stateOf(publication: string): Promise<ScheduleState> {
    return this.states.get(publication) ?? 'on';
  }
}
