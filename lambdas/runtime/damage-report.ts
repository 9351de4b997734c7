import type { Logger } from '@aws-lambda-powertools/logger';
import type { DamageList } from '../../core/edition/damage.ts';
import { damageDimensions, damagedFiles, metricNamespace } from '../../core/sweep/metrics.ts';
import { makeMetrics } from './metrics.ts';

/** Logs each damaged file that a run met, and counts them for the alarm; in a run that met none, neither costs anything. */
export function reportDamage(damage: DamageList, logger: Pick<Logger, 'error'>, stackName: string): void {
  const files = damage.take();
  if (files.length === 0) return;
  for (const { key, found, mended } of files)
    logger.error('a file of the archive is damaged; the seal counts', { key, found, mended });
  const metrics = makeMetrics(metricNamespace, damageDimensions(stackName));
  metrics.count(damagedFiles, files.length);
  metrics.flush();
}
