import { join, resolve } from 'node:path';
import { instantOf } from '../../core/foundation/instant.ts';
import { exitCodes, runProgram } from '../terminal/run-program.ts';
import { untilInterrupted } from '../terminal/signals.ts';
import { type PreviewOptions, previewProgram } from './preview-options.ts';
import { servePreview } from './serve-preview.ts';

const project = resolve(import.meta.dirname, '..', '..');
/** As for `npm start`. */
const directory = resolve(process.env.COURANT_DIRECTORY ?? join(project, '.courant'));

/** Serves the preview of this project until the process is asked to end. */
async function main({ port, publication, at }: PreviewOptions): Promise<number> {
  const now = () => at ?? instantOf(new Date());
  await using server = await servePreview({ root: project, directory, port, publication, now });
  const ended = untilInterrupted();
  process.stdout.write(
    `The next edition is at ${server.url}/ and follows facts/, templates/ and what this machine files. Ctrl-C ends it.\n`,
  );
  await ended;
  return exitCodes.done;
}

await runProgram(previewProgram, main);
