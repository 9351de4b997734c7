/** Variables of the sweep function, besides those of publish, whose missing work it does; the stack sets them. */
export const sweepEnvironment = {
  /** The queue of SES's events: while an event waits there, silence means nothing. */
  feedbackQueueUrl: 'FEEDBACK_QUEUE_URL',
  deadFeedbackQueueUrl: 'DEAD_FEEDBACK_QUEUE_URL',
  /** Name of the SES configuration set. */
  configurationSet: 'CONFIGURATION_SET',
} as const;

/** Set only where EventBridge Scheduler starts publish, which is where there is a stack: how the names of its schedules begin. */
export const scheduleEnvironment = { namePrefix: 'SCHEDULE_NAME_PREFIX' } as const;
