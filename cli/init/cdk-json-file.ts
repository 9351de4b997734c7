import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { applyEdits, modify } from 'jsonc-parser';
import { CourantError } from '../../core/foundation/errors.ts';
import { readJson } from '../../core/foundation/json-text.ts';
import { exactTextOf, plainText } from '../../core/foundation/text-file.ts';
import { contextKey } from '../../core/publication/cdk-json.ts';
import { UnreadableFileError } from '../../lambdas/runtime/read-text.ts';

/** A place below the context, as `publications`, 0, `title`. */
export type Path = readonly (string | number)[];
/** What is put at a place; undefined takes out what stands there. */
export type Change = { path: Path; value: unknown };

/** cdk.json as it stands on the disk, every byte of it, and what its context `courant` holds, unchecked. */
export type CdkJson = { path: string; text: string; context: unknown };

/** Reads the file. @throws UnreadableFileError, NotUtf8Error, InvalidInputError where it is no JSON */
export async function readCdkJson(path: string): Promise<CdkJson> {
  const text = await readExact(path);
  const file = readJson(text, path) as { context?: Record<string, unknown> | null } | null;
  return { path, text, context: file?.context?.[contextKey] ?? {} };
}

async function readExact(path: string): Promise<string> {
  const bytes = await readFile(path).catch(error => {
    throw new UnreadableFileError(path, error);
  });
  return exactTextOf(bytes, path);
}

/**
 * The text of the file after changes to its context, one after the other. What they do not touch keeps its bytes: spaces, order of
 * fields, ends of lines, a byte order mark.
 */
export function changedText(text: string, changes: readonly Change[]): string {
  const mark = /^\ufeff*/.exec(text)?.[0] ?? '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const formattingOptions = { ...indentOf(plainText(text)), eol };
  return changes
    .reduce((before, { path, value }) => {
      const edits = modify(before, ['context', contextKey, ...path], value, { formattingOptions });
      return applyEdits(before, edits);
    }, text.slice(mark.length))
    .replace(/^/, mark);
}

/** As the file's own first line that is set in. */
function indentOf(text: string): { insertSpaces: boolean; tabSize: number } {
  const [, indent = '  '] = /\n([ \t]+)"/.exec(text) ?? [];
  return { insertSpaces: !indent.includes('\t'), tabSize: indent.includes('\t') ? 4 : indent.length };
}

/**
 * Puts a new text in the file's place: whoever looks finds the old one or the new one, whole. A link stays one, and the file keeps
 * who may read it.
 * @throws CdkJsonChangedError when somebody else changed the file since it was read.
 */
export async function replaceCdkJson({ path, text: before }: CdkJson, after: string): Promise<void> {
  const file = await realpath(path);
  const { mode } = await stat(file);
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, after, { mode, flush: true });
    if ((await readExact(file)) !== before) throw new CdkJsonChangedError(path);
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}

/** Somebody changed the file while questions were asked. */
export class CdkJsonChangedError extends CourantError {
  constructor(path: string) {
    super(
      `${path}: expected the file as it was when courant init began, found another text: somebody saved it meanwhile. ` +
        'Nothing was written. Run courant init again.',
    );
  }
}
