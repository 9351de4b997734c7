import {
  GetScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { ScheduleState, Schedules } from '../../core/sweep/schedules.ts';

/** The schedules of a stack in EventBridge Scheduler: their names are what the stack gives all of them, and the publication's id. */
export class SchedulerSchedules implements Schedules {
  readonly #client: SchedulerClient;
  readonly #prefix: string;

  /** @param prefix with which the names begin, such as `courant_`. */
  constructor(client: SchedulerClient, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
  }

  async stateOf(publication: string): Promise<ScheduleState> {
    const Name = `${this.#prefix}${publication}`;
    try {
      const { State } = await this.#client.send(new GetScheduleCommand({ Name, GroupName: 'default' }));
      return State === 'DISABLED' ? 'off' : 'on';
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return 'gone';
      throw error;
    }
  }
}
