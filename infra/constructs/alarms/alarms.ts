import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName } from '../../inputs/bundle.ts';
import type { CourantFunction } from '../functions/courant-function.ts';
import { OperatorAlarm, type OperatorAlarmProps } from './operator-alarm.ts';
import type { OperatorTopic } from './operator-topic.ts';
import {
  damagedFilesMetric,
  deliverFailuresMetric,
  errorsMetric,
  failedPagesMetric,
  type Reputation,
  reputationLimits,
  reputationMetric,
  signUpsClosedMetric,
  sweepMetric,
} from './send-path-metrics.ts';

const once = { periods: 1, of: 1 };

/**
 * Functions of which one error calls. Nothing else tells that a leave link or a form failed, and an edition with a slice that fails is held only
 * hours later; whoever asked to subscribe waits for a mail now, and a request that fails goes aside only after ten minutes.
 * The errors of the others need no alarm of their own: failed runs of publish go aside within minutes and so do events that feedback
 * cannot note, and a sweep that fails gives no heartbeat.
 */
const watchedFunctions = ['deliver', 'subscriptions', 'signup'] as const satisfies FunctionName[];

/** What the alarms watch, and whom they tell. */
export type AlarmsProps = {
  topic: OperatorTopic;
  /** The address of the runbook, where the configuration has one. */
  runbook: string | undefined;
  functions: Record<FunctionName, CourantFunction>;
  /** Dead letters of four kinds: runs of publish, slices, events of SES, requests to subscribe. */
  failedRuns: Queue;
  deadSlices: Queue;
  deadFeedback: Queue;
  deadSignUps: Queue;
  /** The HTTP API in front of the subscriptions function. */
  api: HttpApi;
};

/** Everything that calls the operator. Each alarm has an article in docs/runbook.md, and each article there an alarm. */
export class Alarms extends Construct {
  /** All alarms, in the order in which they stand in the runbook. */
  readonly all: OperatorAlarm[] = [];
  private readonly topic: OperatorTopic;
  private readonly runbook: string | undefined;
  private readonly stackName: string;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.topic = props.topic;
    this.runbook = props.runbook;
    this.stackName = Stack.of(this).stackName;
    this.watchSweep();
    this.watchEditions();
    this.watchArchive();
    this.watchDeadLetters(props);
    this.watchSignUp();
    for (const name of watchedFunctions) this.watchErrors(name, props);
    this.watchReputation('BounceRate', 'bounce-rate', 'comes back');
    this.watchReputation('ComplaintRate', 'complaint-rate', 'is marked as spam');
  }

  private watchSweep(): void {
    this.add('sweep-missing', {
      says: 'No sweep has completed for 15 minutes, so nothing repairs itself and other alarms may be blind.',
      metric: sweepMetric(this.stackName, 'completed', Stats.SUM),
      limit: { below: 1 },
      after: { periods: 3, of: 3 },
      missing: TreatMissingData.BREACHING,
      tellsWhenOver: true,
    });
  }

  /** While no sweep runs, these alarms stay as they are: without a sweep there is no news of an edition. */
  private watchEditions(): void {
    const told = { limit: { from: 1 }, missing: TreatMissingData.IGNORE, tellsWhenOver: true };
    this.add('edition-held', {
      says: 'An edition waits for you: it does not go on by itself.',
      metric: sweepMetric(this.stackName, 'held'),
      after: once,
      ...told,
    });
    this.add('edition-overdue', {
      says: 'An edition is overdue, and nothing holds it.',
      metric: sweepMetric(this.stackName, 'overdue'),
      after: once,
      ...told,
    });
    this.add('publications-unknown', {
      says: 'A publication that sealed editions stands nowhere in cdk.json: its sender may not send.',
      metric: sweepMetric(this.stackName, 'unknown'),
      after: once,
      ...told,
    });
    this.add('deliveries-uncertain', {
      says: 'For four hours nobody has known whether some readers were mailed, and it will not settle by itself.',
      // The sweep counts deliveries that have been uncertain for three hours: a whole hour of them needs a person.
      metric: sweepMetric(this.stackName, 'uncertain', Stats.MINIMUM, Duration.hours(1)),
      after: once,
      ...told,
    });
  }

  /** No edition waits for such a file. But somebody, or a disk, has got past what protects the archive. */
  private watchArchive(): void {
    this.add('damaged-files', {
      says: 'A file of the archive is not as it was sealed, and whoever fetches it may get something else.',
      metric: damagedFilesMetric(this.stackName),
      limit: { from: 1 },
      // The sweep meets the same file every five minutes while its edition is open: that calls once.
      after: { periods: 1, of: 3 },
      missing: TreatMissingData.NOT_BREACHING,
      // That nobody has met one since does not mean that it is mended.
      tellsWhenOver: false,
    });
  }

  private watchDeadLetters({ failedRuns, deadSlices, deadFeedback, deadSignUps }: AlarmsProps): void {
    this.addDeadLetters('failed-runs', failedRuns, 'A run of publish failed and is not tried again.');
    this.addDeadLetters('slices-dead-letters', deadSlices, 'The worker on a slice was ended twice.');
    this.addDeadLetters(
      'feedback-dead-letters',
      deadFeedback,
      'Feedback failed five times to note an event of SES.',
    );
    this.addDeadLetters(
      'signup-dead-letters',
      deadSignUps,
      'Requests to subscribe could not be worked off, and whoever asked was mailed nothing.',
    );
  }

  private addDeadLetters(name: string, queue: Queue, says: string): void {
    this.add(name, {
      says,
      metric: queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
      limit: { from: 1 },
      after: once,
      // SQS stops counting a queue in which nothing has been for hours.
      missing: TreatMissingData.NOT_BREACHING,
      // It is over when somebody empties the queue, who knows, or when messages expire, which mends nothing.
      tellsWhenOver: false,
    });
  }

  private watchSignUp(): void {
    this.add('sign-up-closed', {
      says: 'More than 5 of the last 100 confirmations came back, so the form takes nobody for now.',
      metric: signUpsClosedMetric(this.stackName),
      limit: { from: 1 },
      // Counted for each who is turned away: one call for all of them.
      after: { periods: 1, of: 3 },
      missing: TreatMissingData.NOT_BREACHING,
      // That nobody was turned away since may mean that nobody came.
      tellsWhenOver: false,
    });
  }

  private watchErrors(name: (typeof watchedFunctions)[number], { functions, api }: AlarmsProps): void {
    const { lambda } = functions[name];
    const metrics = {
      deliver: () => deliverFailuresMetric(this.stackName, lambda),
      subscriptions: () => failedPagesMetric(api),
      signup: () => errorsMetric(lambda),
    };
    this.add(`${name}-errors`, {
      says: `A run of the function ${name} failed.`,
      article: 'function-errors',
      metric: metrics[name](),
      limit: { from: 1 },
      // A function that fails again and again calls once, also when some periods between have no run.
      after: { periods: 1, of: 3 },
      missing: TreatMissingData.NOT_BREACHING,
      // That no run has failed since may mean that none was tried.
      tellsWhenOver: false,
    });
  }

  /**
   * Over all mail of the account, since that is what AWS judges and pauses, and all that Courant sends is in it. The share of
   * our own configuration set stands beside it on the dashboard, to tell whose mail it is.
   */
  private watchReputation(name: Reputation, alarm: string, what: string): void {
    const from = reputationLimits[name];
    this.add(alarm, {
      says: `${from * 100} % or more of the account's mail ${what}, and AWS may pause the account.`,
      metric: reputationMetric(name),
      limit: { from },
      after: once,
      // Where SES gives no rate, what it gave last still stands.
      missing: TreatMissingData.IGNORE,
      tellsWhenOver: true,
    });
  }

  private add(
    name: string,
    props: Omit<OperatorAlarmProps, 'article' | 'runbook'> & { article?: string },
  ): void {
    const { runbook } = this;
    this.all.push(new OperatorAlarm(this, name, this.topic, { article: name, runbook, ...props }));
  }
}
