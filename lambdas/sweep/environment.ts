/** Variables of the sweep function, besides those of publish, whose missing work it does; the stack sets them. */
export const sweepEnvironment = {
  /** The queue of SES's events: while an event waits there, silence means nothing. */
  feedbackQueueUrl: 'FEEDBACK_QUEUE_URL',
  deadFeedbackQueueUrl: 'DEAD_FEEDBACK_QUEUE_URL',
  /** Name of the SES configuration set. */
  configurationSet: 'CONFIGURATION_SET',
} as const;
