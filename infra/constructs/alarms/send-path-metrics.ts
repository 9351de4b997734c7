import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  damageDimensions,
  damagedFiles,
  deliverDimensions,
  failedSlices,
  linkDimensions,
  linkMetrics,
  metricNamespace,
  signUpDimensions,
  signUpMetrics,
  sweepDimensions,
  sweepMetrics,
} from '../../../core/sweep/metrics.ts';

/** The sweep emits its metrics this often. */
export const sweepPeriod = Duration.minutes(5);

/** One of the metrics that every sweep of a stack gives. A gauge's highest value of a period counts, unless another statistic is asked for. */
export function sweepMetric(
  stackName: string,
  name: keyof typeof sweepMetrics,
  statistic: string = Stats.MAXIMUM,
  period = sweepPeriod,
): IMetric {
  return new Metric({
    namespace: metricNamespace,
    metricName: sweepMetrics[name],
    dimensionsMap: sweepDimensions(stackName),
    statistic,
    period,
  });
}

/** What is counted about leaving, in an hour: `left`, subscriptions that readers ended; `unknown`, leave links that could not act. */
export function linkMetric(stackName: string, name: keyof typeof linkMetrics): IMetric {
  return new Metric({
    namespace: metricNamespace,
    metricName: linkMetrics[name],
    dimensionsMap: linkDimensions(stackName),
    statistic: Stats.SUM,
    period: Duration.hours(1),
  });
}

/** How many files of the archive functions met that are not as they were sealed. */
export function damagedFilesMetric(stackName: string): IMetric {
  return new Metric({
    namespace: metricNamespace,
    metricName: damagedFiles,
    dimensionsMap: damageDimensions(stackName),
    statistic: Stats.SUM,
    period: Duration.minutes(5),
  });
}

/** How often the form was found closed, because too many confirmations came back. */
export function signUpsClosedMetric(stackName: string): IMetric {
  return new Metric({
    namespace: metricNamespace,
    metricName: signUpMetrics.closed,
    dimensionsMap: signUpDimensions(stackName),
    statistic: Stats.SUM,
    period: Duration.minutes(5),
  });
}

/** How often a function ended with an error, at its time limit, or out of memory. */
export function errorsMetric(lambda: IFunction): IMetric {
  return lambda.metricErrors({ statistic: Stats.SUM, period: Duration.minutes(5) });
}

/** How many requests the HTTP API answered with a fault of ours: its function says so of errors that it caught, of which Lambda knows nothing. */
export function failedPagesMetric(api: HttpApi): IMetric {
  return api.metricServerError({ statistic: Stats.SUM, period: Duration.minutes(5) });
}

/** How often deliver used up the message of a slice at which it failed, of which Lambda knows nothing. */
export function failedSlicesMetric(stackName: string): IMetric {
  return new Metric({
    namespace: metricNamespace,
    metricName: failedSlices,
    dimensionsMap: deliverDimensions(stackName),
    statistic: Stats.SUM,
    period: Duration.minutes(5),
  });
}

/**
 * How often deliver failed: its errors as Lambda counts them, and the slices at which it failed otherwise. Both are filled up with zeros, since neither has a value for each period, and a sum with a gap in it is a gap.
 */
export function deliverFailuresMetric(stackName: string, lambda: IFunction): IMetric {
  return new MathExpression({
    expression: 'FILL(ended, 0) + FILL(reported, 0)',
    label: 'Deliver failed',
    usingMetrics: { ended: errorsMetric(lambda), reported: failedSlicesMetric(stackName) },
    period: Duration.minutes(5),
  });
}

/** What SES judges senders by. */
export type Reputation = 'BounceRate' | 'ComplaintRate';

/**
 * The rates (0 to 1) from which the alarms go off. AWS reviews an account from 5 % and 0.1 %, and may pause it; these limits leave
 * room for one more edition before that.
 */
export const reputationLimits: Record<Reputation, number> = { BounceRate: 0.04, ComplaintRate: 0.0008 };

/**
 * A share (0 to 1) that SES works out over its own window: of all mail of the account in the region, or of the mail under one
 * configuration set.
 */
export function reputationMetric(name: Reputation, configurationSet?: string): IMetric {
  return new Metric({
    namespace: 'AWS/SES',
    metricName: `Reputation.${name}`,
    ...(configurationSet !== undefined && { dimensionsMap: { 'ses:configuration-set': configurationSet } }),
    statistic: Stats.MAXIMUM,
    period: Duration.hours(1),
  });
}

/** How many messages of the account in the region SES counted in an hour: `Send`, `Delivery`, `Bounce`, `Complaint`, `Reject`. */
export function messagesMetric(metricName: string): IMetric {
  return new Metric({ namespace: 'AWS/SES', metricName, statistic: Stats.SUM, period: Duration.hours(1) });
}
