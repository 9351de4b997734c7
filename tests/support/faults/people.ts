import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { instantOf } from '../../../core/foundation/instant.ts';
import { aReader } from '../builders/a-reader.ts';
import { aFact, anArticleFile } from '../builders/an-article.ts';
import type { Stage } from './stage.ts';
import type { World } from './world.ts';

/** Makes a bundle of publish whose templates say something else; answers where it lies. */
export async function otherTemplates(stage: Stage): Promise<string> {
  const root = join(stage.directory, 'bundles', 'publish-with-other-templates');
  await cp(stage.bundle('publish'), root, { recursive: true });
  const template = join(root, 'templates', 'digest.text.hbs');
  await writeFile(template, `Another beginning.\n\n${await readFile(template, 'utf8')}`);
  return root;
}

/**
 * What people do while nothing runs: deploy other templates, file facts, join, leave, have themselves erased.
 * @param root of publish's other bundle.
 * @param minutes that pass before.
 */
export async function change(world: World, root: string, minutes = 10): Promise<void> {
  world.letPass(minutes);
  await world.parts.functions.deploy('publish', root);
  await world.file(anArticleFile('in-between', [aFact('in-between', 1)]));
  const at = instantOf(world.parts.clock.now());
  await world.addReader(aReader(8, { agreed: { at, how: 'test' } }));
  const [leaving, erased] = [aReader(1), aReader(2)];
  await world.stores.readers.leave(leaving.publication, leaving.id, leaving.token, at, 'test');
  await world.erase(erased);
}
