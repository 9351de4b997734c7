import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { disturbsOthers } from './tests/support/run/disturbing.ts';
import { RunReporter } from './tests/support/run/run-reporter.ts';
import { SlowestFirst } from './tests/support/run/slowest-first.ts';

const apart = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.test.ts'))
  .map(name => join('tests', name))
  .filter(name => disturbsOthers(name))
  .sort();
const faults = 'tests/end-to-end/faults/**/*.test.ts';
const common = { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 20_000 } } };

/** A worker costs more than most files of tests: files share one, but for those that would disturb others. */
export default defineConfig({
  test: {
    // Tests wait for other processes now and then.
    maxWorkers: '100%',
    globalSetup: 'tests/support/run/begin-run.ts',
    sequence: { sequencer: SlowestFirst },
    reporters: ['default', new RunReporter()],
    projects: [
      { test: { ...common, name: 'faults', include: [faults], isolate: false } },
      { test: { ...common, name: 'apart', include: apart } },
      {
        test: {
          ...common,
          name: 'together',
          include: ['tests/**/*.test.ts'],
          exclude: [faults, ...apart],
          isolate: false,
        },
      },
    ],
  },
});
