import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bouncedAtMost, recentAtMost } from '../../core/readers/sign-up/confirmations.ts';
import {
  damagedFiles,
  failedSlices,
  metricNamespace,
  signUpMetrics,
  sweepMetrics,
} from '../../core/sweep/metrics.ts';
import { exampleTemplate } from './example-app.ts';
import { readable, resources } from './readable.ts';

const template = exampleTemplate();
const alarms = new Map(
  [...resources(template, 'AWS::CloudWatch::Alarm').values()].map(({ Properties }) => [
    String(Properties.AlarmName),
    Properties,
  ]),
);
const names = [...alarms.keys()];
const runbook = readFileSync(path.resolve(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
/** Heading, which is the anchor too, ▸ text of each article below "Alarms". */
const articles = new Map(
  (/^## Alarms\n([\s\S]*?)^## /m.exec(runbook)?.[1] ?? '')
    .split(/^### /m)
    .slice(1)
    .map(article => [article.slice(0, article.indexOf('\n')), article.slice(article.indexOf('\n'))]),
);
const headings = [...articles.keys()];

/** What is the matter, and which article helps, as an alarm's description has it. */
function described(name: string): { says: string; article: string } {
  const [, says = '', article = ''] =
    /^(.+\.) What to do: docs\/runbook\.md#([a-z-]+)$/.exec(alarms.get(name)?.AlarmDescription) ?? [];
  return { says, article };
}

/** `Namespace Metric Statistic-in-minutes dimension=value` of an alarm. */
function watched(name: string): string {
  const { Namespace, MetricName, Statistic, Period, Dimensions = [] } = alarms.get(name) ?? {};
  const dimensions = Dimensions.map(
    ({ Name, Value }: { Name: string; Value: unknown }) => ` ${Name}=${readable(Value)}`,
  );
  return `${Namespace} ${MetricName} ${Statistic}/${Period / 60}min${dimensions.join('')}`;
}

/** `beyond which limit, of how many periods how many, what missing data mean` of an alarm. */
function condition(name: string): string {
  const { ComparisonOperator, Threshold, DatapointsToAlarm, EvaluationPeriods, TreatMissingData } =
    alarms.get(name) ?? {};
  const sign = { LessThanThreshold: '<', GreaterThanOrEqualToThreshold: '>=' }[String(ComparisonOperator)];
  return `${sign} ${Threshold}, ${DatapointsToAlarm} of ${EvaluationPeriods}, ${TreatMissingData}`;
}

describe('the alarms', () => {
  it('are these, under names that do not change', () => {
    expect([...names].sort()).toEqual(
      [
        'courant-sweep-missing',
        'courant-edition-held',
        'courant-edition-overdue',
        'courant-publications-unknown',
        'courant-deliveries-uncertain',
        'courant-damaged-files',
        'courant-failed-runs',
        'courant-slices-dead-letters',
        'courant-feedback-dead-letters',
        'courant-signup-dead-letters',
        'courant-sign-up-closed',
        'courant-deliver-errors',
        'courant-signup-errors',
        'courant-subscriptions-errors',
        'courant-bounce-rate',
        'courant-complaint-rate',
      ].sort(),
    );
  });

  it.each(names)(
    '%s says in one sentence what is the matter, and which article of the runbook helps',
    name => {
      const { says, article } = described(name);
      expect(says).toMatch(/^(?!.*\. ).{30,}\.$/);
      expect(articles.get(article)).toContain(`\`${name}\``);
    },
  );

  it.each(names)('%s tells the operator', name => {
    const { AlarmActions, OKActions = [], InsufficientDataActions, ActionsEnabled } = alarms.get(name) ?? {};
    expect(AlarmActions.map(readable)).toEqual(['<OperatorTopic>']);
    for (const action of OKActions) expect(readable(action)).toBe('<OperatorTopic>');
    expect(InsufficientDataActions).toBeUndefined();
    expect(ActionsEnabled).not.toBe(false);
  });

  it('tell that it is over where that means that it is mended', () => {
    expect(names.filter(name => alarms.get(name)?.OKActions).sort()).toEqual([
      'courant-bounce-rate',
      'courant-complaint-rate',
      'courant-deliveries-uncertain',
      'courant-edition-held',
      'courant-edition-overdue',
      'courant-publications-unknown',
      'courant-sweep-missing',
    ]);
  });
});

describe('the runbook', () => {
  it('has an article for each alarm and no other', () => {
    const named = new Set(names.map(name => described(name).article));
    expect([...headings].sort()).toEqual([...named].sort());
  });

  it.each(headings)(
    'says in %s what it means, what readers notice, how to look, what to do, how it ends',
    heading => {
      const parts = [...(articles.get(heading) ?? '').matchAll(/^\*\*(.+?)\.\*\*/gm)].map(([, part]) => part);
      expect(parts).toEqual(['It means', 'Readers notice', 'Look', 'Do', 'It ends']);
    },
  );

  it.each(headings)('names no alarm in %s that does not exist', heading => {
    const [, first = ''] =
      articles
        .get(heading)
        ?.trimStart()
        .split(/^(.+)$/m) ?? [];
    const called = [...first.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    expect(called.filter(name => !names.includes(String(name)))).toEqual([]);
    expect(called).not.toEqual([]);
  });
});

describe('a sweep that does not come', () => {
  it('calls when for three periods none got through, and no data are as good as none', () => {
    expect(watched('courant-sweep-missing')).toBe(
      `${metricNamespace} ${sweepMetrics.completed} Sum/5min service=courant-sweep stack=courant`,
    );
    expect(condition('courant-sweep-missing')).toBe('< 1, 3 of 3, breaching');
  });
});

describe('an edition that needs somebody', () => {
  it.each(['held', 'overdue'] as const)(
    'calls at once when it is %s, and stays so while no sweep comes',
    state => {
      expect(watched(`courant-edition-${state}`)).toBe(
        `${metricNamespace} ${sweepMetrics[state]} Maximum/5min service=courant-sweep stack=courant`,
      );
      expect(condition(`courant-edition-${state}`)).toBe('>= 1, 1 of 1, ignore');
    },
  );

  it('calls for uncertain deliveries once silence has had the time to settle them', () => {
    expect(watched('courant-deliveries-uncertain')).toBe(
      `${metricNamespace} ${sweepMetrics.uncertain} Minimum/60min service=courant-sweep stack=courant`,
    );
    expect(condition('courant-deliveries-uncertain')).toBe('>= 1, 1 of 1, ignore');
  });
});

describe('a file of the archive that is not as it was sealed', () => {
  it('calls once, whichever function met it, and while it is met again', () => {
    expect(watched('courant-damaged-files')).toBe(
      `${metricNamespace} ${damagedFiles} Sum/5min service=courant-archive stack=courant`,
    );
    expect(condition('courant-damaged-files')).toBe('>= 1, 1 of 3, notBreaching');
  });
});

describe('a form that is found closed', () => {
  it('calls once, and while it is found so again, by the number of confirmations that closes it', () => {
    expect(watched('courant-sign-up-closed')).toBe(
      `${metricNamespace} ${signUpMetrics.closed} Sum/5min service=courant-signup stack=courant`,
    );
    expect(condition('courant-sign-up-closed')).toBe('>= 1, 1 of 3, notBreaching');
    expect(described('courant-sign-up-closed').says).toContain(
      `More than ${bouncedAtMost} of the last ${recentAtMost} confirmations`,
    );
  });
});

const queues = resources(template, 'AWS::SQS::Queue');

describe('dead letters', () => {
  const watchedQueues = [
    'courant-failed-runs',
    'courant-slices-dead-letters',
    'courant-feedback-dead-letters',
    'courant-signup-dead-letters',
  ];

  it.each(watchedQueues)('%s calls from the first', name => {
    expect(watched(name)).toMatch(/^AWS\/SQS ApproximateNumberOfMessagesVisible Maximum\/5min QueueName=/);
    expect(condition(name)).toBe('>= 1, 1 of 1, notBreaching');
  });

  it('are watched in every queue that work does not come out of by itself', () => {
    const worked = [...resources(template, 'AWS::Lambda::EventSourceMapping').values()].map(
      ({ Properties }) => readable(Properties.EventSourceArn).slice(1, -'.Arn>'.length),
    );
    const others = [...queues.keys()].filter(id => !worked.includes(id));
    const dimensions = watchedQueues.map(name => /QueueName=<(.+)\.QueueName>$/.exec(watched(name))?.[1]);
    expect(dimensions.sort()).toEqual(others.sort());
  });
});

describe('a function that fails', () => {
  const idOf = (name: string) =>
    [...resources(template, 'AWS::Lambda::Function')].find(
      ([, { Properties }]) => Properties.FunctionName === name,
    )?.[0];

  it('calls when it is signup', () => {
    const id = idOf('courant-signup');
    expect(watched('courant-signup-errors')).toBe(`AWS/Lambda Errors Sum/5min FunctionName=<${id}>`);
    expect(condition('courant-signup-errors')).toBe('>= 1, 1 of 3, notBreaching');
  });

  it('calls when it is subscriptions, also for what it caught to show a page: the API counts that, and Lambda does not', () => {
    expect(watched('courant-subscriptions-errors')).toBe('AWS/ApiGateway 5xx Sum/5min ApiId=<LinksApi>');
    expect(condition('courant-subscriptions-errors')).toBe('>= 1, 1 of 3, notBreaching');
  });

  it('calls when it is deliver, whether its worker was ended or it used up the message of a slice that failed', () => {
    const { Metrics } = alarms.get('courant-deliver-errors') ?? {};
    const [sum] = Metrics.filter(({ Expression }: { Expression?: string }) => Expression);
    expect(sum.Expression).toBe('FILL(ended, 0) + FILL(reported, 0)');
    type Query = {
      Id: string;
      MetricStat?: { Metric: Record<string, unknown>; Stat: string; Period: number };
    };
    const found = Metrics.flatMap(({ Id, MetricStat }: Query) => {
      if (!MetricStat) return [];
      const { Namespace, MetricName, Dimensions } = MetricStat.Metric;
      const dimensions = (Dimensions as { Name: string; Value: unknown }[]).map(
        ({ Name, Value }) => ` ${Name}=${readable(Value)}`,
      );
      const { Stat, Period } = MetricStat;
      return [[Id, `${Namespace} ${MetricName} ${Stat}/${Period / 60}min${dimensions.join('')}`]];
    });
    expect(Object.fromEntries(found)).toEqual({
      ended: `AWS/Lambda Errors Sum/5min FunctionName=<${idOf('courant-deliver')}>`,
      reported: `${metricNamespace} ${failedSlices} Sum/5min service=courant-deliver stack=courant`,
    });
    expect(condition('courant-deliver-errors')).toBe('>= 1, 1 of 3, notBreaching');
  });
});

describe('a function whose errors need no alarm of their own', () => {
  const publish = [...resources(template, 'AWS::Lambda::EventInvokeConfig').values()].map(
    ({ Properties }) => Properties,
  );

  it('is publish, whose failed runs go aside within minutes, where an alarm waits', () => {
    const [config] = publish.filter(({ DestinationConfig }) => DestinationConfig?.OnFailure);
    expect(config.MaximumRetryAttempts).toBeLessThanOrEqual(2);
    expect(readable(config.DestinationConfig.OnFailure.Destination)).toBe('<FailedRuns.Arn>');
    expect(watched('courant-failed-runs')).toContain('QueueName=<FailedRuns.QueueName>');
  });

  it('is feedback, whose events go aside after a quarter of an hour, where an alarm waits', () => {
    const queue = queues.get('FeedbackQueue')?.Properties;
    expect(queue.RedrivePolicy.maxReceiveCount * queue.VisibilityTimeout).toBeLessThanOrEqual(15 * 60);
    expect(readable(queue.RedrivePolicy.deadLetterTargetArn)).toBe('<FeedbackDeadLetters.Arn>');
  });

  it('is the sweep, whose heartbeat is missed', () => {
    expect(condition('courant-sweep-missing')).toBe('< 1, 3 of 3, breaching');
  });
});

describe('the reputation of the account', () => {
  it.each([
    ['bounce', 'BounceRate', 0.04, 0.05],
    ['complaint', 'ComplaintRate', 0.0008, 0.001],
  ])('calls before AWS reviews its %s rate', (alarm, metric, from, reviewed) => {
    expect(watched(`courant-${alarm}-rate`)).toBe(`AWS/SES Reputation.${metric} Maximum/60min`);
    expect(condition(`courant-${alarm}-rate`)).toBe(`>= ${from}, 1 of 1, ignore`);
    expect(from).toBeLessThan(reviewed);
    expect(alarms.get(`courant-${alarm}-rate`)?.AlarmDescription).toContain(`${from * 100} % or more`);
  });
});

describe('alarms where the configuration has the address of the runbook', () => {
  const runbook = `https://git.news.example/${'a'.repeat(275)}`;
  const linked = exampleTemplate({ runbook });

  it('say it with the article, which links it, and still fit what CloudWatch takes', () => {
    const described = [...resources(linked, 'AWS::CloudWatch::Alarm').values()].map(({ Properties }) =>
      String(Properties.AlarmDescription),
    );
    expect(described).toHaveLength(names.length);
    for (const description of described) {
      const [, article] = description.split(` What to do: ${runbook}#`);
      expect(headings).toContain(article);
      expect(description.length).toBeLessThanOrEqual(1024);
    }
  });

  it('stand on a dashboard that links it too', () => {
    const [dashboard] = [...resources(linked, 'AWS::CloudWatch::Dashboard').values()];
    expect(readable(dashboard?.Properties.DashboardBody)).toContain(`[the runbook](<${runbook}>)`);
  });
});
