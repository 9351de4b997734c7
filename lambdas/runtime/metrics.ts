import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Counts over all publications, as CloudWatch reads them from the log. */
export type CountMetrics = { count(name: string, value: number): void; flush(): void };

/** Metrics under a namespace, with the service as their one dimension. Numbers only: nothing else could name anybody. */
export function makeMetrics(namespace: string, serviceName: string): CountMetrics {
  const metrics = new Metrics({ namespace, serviceName });
  return {
    count: (name, value) => metrics.addMetric(name, MetricUnit.Count, value),
    flush: () => metrics.publishStoredMetrics(),
  };
}
