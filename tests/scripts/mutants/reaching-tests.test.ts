import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { reachingTests } from '../../../scripts/mutants/reaching-tests.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

it('finds the tests that lead to a source, the nearest first, through circles and dynamic imports', async () => {
  const root = await emptyDirectory();
  const files = {
    'core/a.ts': "import { b } from './b.ts';\nimport type { C } from './c.ts';",
    'core/b.ts': "export * from './a.ts';",
    'core/c.ts': "import 'node:fs';",
    'core/alone.ts': '',
    'tests/far.test.ts': "import { a } from '../core/a.ts';",
    'tests/near.test.ts': "const c = await import('../core/c.ts');",
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const reached = reachingTests(root, Object.keys(files));
  expect(reached.get('core/c.ts')).toEqual([
    { test: 'tests/near.test.ts', steps: 1 },
    { test: 'tests/far.test.ts', steps: 2 },
  ]);
  expect(reached.get('core/b.ts')).toEqual([{ test: 'tests/far.test.ts', steps: 2 }]);
  expect(reached.get('core/alone.ts')).toBeUndefined();
});
