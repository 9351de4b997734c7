import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Counts over all publications, as CloudWatch reads them from the log. */
export type CountMetrics = { count(name: string, value: number): void; flush(): void };

/**
 * Metrics under a namespace, with these dimensions and no others; `service` is one that they always have. Numbers only: nothing
 * else could name anybody.
 */
export function makeMetrics(
  namespace: string,
  { service, ...others }: { service: string } & Record<string, string>,
): CountMetrics {
  const metrics = new Metrics({ namespace, serviceName: service, defaultDimensions: others });
  return {
    count: (name, value) => metrics.addMetric(name, MetricUnit.Count, value),
    flush: () => metrics.publishStoredMetrics(),
  };
}
