import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { MachineFaultError } from '../../../core/foundation/machine-faults.ts';
import { knownLayout, NewerDataError, refuseNewer } from '../../../core/foundation/stored-json.ts';

/** A file in which a local installation keeps something does not hold what was written into it. */
export class DamagedStateError extends MachineFaultError {
  constructor(path: string, found: string, cause?: unknown) {
    super(
      'DAMAGED_STATE',
      `${path}: expected what Courant wrote there, found ${found}. A full disk or another program has damaged it. Put a copy ` +
        'of it back, or begin anew with npm start -- --reset, which forgets everything that earlier runs made.',
      cause,
    );
  }
}

/** An error of the file system, with the file that it is about: reading and writing do not name it. */
export function aboutFile(error: unknown, path: string): unknown {
  return error instanceof Error && 'code' in error ? Object.assign(error, { path }) : error;
}

/** What a file of JSON holds; undefined when there is none. @throws NewerDataError; DamagedStateError when it holds anything else. */
export async function readStateIfThere<Content>(
  schema: z.ZodType<Content>,
  path: string,
): Promise<Content | undefined> {
  const text = await readFile(path, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return undefined;
    throw aboutFile(error, path);
  });
  return text === undefined ? undefined : parseState(schema, text, path);
}

/** The same of a file that must be there. @throws DamagedStateError when it is not, or holds anything else. */
export async function readState<Content>(schema: z.ZodType<Content>, path: string): Promise<Content> {
  const content = await readStateIfThere(schema, path);
  if (content === undefined) throw new DamagedStateError(path, 'no such file');
  return content;
}

function parseState<Content>(schema: z.ZodType<Content>, text: string, path: string): Content {
  try {
    const state = JSON.parse(text);
    refuseNewer(state, knownLayout(schema), path);
    return schema.parse(state);
  } catch (error) {
    if (error instanceof NewerDataError) throw error;
    throw new DamagedStateError(path, whatIsThere(text, error), error);
  }
}

function whatIsThere(text: string, error: unknown): string {
  if (text === '') return 'an empty file';
  if (!(error instanceof z.ZodError)) return 'text that is not JSON';
  const field = error.issues[0]?.path.join('.') ?? '';
  return field === '' ? 'other JSON' : `JSON in which "${field}" is missing or of another kind`;
}
