import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, type TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** What one alarm watches, and what it tells the operator. */
export type OperatorAlarmProps = {
  /** One plain sentence: what is wrong, and what it means for readers. */
  says: string;
  /** Heading of its article in docs/runbook.md. */
  article: string;
  /** The address of the runbook, where the configuration has one. */
  runbook: string | undefined;
  metric: IMetric;
  /** The alarm goes off from this value on, or below it. */
  limit: { from: number } | { below: number };
  /** Of the last `of` periods, `periods` have to be beyond the limit. */
  after: { periods: number; of: number };
  missing: TreatMissingData;
  /** Whether it also mails its end. Not where the end only means that time has passed. */
  tellsWhenOver: boolean;
};

/** An alarm that tells the operator what is wrong, and which article of the runbook says what to do. */
export class OperatorAlarm extends Alarm {
  /** @param name the alarm is called `courant-<name>`, so that an operator finds it. */
  constructor(scope: Construct, name: string, topic: ITopic, props: OperatorAlarmProps) {
    const { limit } = props;
    const { runbook = 'docs/runbook.md' } = props;
    super(scope, name, {
      alarmName: `${Stack.of(scope).stackName}-${name}`,
      alarmDescription: `${props.says} What to do: ${runbook}#${props.article}`,
      metric: props.metric,
      threshold: 'from' in limit ? limit.from : limit.below,
      comparisonOperator:
        'from' in limit
          ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      datapointsToAlarm: props.after.periods,
      evaluationPeriods: props.after.of,
      treatMissingData: props.missing,
    });
    this.addAlarmAction(new SnsAction(topic));
    if (props.tellsWhenOver) this.addOkAction(new SnsAction(topic));
  }
}
