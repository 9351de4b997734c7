import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Counts over all publications, as CloudWatch reads them from the log. */
export type CountMetrics = { count(name: string, value: number): void; flush(): void };

/** Metrics of a function, under a namespace. Numbers only: nothing else could name anybody. */
export function makeMetrics(namespace: string, service: string): CountMetrics {
  const metrics = new Metrics({ namespace, serviceName: `courant-${service}` });
  return {
    count: (name, value) => metrics.addMetric(name, MetricUnit.Count, value),
    flush: () => metrics.publishStoredMetrics(),
  };
}
