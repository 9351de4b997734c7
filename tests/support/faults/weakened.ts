import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundle, type FunctionName } from '../../../infra/inputs/bundle.ts';
import type { Stage } from './stage.ts';

const project = resolve(import.meta.dirname, '../../..');

/** A change of a source by which it no longer keeps a rule. */
export type Weakness = { file: string; from: string; to: string };

/** Bundles a function from sources of which one is weakened; answers where the bundle lies. */
export async function weakened(
  stage: Stage,
  name: FunctionName,
  label: string,
  weakness: Weakness,
): Promise<string> {
  const root = join(stage.directory, 'weakened', label);
  await mkdir(root, { recursive: true });
  for (const folder of ['core', 'aws', 'lambdas', 'templates', 'package.json', 'tsconfig.json'])
    await cp(join(project, folder), join(root, folder), { recursive: true });
  await symlink(join(project, 'node_modules'), join(root, 'node_modules'));
  const path = join(root, weakness.file);
  const source = await readFile(path, 'utf8');
  if (!source.includes(weakness.from))
    throw new Error(`${weakness.file} has no ${weakness.from} to be weakened`);
  await writeFile(path, source.replace(weakness.from, weakness.to));
  return bundle(name, join(stage.directory, 'bundles', label), stage.configuration, root);
}
