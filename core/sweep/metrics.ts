/** The namespace of the metrics in CloudWatch. */
export const metricNamespace = 'Courant';

/** Deliver as its log lines name it: the dimension `service` of its metrics. */
export const deliverService = 'courant-deliver';
/** How often deliver failed at a slice whose message it used up: Lambda counts no error then. Given only when it happens. */
export const failedSlices = 'FailedSlices';

/** The sweep as its log lines name it: the dimension `service` of its metrics. */
export const metricService = 'courant-sweep';

/**
 * The dimensions of the sweep's metrics. The stack is one of them: of two stacks in one region, the sweep of one must not stand for
 * that of the other.
 */
export function sweepDimensions(stackName: string): { service: string; stack: string } {
  return { service: metricService, stack: stackName };
}

/** The dimensions of deliver's metrics, for the same reason. */
export function deliverDimensions(stackName: string): { service: string; stack: string } {
  return { service: deliverService, stack: stackName };
}

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
  /** Publications that sealed editions and stand nowhere in the configuration. */
  unknown: 'PublicationsUnknown',
} as const;

/**
 * The dimensions of what the function behind the leave links counts. It counts only when there is something to count, so that in an
 * hour without it the metric costs nothing.
 */
export function linkDimensions(stackName: string): { service: string; stack: string } {
  return { service: 'courant-subscriptions', stack: stackName };
}

/** Names of the metrics of leaving; the dashboard shows them, and no alarm is set on them: anybody can open a wrong link, and may leave. */
export const linkMetrics = {
  /** Subscriptions that readers ended, by a mail's link or on the page of what they get. */
  left: 'ReadersLeft',
  /** Requests at leave links that could not act: cut off on their way, or nobody's. */
  unknown: 'LinksUnknown',
} as const;

/** The dimensions of what is counted about signing up, the same whichever function counts. Given only when there is something to count. */
export function signUpDimensions(stackName: string): { service: string; stack: string } {
  return { service: 'courant-signup', stack: stackName };
}

/** Names of the metrics of signing up. */
export const signUpMetrics = {
  /** Somebody was turned away because too many confirmations came back; an alarm is set on it. */
  closed: 'SignUpClosed',
} as const;

/** How many files of the archive a run met that are not as they were sealed; an alarm is set on it. Given only when there are some. */
export const damagedFiles = 'DamagedFiles';

/** The dimensions of that metric, the same whichever function met the files. */
export function damageDimensions(stackName: string): { service: string; stack: string } {
  return { service: 'courant-archive', stack: stackName };
}
