import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  circlesIn,
  folderOf,
  readSources,
  type Sources,
  sourceFoldersIn,
} from './support/structure/project.ts';
import {
  documentsExports,
  followsTheFlow,
  functions,
  hasFewCrumbs,
  hasNoCircles,
  hasNoDrawers,
  importsOneWay,
  keepsCorePure,
  keepsTheLayout,
  type Rule,
  staysSmall,
} from './support/structure/rules.ts';

const root = resolve(import.meta.dirname, '..');
/** Whatever folder holds sources, but for the tests. */
const sources = readSources(root, sourceFoldersIn(root));
const support = readSources(root, ['tests/support']);

/** Sources that keep every rule, to be broken in one way each. */
const whole = Object.fromEntries(
  functions.flatMap(name => ['handler', 'environment'].map(file => [`lambdas/${name}/${file}.ts`, ''])),
);
const lines = (count: number) => Array.from({ length: count }, (_, line) => `// ${line}`).join('\n');
const many = (count: number, text = '') =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`aws/s3/file-${n}.ts`, text]));

const rules: [name: string, rule: Rule, broken: [what: string, files: Record<string, string>][]][] = [
  [
    'lies where the layout has a place for it',
    keepsTheLayout,
    [
      ['a folder of no name that is known', { 'lib/a.ts': '' }],
      ['a file beside the rooms of core', { 'core/ports.ts': '' }],
      ['a room that is none', { 'core/publishing/a.ts': '' }],
      ['a file beside the rooms of local', { 'local/start.ts': '' }],
      ['an adapter among the functions', { 'lambdas/aws/s3.ts': '' }],
    ],
  ],
  [
    'imports one way only',
    importsOneWay,
    [
      ['core knows an adapter', { 'core/edition/a.ts': "import { x } from '../../aws/clients.ts';" }],
      ['core knows the file system', { 'core/edition/a.ts': "import { readFileSync } from 'node:fs';" }],
      ['an adapter knows a function', { 'aws/a.ts': "import type { X } from '../lambdas/publish/x.ts';" }],
      [
        'a use case knows an adapter',
        { 'lambdas/deliver/a.ts': "import { x } from '../../aws/clients.ts';" },
      ],
      ['a function knows another', { 'lambdas/deliver/a.ts': "import { x } from '../publish/x.ts';" }],
      [
        'the stack knows a use case',
        { 'infra/a.ts': "import { x } from '../lambdas/publish/publish-edition.ts';" },
      ],
      ['something knows the stack', { 'cli/a.ts': "export { x } from '../infra/app.ts';" }],
      ['something knows the command line', { 'local/a.ts': "const x = await import('../cli/a.ts');" }],
    ],
  ],
  [
    'follows the flow from room to room',
    followsTheFlow,
    [
      ['digest knows the seal', { 'core/digest/a.ts': "import type { Seal } from '../edition/seal.ts';" }],
      [
        'a room inside knows a later one',
        { 'core/rendering/words/a.ts': "import { x } from '../../message/x.ts';" },
      ],
    ],
  ],
  [
    'has no circles',
    hasNoCircles,
    [
      [
        'between two files, by types alone',
        { 'aws/a.ts': "import type { B } from './b.ts';", 'aws/b.ts': "import type { A } from './a.ts';" },
      ],
      [
        'between three folders, of which no file is in a circle',
        {
          'cli/a/1.ts': "import { x } from '../b/1.ts';",
          'cli/b/2.ts': "import { x } from '../c/1.ts';",
          'cli/c/2.ts': "import { x } from '../a/2.ts';",
        },
      ],
      [
        'between two rooms by folders of theirs that are in none',
        {
          'local/cloud/s3/1.ts': "import { x } from '../../start/1.ts';",
          'local/start/2.ts': "import { x } from '../cloud/sqs/1.ts';",
        },
      ],
    ],
  ],
  [
    'stays small',
    staysSmall,
    [
      ['a file of 251 lines', { 'aws/a.ts': lines(251) }],
      ['seventeen files in a folder', many(17)],
      ['a median of 81 lines', many(16, lines(81))],
    ],
  ],
  [
    'has few crumbs',
    hasFewCrumbs,
    [
      [
        'two functions for one file each',
        {
          'aws/a.ts': "import { b } from './b.ts';\nimport { c } from './c.ts';",
          'aws/b.ts': 'export function b() {}',
          'aws/c.ts': 'export const c = 1;',
        },
      ],
    ],
  ],
  [
    'has no drawers',
    hasNoDrawers,
    [
      ['a drawer', { 'aws/utils.ts': '' }],
      ['a drawer by another name', { 'cli/text-helpers.ts': '' }],
      ['a folder of them', { 'cli/common/a.ts': '' }],
    ],
  ],
  [
    'says of every export what it promises',
    documentsExports,
    [['an export that says nothing', { 'aws/a.ts': '\nexport const a = 1;' }]],
  ],
  [
    'asks neither the clock nor chance in core',
    keepsCorePure,
    [
      ['the clock', { 'core/edition/a.ts': 'const now = Date.now();' }],
      ['chance', { 'core/edition/a.ts': 'const id = randomUUID();' }],
      ['the environment', { 'core/edition/a.ts': 'const { TZ } = process.env;' }],
    ],
  ],
];

describe('the shape of the code', () => {
  it('is looked at whole', () => {
    expect(sources.size).toBeGreaterThan(300);
    expect(support.size).toBeGreaterThan(50);
  });

  describe.each(rules)('%s:', (_, rule, broken) => {
    it('the project does', () => {
      expect(rule(sources)).toEqual([]);
    });

    it('is found where nothing is wrong', () => {
      expect(rule(sample({}))).toEqual([]);
    });

    it.each(broken)('%s is found', (_, files) => {
      expect(rule(sample(files))).not.toEqual([]);
    });
  });

  it('is mirrored by the tests: each of their folders is one of sources', () => {
    const known = new Set([...sources.keys()].map(folderOf));
    const tests = readSources(
      root,
      ['core', 'aws', 'lambdas', 'infra', 'local', 'cli'].map(top => `tests/${top}`),
    );
    const mirrored = [...tests.keys()].map(path => folderOf(path).slice('tests/'.length));
    // One stands for all adapters of a port; the sources of the others lie in folders below.
    const others = ['aws', 'aws/port-contract', 'cli', 'infra'];
    expect(mirrored.length).toBeGreaterThan(150);
    expect([...new Set(mirrored)].filter(folder => !known.has(folder) && !others.includes(folder))).toEqual(
      [],
    );
  });

  it('has no circles and no crowded folders in what tests share', () => {
    expect([...hasNoCircles(support), ...staysSmall(support)]).toEqual([]);
  });
});

describe('circlesIn', () => {
  it('finds what leads back to itself, and nothing that only meets', () => {
    const edges = (...pairs: string[]) => pairs.map(pair => [pair[0] ?? '', pair[1] ?? ''] as const);
    expect(circlesIn(edges('ab', 'bc', 'ac', 'cd'))).toEqual([]);
    expect(circlesIn(edges('ab', 'bc', 'ca', 'cd', 'de', 'ed'))).toEqual([
      ['d', 'e'],
      ['a', 'b', 'c'],
    ]);
  });
});

function sample(files: Record<string, string>): Sources {
  return new Map(Object.entries({ ...whole, ...files }));
}
