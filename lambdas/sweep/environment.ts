/** Variables of the sweep function, besides those of publish, whose work it does where it is missing; the stack sets them. */
export const sweepEnvironment = {
  deliveriesTable: 'DELIVERIES_TABLE',
  /** What SES says of messages, to be noted: while something waits there, silence means nothing. */
  feedbackQueueUrl: 'FEEDBACK_QUEUE_URL',
  deadFeedbackQueueUrl: 'DEAD_FEEDBACK_QUEUE_URL',
  /** Name of the SES configuration set. */
  configurationSet: 'CONFIGURATION_SET',
} as const;
