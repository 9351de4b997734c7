import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '../../core/publication/configuration.ts';
import { BundleError, bundle, functionNames } from '../../infra/inputs/bundle.ts';
import { exampleConfiguration, temporaryDirectory } from './example-app.ts';

const root = path.resolve(import.meta.dirname, '../..');
const configuration = parseConfiguration(exampleConfiguration, 'cdk.json');

/** A handler that needs what the real ones need: an ES module, a CommonJS one, a named error and `require`. */
const handler = `
import Handlebars from 'handlebars';
import { readFileSync } from 'node:fs';
import path from 'node:path';
class LongNamedError extends Error { constructor(text: string) { super(text); this.name = new.target.name; } }
export const handler = async (event: { name: string }) => {
  const { operator } = JSON.parse(readFileSync(path.join(import.meta.dirname, 'courant.json'), 'utf8'));
  return [Handlebars.compile('Hello {{name}}')(event), operator, new LongNamedError('').name];
};
`;

/** A small project with the layout of this one. */
function project(source = handler): string {
  const directory = temporaryDirectory();
  for (const name of functionNames) {
    mkdirSync(path.join(directory, 'lambdas', name), { recursive: true });
    writeFileSync(path.join(directory, 'lambdas', name, 'handler.ts'), source);
  }
  mkdirSync(path.join(directory, 'templates/partials'), { recursive: true });
  for (const file of ['digest.html.hbs', 'partials/fact.hbs', 'README.md'])
    writeFileSync(path.join(directory, 'templates', file), file);
  symlinkSync(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
  return directory;
}

function contents(directory: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => path.join(entry.parentPath, entry.name))
      .sort()
      .map(file => [path.relative(directory, file), readFileSync(file, 'utf8')]),
  );
}

describe('a bundle', () => {
  const directory = project();
  const made = bundle('publish', path.join(temporaryDirectory(), 'publish'), configuration, directory);

  it('holds the code, its source map, the configuration, and the templates without their documentation', () => {
    expect(Object.keys(contents(made))).toEqual([
      'courant.json',
      'index.mjs',
      'index.mjs.map',
      'templates/digest.html.hbs',
      'templates/partials/fact.hbs',
    ]);
  });

  it('is the same however the templates were saved, so that nothing is deployed again', () => {
    const windows = project();
    for (const file of ['digest.html.hbs', 'partials/fact.hbs'])
      writeFileSync(path.join(windows, 'templates', file), `\ufeff${file}`);
    const other = bundle('publish', path.join(temporaryDirectory(), 'publish'), configuration, windows);
    expect(contents(other)).toEqual(contents(made));
    expect(contents(made)['templates/partials/fact.hbs']).toBe('partials/fact.hbs');
  });

  it('has the templates only where the function renders', () => {
    const files = (name: (typeof functionNames)[number]) =>
      Object.keys(contents(bundle(name, path.join(temporaryDirectory(), name), configuration, directory)));
    expect(files('subscriptions')).toContain('templates/digest.html.hbs');
    expect(files('deliver').filter(file => file.startsWith('templates'))).toEqual([]);
  });

  it('carries the configuration as it was checked, with its defaults filled in', () => {
    const read = JSON.parse(contents(made)['courant.json'] ?? '');
    expect(parseConfiguration(read, 'courant.json')).toEqual(configuration);
    expect(read.settings).toMatchObject({ sliceSize: 100, logRetentionDays: 90 });
  });

  it('runs on its own, far from node_modules, and its errors keep their names', () => {
    const script = `import { handler } from ${JSON.stringify(pathToFileURL(path.join(made, 'index.mjs')).href)};
      console.log(JSON.stringify(await handler({ name: 'reader' })));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(['Hello reader', configuration.operator, 'LongNamedError']);
  });

  it('maps lines back to the sources, without carrying them', () => {
    const { sources, sourcesContent } = JSON.parse(contents(made)['index.mjs.map'] ?? '');
    expect(sources).toContain('../../lambdas/publish/handler.ts');
    expect(sourcesContent).toBeUndefined();
    expect(contents(made)['index.mjs']).toMatch(/\/\/# sourceMappingURL=index\.mjs\.map\n$/);
  });

  it('is the same bytes wherever it is written and from wherever, so that nothing is deployed again', () => {
    const elsewhere = path.join(temporaryDirectory(), 'a', 'much', 'deeper', 'place');
    expect(contents(bundle('publish', elsewhere, configuration, directory))).toEqual(contents(made));
    const copy = temporaryDirectory();
    cpSync(directory, copy, { recursive: true });
    expect(contents(bundle('publish', path.join(temporaryDirectory(), 'p'), configuration, copy))).toEqual(
      contents(made),
    );
  });

  it('keeps nothing of an earlier bundle in its place', () => {
    const outdir = path.join(temporaryDirectory(), 'publish');
    mkdirSync(outdir);
    writeFileSync(path.join(outdir, 'left-over.txt'), '');
    expect(Object.keys(contents(bundle('deliver', outdir, configuration, directory)))).not.toContain(
      'left-over.txt',
    );
  });
});

describe('the bundles of the project', () => {
  it.each(['deliver', 'feedback'] as const)('carry no parser of what people write: %s', name => {
    const made = bundle(name, path.join(temporaryDirectory(), name), configuration);
    const { sources } = JSON.parse(contents(made)['index.mjs.map'] ?? '') as { sources: string[] };
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.filter(source => /jsonc-parser|handlebars|juice/.test(source))).toEqual([]);
  });
});

describe('sources that cannot be bundled', () => {
  it.each([
    ['an import that resolves to nothing', "import './missing.ts';", './missing.ts'],
    ['broken syntax', 'export const handler = (;', 'handler.ts:1:24'],
  ])('are refused with the place: %s', (_, source, told) => {
    const attempt = () =>
      bundle('deliver', path.join(temporaryDirectory(), 'deliver'), configuration, project(source));
    expect(attempt).toThrow(BundleError);
    expect(attempt).toThrow(told);
    expect(attempt).toThrow('lambdas/deliver/handler.ts: cannot be bundled');
  });
});
