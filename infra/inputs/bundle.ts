import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { readTemplates } from '../../lambdas/runtime/read-text.ts';

/** The functions that the stack deploys; each has a `lambdas/<name>/handler.ts`. */
export const functionNames = ['publish', 'deliver', 'feedback', 'sweep', 'subscriptions', 'signup'] as const;
/** Name of a function and of its folder below lambdas/. */
export type FunctionName = (typeof functionNames)[number];

/** Where a bundle holds what its function reads at run time, relative to the bundle. */
export const bundledFiles = { configuration: 'courant.json', templates: 'templates' } as const;

/**
 * What the process of every function is started with, besides its own variables.
 *
 * The C library gives each thread of Node a heap of its own (an arena), from which freed memory seldom goes back. A worker that
 * hands over messages for hours grows by a fifth that way, though it holds nothing; with one arena it stays as it began.
 */
export const processVariables = { NODE_OPTIONS: '--enable-source-maps', MALLOC_ARENA_MAX: '1' };

/** Functions that turn templates into text; the others are smaller without. */
const rendering: readonly FunctionName[] = ['publish', 'sweep', 'subscriptions', 'signup'];

const projectDirectory = path.resolve(import.meta.dirname, '../..');

/** A function's sources cannot be put into one file. */
export class BundleError extends CourantError {
  constructor(entry: string, cause: unknown) {
    super(
      `${entry}: cannot be bundled. ${(cause as Error).message}\nExpected a module that exports "handler" and ` +
        'whose imports all resolve. Correct the source, or run npm ci if a package is missing.',
      { cause },
    );
  }
}

/**
 * Writes everything that Lambda needs to run a function into `outdir`: `index.mjs` with its source map, the checked
 * configuration, and the templates where the function renders. The stack, the tests and the rehearsal share it, so what is
 * tried is what is deployed. The same sources give the same bytes wherever they are written, so an unchanged function is
 * not deployed again.
 *
 * @returns outdir
 * @throws BundleError when the sources do not compile or resolve; InvalidInputError when a template is no text.
 */
export function bundle(
  name: FunctionName,
  outdir: string,
  configuration: Configuration,
  root: string = projectDirectory,
): string {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  for (const file of compile(name, root)) writeFileSync(path.join(outdir, file.name), file.contents);
  writeFileSync(
    path.join(outdir, bundledFiles.configuration),
    `${JSON.stringify(configuration, undefined, 2)}\n`,
  );
  if (rendering.includes(name)) copyTemplates(root, path.join(outdir, bundledFiles.templates));
  return outdir;
}

function compile(name: FunctionName, root: string): { name: string; contents: Uint8Array }[] {
  const entry = path.join('lambdas', name, 'handler.ts');
  try {
    const { outputFiles } = buildSync({
      absWorkingDir: root,
      entryPoints: [entry],
      // Nothing is written here: source maps name sources relative to this place, so it is the same for every outdir.
      outfile: path.join('dist', name, 'index.mjs'),
      write: false,
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      mainFields: ['module', 'main'],
      // CommonJS packages inside an ES module still ask for require.
      banner: {
        js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
      },
      minify: true,
      // Errors are told apart, and shown, by the names of their classes.
      keepNames: true,
      sourcemap: true,
      sourcesContent: false,
      legalComments: 'none',
      logLevel: 'silent',
    });
    return outputFiles.map(file => ({ name: path.basename(file.path), contents: file.contents }));
  } catch (cause) {
    throw new BundleError(entry, cause);
  }
}

/** Copies templates as the functions read them: line ends and documentation would change the bundle, but not what it does. */
function copyTemplates(root: string, outdir: string): void {
  for (const [name, text] of Object.entries(readTemplates(path.join(root, 'templates'), 'templates'))) {
    const file = path.join(outdir, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
