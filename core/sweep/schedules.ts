/** Whether a publication's schedule starts publish: `gone` if there is no schedule of its name. */
export type ScheduleState = 'on' | 'off' | 'gone';

/** What starts publish at the times of publications. */
export interface Schedules {
  /** How the schedule of a publication stands now. */
  stateOf(publication: string): Promise<ScheduleState>;
}

/** Where nothing is scheduled, as on an operator's own machine: nobody can have switched anything off. */
export const noSchedules: Schedules = { stateOf: async () => 'on' };
