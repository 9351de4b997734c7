import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DamageList } from '../../../core/edition/damage.ts';
import { damagedFiles } from '../../../core/sweep/metrics.ts';
import { reportDamage } from '../../../lambdas/runtime/damage-report.ts';

beforeEach(() => {
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const key = 'archive/weekly/2026-11-23/manifest.json';

it('logs each file once, with what is wrong, and counts them under dimensions that all functions share', () => {
  const metrics = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const error = vi.fn();
  const damage = new DamageList();
  damage.tell({ key, found: 'nothing', mended: true });
  // Met again after it was put back, it is still what was lost.
  damage.tell({ key, found: 'nothing', mended: true });
  damage.tell({ key: `${key}.2`, found: 'other bytes', mended: false });
  reportDamage(damage, { error }, 'courant');
  expect(error.mock.calls.map(([, about]) => about)).toEqual([
    { key, found: 'nothing', mended: true },
    { key: `${key}.2`, found: 'other bytes', mended: false },
  ]);
  const [emitted] = metrics.mock.calls.map(([line]) => JSON.parse(String(line)));
  expect(emitted).toMatchObject({ service: 'courant-archive', stack: 'courant', [damagedFiles]: 2 });
});

it('says nothing where nothing was met, nor twice', () => {
  const metrics = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const error = vi.fn();
  const damage = new DamageList();
  reportDamage(damage, { error }, 'courant');
  expect([error.mock.calls, metrics.mock.calls]).toEqual([[], []]);
  damage.tell({ key, found: 'other bytes', mended: false });
  reportDamage(damage, { error }, 'courant');
  reportDamage(damage, { error }, 'courant');
  expect([error.mock.calls.length, metrics.mock.calls.length]).toEqual([1, 1]);
});
