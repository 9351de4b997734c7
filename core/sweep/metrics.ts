/** The namespace of the metrics in CloudWatch. */
export const metricNamespace = 'Courant';

/** The one dimension of the metrics, `service`: the sweep as its log lines name it. */
export const metricService = 'courant-sweep';

/** Names of the metrics that every sweep gives, over all publications; alarms are set on them. */
export const sweepMetrics = {
  /** 1 at the end of a sweep that went through everything: the heartbeat. */
  completed: 'SweepsCompleted',
  /** Editions that wait for an operator: late ones that are not sealed, and sealed ones with a hold. */
  held: 'EditionsHeld',
  /** Editions that are two hours behind their forecast, or could not be published, and are not held. */
  overdue: 'EditionsOverdue',
  /** Deliveries of which nobody has known for three hours whether SES took them, in editions of the last month. */
  uncertain: 'UncertainDeliveries',
} as const;
