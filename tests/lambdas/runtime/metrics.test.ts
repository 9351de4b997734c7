import { expect, it, vi } from 'vitest';
import { metricNamespace, sweepDimensions, sweepMetrics } from '../../../core/sweep/metrics.ts';
import { makeMetrics } from '../../../lambdas/runtime/metrics.ts';

it('writes counts as CloudWatch reads them, with the service and the stack as their dimensions', () => {
  const lines: string[] = [];
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  const spy = vi.spyOn(console, 'log').mockImplementation(line => void lines.push(String(line)));
  const metrics = makeMetrics(metricNamespace, sweepDimensions('evening'));
  metrics.count(sweepMetrics.held, 2);
  metrics.count(sweepMetrics.completed, 1);
  metrics.flush();
  spy.mockRestore();
  vi.unstubAllEnvs();
  const [written] = lines.map(line => JSON.parse(line));
  expect(lines).toHaveLength(1);
  expect(written).toMatchObject({
    service: 'courant-sweep',
    stack: 'evening',
    EditionsHeld: 2,
    SweepsCompleted: 1,
  });
  expect(written._aws.CloudWatchMetrics).toEqual([
    {
      Namespace: 'Courant',
      Dimensions: [['service', 'stack']],
      Metrics: [
        { Name: 'EditionsHeld', Unit: 'Count' },
        { Name: 'SweepsCompleted', Unit: 'Count' },
      ],
    },
  ]);
});
