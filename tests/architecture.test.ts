import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const sources = ['core', 'aws', 'lambdas', 'infra', 'local', 'cli', 'scripts', 'bench'].flatMap(
  typescriptFiles,
);
const functions = ['publish', 'deliver', 'feedback', 'sweep', 'subscriptions'];

/** Layers by folder, and what each may import besides itself. Packages are named where a layer may have only some. */
const layers: { folder: RegExp; may: RegExp[]; packages: RegExp | null }[] = [
  {
    folder: /^core\//,
    may: [],
    packages: /^(zod|temporal-polyfill|handlebars|juice.*|jsonc-parser|nodemailer\/.*|node:crypto|node:url)$/,
  },
  { folder: /^aws\//, may: [/^core\//], packages: /^(@aws-sdk\/.*|zod|node:crypto)$/ },
  {
    folder: /^lambdas\/runtime\//,
    may: [/^core\//],
    packages: /^(node:.*|@aws-lambda-powertools\/.*)$/,
  },
  { folder: /^lambdas\/[a-z]+\/environment\.ts$/, may: [], packages: /^$/ },
  // Sweep does what publish left undone by publish's own use case.
  {
    folder: /^lambdas\/sweep\/sweep\.ts$/,
    may: [/^core\//, /^lambdas\/publish\/publish-edition\.ts$/],
    packages: /^$/,
  },
  {
    folder: /^lambdas\/sweep\/handler\.ts$/,
    may: [/^(core|aws|lambdas\/runtime)\//, /^lambdas\/publish\/(environment|open-publishing)\.ts$/],
    packages: null,
  },
  {
    folder: /^lambdas\/[a-z]+\/(handler|open-publishing)\.ts$/,
    may: [/^(core|aws|lambdas\/runtime)\//],
    packages: null,
  },
  {
    folder: /^lambdas\/[a-z]+\//,
    may: [/^core\//, /^lambdas\/runtime\/rendering\.ts$/],
    packages: /^(hono|node:crypto)$/,
  },
  {
    folder: /^infra\//,
    may: [
      /^lambdas\/([a-z]+\/environment|runtime\/read-text)\.ts$/,
      /^core\/(publication\/(configuration|cdk-json|schedule)|foundation\/(instant|errors|clock)|feedback\/event-rules|sweep\/metrics)\.ts$/,
    ],
    packages: null,
  },
  {
    folder: /^local\//,
    may: [/^(core|aws|lambdas)\//, /^infra\/inputs\/(bundle|config)\.ts$/],
    packages: null,
  },
  {
    folder: /^cli\//,
    may: [/^(core|aws|lambdas)\//, /^local\//, /^infra\/inputs\/config\.ts$/],
    packages: null,
  },
  { folder: /^scripts\//, may: [/^(core|aws|lambdas)\//, /^local\//], packages: null },
  {
    folder: /^bench\//,
    may: [/^(core|aws|lambdas)\//, /^local\//, /^infra\/inputs\/(bundle|config)\.ts$/],
    packages: null,
  },
];

describe('the shape of the code', () => {
  it('imports one way only', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap(forbiddenImports)).toEqual([]);
  });

  it('keeps every function in the same shape', () => {
    for (const name of functions) {
      const files = readdirSync(join(root, 'lambdas', name));
      expect(files).toEqual(expect.arrayContaining(['environment.ts', 'handler.ts']));
    }
  });

  it('has no file over 250 lines, and a median of at most 80', () => {
    const lengths = sources.map(file => ({ file, lines: text(file).split('\n').length }));
    expect(lengths.filter(({ lines }) => lines > 250)).toEqual([]);
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
  });

  it('has no drawers', () => {
    expect(sources.filter(file => /(utils?|helpers|common|manager|misc)\.ts$/.test(file))).toEqual([]);
  });

  it('says of every export what it promises', () => {
    const undocumented = sources.flatMap(file => {
      const lines = text(file).split('\n');
      return lines.flatMap((line, index) =>
        /^export (async )?(function|class|const|type|interface) /.test(line) &&
        !/^(\s*\*\/|\/\*\* .*\*\/|\/\/ .*)$/.test(lines[index - 1] ?? '')
          ? [`${file}:${index + 1} ${line}`]
          : [],
      );
    });
    expect(undocumented).toEqual([]);
  });

  it('asks neither the clock nor chance in core', () => {
    const impure =
      /new Date\(\)|Date\.now|Math\.random|random(Bytes|UUID|Int)|Temporal\.Now|process\.(env|argv|cwd|hrtime)|performance\.|toLocale\w*String\(\)/;
    expect(sources.filter(file => file.startsWith('core/') && impure.test(text(file)))).toEqual([]);
  });
});

function forbiddenImports(file: string): string[] {
  const layer = layers.find(({ folder }) => folder.test(file));
  if (!layer) return [`${file} belongs to no layer`];
  const own = /^\^lambdas\\\/(\[a-z\]\+|sweep)/.test(layer.folder.source)
    ? new RegExp(`^${dirname(file)}/`)
    : layer.folder;
  return importsOf(file)
    .filter(name =>
      name.startsWith('.')
        ? ![own, ...layer.may].some(allowed =>
            allowed.test(relative(root, resolve(root, dirname(file), name))),
          )
        : layer.packages !== null && !layer.packages.test(name),
    )
    .map(name => `${file} imports ${name}`);
}

function importsOf(file: string): string[] {
  const imports = /^(?:import|export)\b[^'";]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...text(file).matchAll(imports)].flatMap(([, ...names]) => names.find(Boolean) ?? []);
}

function text(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function typescriptFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)));
}
