import { join, resolve } from 'node:path';
import type { Node } from 'constructs';
import { type Instant, instantOf } from '../../core/foundation/instant.ts';
import { checkedContext, configurationIn, contextKey } from '../../core/publication/cdk-json.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { readText } from '../../lambdas/runtime/read-text.ts';

/** The project's own folder, wherever a program is run. */
export const projectFolder = resolve(import.meta.dirname, '../..');

/** The project's version, as package.json has it. */
export const projectVersion: string = JSON.parse(readText(join(projectFolder, 'package.json'))).version;

/**
 * Reads the configuration out of cdk.json, for every program: checked, with its defaults filled in.
 * @param folder the one that holds the file; the project's own unless given.
 * @param now the present; the machine's clock has it unless given. Null where what was deployed must not be refused as time goes on.
 * @throws InvalidInputError with every mistake at once; see `readText` and `configurationIn`.
 */
export function readProjectConfiguration(
  folder = projectFolder,
  now: Instant | null = instantOf(new Date()),
): Configuration {
  const path = join(folder, 'cdk.json');
  return configurationIn(readText(path), path, now ?? undefined);
}

/**
 * Reads the configuration from the app's context, so that synth refuses a mistake before it costs anything. The
 * CDK's command line has read cdk.json by then, and others may have changed its context. What depends on the time is checked by
 * whoever reads the file.
 * @throws InvalidInputError with every mistake at once, each with its path below the context.
 */
export function contextConfiguration(node: Node): Configuration {
  return checkedContext(node.tryGetContext(contextKey));
}
