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
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { CourantFunction } from '../functions/courant-function.ts';
import {
  damagedFilesMetric,
  failedPagesMetric,
  failedSlicesMetric,
  messagesMetric,
  type Reputation,
  reputationLimits,
  reputationMetric,
  signUpsClosedMetric,
  sweepMetric,
  unknownLinksMetric,
} from './send-path-metrics.ts';

const wide = 24;
const third = wide / 3;

/** What the dashboard shows. */
export type SendPathDashboardProps = {
  alarms: readonly IAlarm[];
  functions: readonly CourantFunction[];
  /** Queues in which work waits. */
  queues: { slices: Queue; feedback: Queue; signUps: Queue };
  /** Queues that should always be empty. */
  deadLetters: readonly Queue[];
  configurationSet: string;
  /** The HTTP API behind the form and the links in mails. */
  api: HttpApi;
};

/** The way of an edition to its readers on one page: what is wrong, what waits, what was mailed, how SES judges it. */
export class SendPathDashboard extends Dashboard {
  constructor(scope: Construct, id: string, props: SendPathDashboardProps) {
    const { stackName, region } = Stack.of(scope);
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
            markdown: 'Each alarm has an article: `docs/runbook.md`',
          }),
        ],
        [new AlarmStatusWidget({ width: wide, height: 4, title: 'Alarms', alarms: [...props.alarms] })],
        [editions(stackName), ...waiting(props)],
        [mail(), rate('BounceRate', props), rate('ComplaintRate', props)],
        [...runs(stackName, props)],
        [
          graph('Leave links that could not act, an hour', [unknownLinksMetric(stackName)]),
          graph('Form found closed', [signUpsClosedMetric(stackName)]),
          graph('Files of the archive that are not as they were sealed', [damagedFilesMetric(stackName)]),
        ],
      ],
    });
  }
}

function editions(stackName: string): IWidget {
  const gauges = (['held', 'overdue', 'unknown', 'uncertain'] as const).map(name =>
    sweepMetric(stackName, name),
  );
  const heartbeat = sweepMetric(stackName, 'completed', Stats.SUM);
  return graph('Editions and deliveries that need somebody', gauges, [heartbeat]);
}

function waiting({ queues, deadLetters }: SendPathDashboardProps): IWidget[] {
  const all = Object.values(queues);
  return [
    graph(
      'Waiting, and for how long (s)',
      all.map(queue => queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM })),
      all.map(queue => queue.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM })),
    ),
    graph(
      'Dead letters',
      deadLetters.map(queue => queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM })),
    ),
  ];
}

function mail(): IWidget {
  const events = ['Send', 'Delivery', 'Bounce', 'Complaint', 'Reject'];
  return graph('Mail of the account, an hour', events.map(messagesMetric));
}

/** The account's rate, on which the alarm is set, beside that of our own mail, to tell whose mail it is. */
function rate(name: Reputation, { configurationSet }: SendPathDashboardProps): IWidget {
  return new GraphWidget({
    width: third,
    title: `${name}: the account, and Courant's mail in it`,
    left: [reputationMetric(name), reputationMetric(name, configurationSet)],
    leftAnnotations: [{ value: reputationLimits[name], label: 'alarm' }],
    leftYAxis: { min: 0 },
  });
}

function runs(stackName: string, { functions, api }: SendPathDashboardProps): IWidget[] {
  const of = (metric: (lambda: CourantFunction['lambda']) => IMetric) =>
    functions.map(({ lambda }) => metric(lambda));
  return [
    graph(
      'Runs',
      of(lambda => lambda.metricInvocations()),
    ),
    graph('Runs that ended with an error; slices and pages that failed', [
      ...of(lambda => lambda.metricErrors()),
      failedSlicesMetric(stackName),
      failedPagesMetric(api),
    ]),
    graph(
      'The longest run (ms)',
      of(lambda => lambda.metricDuration({ statistic: Stats.MAXIMUM })),
    ),
  ];
}

function graph(title: string, left: IMetric[], right: IMetric[] = []): IWidget {
  return new GraphWidget({ width: third, title, left, right, leftYAxis: { min: 0 } });
}
