import { canonicalJson } from '../foundation/canonical-json.ts';
import { sha256 } from '../foundation/hash.ts';
import type { Instant } from '../foundation/instant.ts';
import { readJson } from '../foundation/json-text.ts';
import { type Configuration, parseConfiguration } from './configuration.ts';

/** The key of the context in cdk.json that holds what an operator decides. */
export const contextKey = 'courant';
/** What messages call it. */
export const contextSource = `cdk.json context.${contextKey}`;

/**
 * The checked configuration out of the text of cdk.json.
 * @param source where the text was read, for what is wrong with it as JSON; what is wrong with a field names its path below the
 *   context, as in all programs.
 * @param now the present; see `parseConfiguration`.
 * @throws InvalidInputError with every mistake at once; with line and column where it is no JSON or has a field twice.
 */
export function configurationIn(text: string, source: string, now?: Instant): Configuration {
  const file = readJson(text, source) as { context?: Record<string, unknown> | null } | null;
  return parseConfiguration(file?.context?.[contextKey], contextSource, now);
}

/** The checked configuration out of the context's value, for a caller that has read cdk.json already. @throws InvalidInputError */
export function checkedContext(context: unknown): Configuration {
  return parseConfiguration(context, contextSource);
}

/**
 * What a deployment says of where it came from: the project's version, and the beginning of the hash of its checked configuration. A
 * checkout that says something else would deploy something else.
 */
export function checkoutMark(version: string, configuration: Configuration): string {
  return `version ${version}, configuration ${sha256(canonicalJson(configuration)).slice(0, 12)}`;
}
