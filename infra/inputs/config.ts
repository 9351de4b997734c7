import type { Node } from 'constructs';
import { type Configuration, parseConfiguration } from '../../core/publication/configuration.ts';

/** The key of the context in cdk.json that holds what an operator decides. */
export const contextKey = 'courant';

/**
 * Reads what the operator decided from the app's context, so that a mistake is refused at synth, before it costs anything.
 * @throws InvalidInputError with every mistake at once, each with its path below the context.
 */
export function readConfiguration(node: Node): Configuration {
  return parseConfiguration(node.tryGetContext(contextKey), `cdk.json context.${contextKey}`);
}
