import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidInputError, type Mistake } from '../../../core/foundation/errors.ts';
import { readTemplates, readText } from '../../../lambdas/runtime/read-text.ts';
import { articleNames } from '../../start/shipped-files.ts';
import type { Texts } from './finding.ts';

/** Everything that a preview is made from, as it stood on the disk. */
export type ProjectFiles = {
  /** The text of cdk.json, in which the publications are; null when it cannot be read. */
  configuration: string | null;
  /** Path in the project ▸ text, such as `facts/a.json`. */
  articles: Texts;
  /** Likewise of files about what is filed, such as `facts/corrections/a.4.json`; without a log they are checked, and not shown. */
  amendments: Texts;
  /** Path below `templates/` ▸ text. */
  templates: Texts;
  /** What could not be read. */
  mistakes: readonly Mistake[];
};

/** Names in the project that a preview is made from. */
export const previewed = {
  configuration: 'cdk.json',
  facts: 'facts',
  /** Folders of files about what is filed: the project's own, and the one that editors make. */
  amendments: ['facts/corrections', 'facts/amendments'],
  templates: 'templates',
} as const;

/** Reads the project anew. Never fails: what cannot be read is a mistake, and the rest is there. */
export async function readProject(root: string): Promise<ProjectFiles> {
  const mistakes: Mistake[] = [];
  const attempt = async <T>(source: string, otherwise: T, read: () => T | Promise<T>): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      mistakes.push(...(error instanceof InvalidInputError ? error.mistakes : [unreadable(source, error)]));
      return otherwise;
    }
  };
  const { configuration, facts, amendments, templates } = previewed;
  const textsIn = async (folder: string): Promise<Texts> => {
    const found: [string, string][] = [];
    for (const name of await attempt(folder, [], () => articleNames(join(root, folder)))) {
      const path = `${folder}/${name}`;
      const text = await attempt(path, null, () => readText(join(root, path), path));
      if (text !== null) found.push([path, text]);
    }
    return Object.fromEntries(found);
  };
  const textsInAll = async (folders: readonly string[]): Promise<Texts> =>
    Object.assign({}, ...(await Promise.all(folders.map(textsIn))));
  return {
    configuration: await attempt(configuration, null, () =>
      readText(join(root, configuration), configuration),
    ),
    articles: await textsIn(facts),
    amendments: await textsInAll(amendments.filter(folder => existsSync(join(root, folder)))),
    templates: await attempt(templates, {}, () => readTemplates(join(root, templates), templates)),
    mistakes,
  };
}

/** Of a folder: what is wrong with a file says so itself. */
function unreadable(source: string, error: unknown): Mistake {
  const { code, message } = error as NodeJS.ErrnoException;
  const found = { ENOENT: 'nothing of that name', EACCES: 'one that may not be read' }[code ?? ''] ?? message;
  return { source, path: '', expected: 'a folder', found, todo: 'put it there, or make it readable' };
}
