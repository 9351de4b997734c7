import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { RunReporter } from './tests/support/run/run-reporter.ts';
import { SlowestFirst } from './tests/support/run/slowest-first.ts';

/** Test files that change what others see: modules, the environment (as opening an installation does), globals; and those that say why. */
const disturbing =
  /\bvi\.|\bglobalThis\.\w+ =|\bprocess\.env\.\w+ =|\bopenLocal\(|\bNeeds a worker of its own:/;
const apart = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.test.ts'))
  .map(name => join('tests', name))
  .filter(name => disturbing.test(readFileSync(name, 'utf8')))
  .sort();
const faults = 'tests/end-to-end/faults/**/*.test.ts';
const common = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000 } } };

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
