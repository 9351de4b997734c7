import { type CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { GetScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';

/** Whether an address is mailed what a topic has: SNS writes no ARN before somebody has confirmed. */
export async function lookAtSubscription(
  client: SNSClient,
  TopicArn: string,
  address: string,
): Promise<'confirmed' | 'pending' | 'none'> {
  let found: 'pending' | 'none' = 'none';
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    for (const { Endpoint, SubscriptionArn } of page.Subscriptions ?? []) {
      if (Endpoint?.toLowerCase() !== address.toLowerCase()) continue;
      if (SubscriptionArn?.startsWith('arn:')) return 'confirmed';
      if (SubscriptionArn !== 'Deleted') found = 'pending';
    }
  return found;
}

/** CloudWatch takes so many names at once. */
const namesAtOnce = 100;

/** Of these alarms those that are on. */
export async function lookAtAlarms(client: CloudWatchClient, names: readonly string[]): Promise<string[]> {
  const on: string[] = [];
  for (let from = 0; from < names.length; from += namesAtOnce) {
    const AlarmNames = names.slice(from, from + namesAtOnce);
    for await (const page of paginateDescribeAlarms({ client }, { AlarmNames, StateValue: 'ALARM' }))
      on.push(...(page.MetricAlarms ?? []).flatMap(({ AlarmName }) => AlarmName ?? []));
  }
  return on.sort();
}

/** Whether a schedule of the default group starts what it should. */
export async function lookAtSchedule(client: SchedulerClient, Name: string): Promise<'on' | 'off' | 'gone'> {
  try {
    const { State } = await client.send(new GetScheduleCommand({ Name }));
    return State === 'DISABLED' ? 'off' : 'on';
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return 'gone';
    throw error;
  }
}
