import { expect, it } from 'vitest';
import { disturbsOthers } from '../support/run/disturbing.ts';

it('a file of tests gets a worker of its own if it opens an installation itself, or by what it imports', () => {
  expect(disturbsOthers('tests/cli/installation/open-on-this-machine.test.ts')).toBe(true);
  expect(disturbsOthers('tests/end-to-end/taken-down/taken-down.test.ts')).toBe(true);
  expect(disturbsOthers('tests/lambdas/publish/standing-pages.test.ts')).toBe(false);
});
