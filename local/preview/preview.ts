import { resolve } from 'node:path';
import { CourantError } from '../../core/foundation/errors.ts';
import { instantOf } from '../../core/foundation/instant.ts';
import { untilInterrupted } from '../terminal/until-interrupted.ts';
import { parsePreviewOptions, previewHelp } from './preview-options.ts';
import { servePreview } from './serve-preview.ts';

const project = resolve(import.meta.dirname, '..', '..');

/** Serves the preview of this project until the process is asked to end. */
async function main(words: readonly string[]): Promise<void> {
  const { help, port, publication, at } = parsePreviewOptions(words);
  if (help) {
    process.stdout.write(previewHelp);
    return;
  }
  const now = () => at ?? instantOf(new Date());
  await using server = await servePreview({ root: project, port, publication, now });
  const ended = untilInterrupted();
  process.stdout.write(
    `The next edition is at ${server.url}/ and follows facts/ and templates/. Ctrl-C ends it.\n`,
  );
  await ended;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(error instanceof CourantError ? `${error.message}\n` : `${(error as Error).stack}\n`);
  process.exitCode = error instanceof CourantError ? 2 : 1;
}
