import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  type IWidget,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { type IScheduleGroup, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../inputs/bundle.ts';
import type { CourantFunction } from '../functions/courant-function.ts';
import {
  damagedFilesMetric,
  failedPagesMetric,
  failedSlicesMetric,
  linkMetric,
  messagesMetric,
  type Reputation,
  reputationLimits,
  reputationMetric,
  signUpsClosedMetric,
  sweepMetric,
} from './send-path-metrics.ts';

const wide = 24;
const third = wide / 3;

/** What the dashboard shows. */
export type SendPathDashboardProps = {
  alarms: readonly IAlarm[];
  /** The address of the runbook, where the configuration has one. */
  runbook: string | undefined;
  functions: Record<FunctionName, CourantFunction>;
  /** Queues in which work waits. */
  queues: { slices: Queue; feedback: Queue; signUps: Queue };
  /** Queues that should always be empty. */
  deadLetters: { failedRuns: Queue; deadSlices: Queue; deadFeedback: Queue; deadSignUps: Queue };
  configurationSet: string;
  /** The HTTP API behind the form and the links in mails. */
  api: HttpApi;
};

/**
 * The way of an edition from its schedule to the mailboxes, on one page that is read from top to bottom: each graph is the answer to its
 * title, which is what an operator asks. CloudWatch shows up to 50 metrics for nothing, so there are no more.
 */
export class SendPathDashboard extends Dashboard {
  constructor(scope: Construct, id: string, props: SendPathDashboardProps) {
    const { stackName, region } = Stack.of(scope);
    const runbook = props.runbook === undefined ? '`docs/runbook.md`' : `[the runbook](<${props.runbook}>)`;
    super(scope, id, {
      // The account has one dashboard of a name in all regions together.
      dashboardName: `${stackName}-${region}`,
      // Two weekly editions, to compare.
      defaultInterval: Duration.days(14),
      widgets: [
        [
          new TextWidget({
            width: wide,
            height: 2,
            markdown: `An edition goes from top to bottom: schedule, publish, queue, deliver, SES, mailboxes, leaving. Each alarm has an article: ${runbook}`,
          }),
        ],
        [
          new AlarmStatusWidget({
            width: wide,
            height: 4,
            title: 'Does anything need me?',
            alarms: [...props.alarms],
          }),
        ],
        making(ScheduleGroup.fromDefaultScheduleGroup(scope, 'ScheduleGroup'), stackName, props),
        delivering(stackName, props),
        reaching(props),
        answering(props),
        leaving(stackName, props),
        standing(stackName),
      ],
    });
  }
}

/** Schedule and publish. All schedules of the account's default group are in the first: CloudWatch tells them by nothing else. */
function making(schedules: IScheduleGroup, stackName: string, props: SendPathDashboardProps): IWidget[] {
  const { publish, sweep } = props.functions;
  return [
    graph(
      'Did the schedules start anything? (all of the account)',
      [schedules.metricAttempts(sums), schedules.metricTargetErrors(sums), schedules.metricDropped(sums)],
      [lying(props.deadLetters.failedRuns)],
    ),
    graph(
      'Was the edition made on time?',
      [
        publish.lambda.metricInvocations(),
        publish.lambda.metricErrors(),
        sweepMetric(stackName, 'held'),
        sweepMetric(stackName, 'overdue'),
      ],
      [longest(publish)],
    ),
    graph(
      'Does the sweep see to the rest?',
      [
        sweepMetric(stackName, 'completed', Stats.SUM),
        sweep.lambda.metricInvocations(),
        sweep.lambda.metricErrors(),
      ],
      [longest(sweep)],
    ),
  ];
}

/** Queue and deliver. */
function delivering(
  stackName: string,
  { functions, queues, deadLetters }: SendPathDashboardProps,
): IWidget[] {
  const { deliver } = functions;
  return [
    graph('Is mail waiting, and for how long (s)?', [lying(queues.slices)], [oldest(queues.slices)]),
    graph(
      'Does deliver get on?',
      [deliver.lambda.metricInvocations(), deliver.lambda.metricErrors(), failedSlicesMetric(stackName)],
      [longest(deliver)],
    ),
    graph('Was a slice given up?', [lying(deadLetters.deadSlices)]),
  ];
}

/** SES and the mailboxes: what it counts is the mail of the account. */
function reaching({ configurationSet }: SendPathDashboardProps): IWidget[] {
  return [
    graph('Did SES take it?', ['Send', 'Reject'].map(messagesMetric)),
    graph('Did it arrive?', ['Delivery', 'Bounce', 'Complaint'].map(messagesMetric)),
    rate('Does too much come back?', 'BounceRate', configurationSet),
  ];
}

/** Feedback, and what the mailboxes say. */
function answering({ functions, queues, deadLetters, configurationSet }: SendPathDashboardProps): IWidget[] {
  const { feedback } = functions;
  return [
    graph(
      'Is what SES says noted, and how late (s)?',
      [feedback.lambda.metricInvocations(), feedback.lambda.metricErrors(), lying(queues.feedback)],
      [oldest(queues.feedback)],
    ),
    graph('Did something that SES said get lost?', [lying(deadLetters.deadFeedback)]),
    rate('Is too much marked as spam?', 'ComplaintRate', configurationSet),
  ];
}

/** Leaving, and coming. */
function leaving(
  stackName: string,
  { functions, api, queues, deadLetters }: SendPathDashboardProps,
): IWidget[] {
  const { subscriptions, signup } = functions;
  return [
    graph('Who left, and whose link was no good?', [
      linkMetric(stackName, 'left'),
      linkMetric(stackName, 'unknown'),
    ]),
    graph('Do the form and the links answer?', [
      api.metricCount(sums),
      failedPagesMetric(api),
      subscriptions.lambda.metricInvocations(),
      subscriptions.lambda.metricErrors(),
    ]),
    graph(
      'Does who asks get a confirmation, and how late (s)?',
      [
        signup.lambda.metricInvocations(),
        signup.lambda.metricErrors(),
        lying(queues.signUps),
        lying(deadLetters.deadSignUps),
        signUpsClosedMetric(stackName),
      ],
      [oldest(queues.signUps)],
    ),
  ];
}

/** What is not of one edition. */
function standing(stackName: string): IWidget[] {
  return [
    graph('Does nobody know of some mail whether it went?', [sweepMetric(stackName, 'uncertain')]),
    graph('Is the archive as it was sealed?', [damagedFilesMetric(stackName)]),
    graph('Does cdk.json name every publication?', [sweepMetric(stackName, 'unknown')]),
  ];
}

const sums = { statistic: Stats.SUM, period: Duration.hours(1) };

function lying(queue: Queue): IMetric {
  return queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM });
}

function oldest(queue: Queue): IMetric {
  return queue.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM });
}

/** In milliseconds: a run that comes near its time limit is ended there. */
function longest({ lambda }: CourantFunction): IMetric {
  return lambda.metricDuration({ statistic: Stats.MAXIMUM });
}

/** The account's rate, on which the alarm is set, beside that of our own mail, to tell whose mail it is. */
function rate(title: string, name: Reputation, configurationSet: string): IWidget {
  return new GraphWidget({
    width: third,
    title,
    left: [reputationMetric(name), reputationMetric(name, configurationSet)],
    leftAnnotations: [{ value: reputationLimits[name], label: 'alarm' }],
    leftYAxis: { min: 0 },
  });
}

function graph(title: string, left: IMetric[], right: IMetric[] = []): IWidget {
  return new GraphWidget({ width: third, title, left, right, leftYAxis: { min: 0 } });
}
