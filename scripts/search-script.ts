import { resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '..');

/**
 * The script of the page for searching, as it ships in `templates/search.js`: what the page does, with the very functions by which
 * `courant archive search` matches. Runs in any browser of the last years; the same sources give the same bytes.
 */
export async function searchScript(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['templates/search/page.js'],
    write: false,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  return `// Written by scripts/write-search.ts: change templates/search/page.js or core/archive/search/ instead.\n${file?.text}`;
}
