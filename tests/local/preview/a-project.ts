import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

const project = resolve(import.meta.dirname, '..', '..', '..');
/** The file of the article that ships with the project. */
export const article = 'facts/llx-domestic-innovation.json';

/** A copy of what this project's preview is made from, which goes when the test ends. */
export async function aProject() {
  const root = await emptyDirectory();
  for (const name of ['cdk.json', 'facts', 'templates'])
    await cp(join(project, name), join(root, name), { recursive: true });
  const read = (path: string) => readFile(join(root, path), 'utf8');
  /** In one step, as most editor programs do, so that nobody sees half of it. */
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, 'written'), text);
    await rename(join(root, 'written'), join(root, path));
  };
  return {
    root,
    read,
    write,
    /** Replaces a text that the file has; gives back what the file was. */
    async change(path: string, from: string | RegExp, to: string): Promise<string> {
      const before = await read(path);
      const after = before.replace(from, to);
      if (after === before) throw new Error(`${path} has no ${from}`);
      await write(path, after);
      return before;
    },
  };
}
