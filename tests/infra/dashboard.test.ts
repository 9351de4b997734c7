import { describe, expect, it } from 'vitest';
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
} from '../../core/sweep/metrics.ts';
import { functionNames } from '../../infra/inputs/bundle.ts';
import { exampleTemplate } from './example-app.ts';
import { readable, resources } from './readable.ts';

type Widget = {
  type: string;
  properties: {
    alarms?: string[];
    metrics?: unknown[][];
    annotations?: { horizontal: { value: number }[] };
    title?: string;
  };
};

const template = exampleTemplate();
const [dashboard, ...others] = [...resources(template, 'AWS::CloudWatch::Dashboard').values()];
const { widgets } = JSON.parse(readable(dashboard?.Properties.DashboardBody)) as { widgets: Widget[] };
const metrics = widgets.flatMap(({ properties }) => properties.metrics ?? []);
const shown = (namespace: string, name: string) =>
  metrics.filter(([at, of]) => at === namespace && of === name);

/** AWS's own metrics that the dashboard may show, by namespace, as AWS documents them. */
const ofAws: Record<string, readonly string[]> = {
  'AWS/Lambda': ['Invocations', 'Errors', 'Duration'],
  'AWS/SQS': ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'],
  'AWS/SES': [
    ...['Send', 'Reject', 'Delivery', 'Bounce', 'Complaint'],
    ...['Reputation.BounceRate', 'Reputation.ComplaintRate'],
  ],
  'AWS/ApiGateway': ['Count', '5xx'],
  'AWS/Scheduler': ['InvocationAttemptCount', 'TargetErrorCount', 'InvocationDroppedCount'],
};

/** Our own, with the dimensions under which functions count them: what is shown under others would stay empty. */
const ofOurs = new Map<string, object>([
  ...Object.values(sweepMetrics).map(name => [name, sweepDimensions('courant')] as const),
  ...Object.values(linkMetrics).map(name => [name, linkDimensions('courant')] as const),
  ...Object.values(signUpMetrics).map(name => [name, signUpDimensions('courant')] as const),
  [damagedFiles, damageDimensions('courant')],
  [failedSlices, deliverDimensions('courant')],
]);

/** Name and value of each dimension, which stand one after the other before the rest. */
function pairsOf(dimensions: readonly unknown[]): [string, unknown][] {
  const words = dimensions.filter(part => typeof part === 'string');
  return words.flatMap((name, index) => (index % 2 === 0 ? [[name, words[index + 1]]] : []));
}

describe('the dashboard', () => {
  it('asks what an operator asks, from the schedule to the mailboxes and leaving', () => {
    const titles = widgets.flatMap(({ properties }) => properties.title ?? []);
    expect(titles.filter(title => !title.includes('?'))).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
    const path = [
      ...['Does anything need me?', 'Did the schedules start', 'Was the edition made', 'Is mail waiting'],
      ...['Does deliver get on?', 'Did SES take it?', 'Did it arrive?', 'Is what SES says noted', 'Who left'],
    ];
    const places = path.map(question => titles.findIndex(title => title.startsWith(question)));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('shows only metrics that there are, each of ours once and as it is counted', () => {
    const ours = metrics.filter(([namespace]) => namespace === metricNamespace);
    expect(ours.map(([, name]) => name).sort()).toEqual([...ofOurs.keys()].sort());
    for (const [, name, ...dimensions] of ours)
      expect(Object.fromEntries(pairsOf(dimensions)), String(name)).toEqual(ofOurs.get(String(name)));
    for (const [namespace, name] of metrics)
      if (namespace !== metricNamespace) expect(ofAws[String(namespace)]).toContain(name);
  });

  it('shows no more metrics than CloudWatch shows for nothing', () => {
    expect(
      new Set(metrics.map(metric => JSON.stringify(metric.filter(part => typeof part === 'string')))).size,
    ).toBeLessThanOrEqual(50);
  });

  it('is one, under the name of the stack and the region: an account has one of a name in all its regions', () => {
    expect(others).toEqual([]);
    expect(readable(dashboard?.Properties.DashboardName)).toBe('courant-<AWS::Region>');
  });

  it('is told to the operator by its name: consoles of other partitions have other hosts', () => {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/console\.(aws|amazonaws)/);
  });

  it('shows the state of every alarm', () => {
    const alarms = widgets.flatMap(({ properties }) => properties.alarms ?? []);
    const all = [...resources(template, 'AWS::CloudWatch::Alarm').keys()].map(id => `<${id}.Arn>`);
    expect([...alarms].sort()).toEqual(all.sort());
  });

  it('shows what every alarm is set on', () => {
    for (const { Properties } of resources(template, 'AWS::CloudWatch::Alarm').values()) {
      const {
        Namespace,
        MetricName,
        Metrics = [{ MetricStat: { Metric: { Namespace, MetricName } } }],
      } = Properties;
      const set = Metrics.flatMap(({ MetricStat = [] }) => MetricStat).map(
        ({ Metric }: { Metric: { Namespace: string; MetricName: string } }) => Metric,
      );
      expect(set.length).toBeGreaterThan(0);
      for (const metric of set) expect(shown(metric.Namespace, metric.MetricName).length).toBeGreaterThan(0);
    }
    for (const name of Object.values(sweepMetrics)) expect(shown('Courant', name)).toHaveLength(1);
    expect(shown('AWS/Lambda', 'Errors')).toHaveLength(functionNames.length);
  });

  it('shows how many leave links could not act, as the function counts them', () => {
    const [found, ...more] = shown('Courant', linkMetrics.unknown);
    expect(more).toEqual([]);
    expect(found?.slice(2, 6)).toEqual(Object.entries(linkDimensions('courant')).flat());
  });

  it('shows the share of our own mail beside that of the account, and from where on it calls', () => {
    for (const [rate, from] of [
      ['Reputation.BounceRate', 0.04],
      ['Reputation.ComplaintRate', 0.0008],
    ] as const) {
      const widget = widgets.find(({ properties }) => properties.metrics?.some(([, name]) => name === rate));
      expect(widget?.properties.metrics?.map(metric => metric.slice(2, 4))).toEqual([
        [expect.objectContaining({ stat: 'Maximum' })],
        ['ses:configuration-set', 'courant'],
      ]);
      expect(widget?.properties.annotations?.horizontal.map(({ value }) => value)).toEqual([from]);
    }
  });

  it('shows what waits in every queue', () => {
    const waiting = shown('AWS/SQS', 'ApproximateNumberOfMessagesVisible').map(metric => metric[3]);
    const queues = [...resources(template, 'AWS::SQS::Queue').keys()].map(id => `<${id}.QueueName>`);
    expect([...waiting].sort()).toEqual(queues.sort());
  });
});
