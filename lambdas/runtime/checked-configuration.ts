import { resolve } from 'node:path';
import type { Configuration } from '../../core/publication/configuration.ts';
import { readText } from './read-text.ts';

/** A file or folder of the function's bundle; elsewhere than in Lambda, of the current folder or wherever the path says. */
export function bundlePath(name: string, environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(environment.LAMBDA_TASK_ROOT ?? process.cwd(), name);
}

/**
 * Reads the configuration that the stack put into the bundle, where it was checked, and checks it no more: whoever waits for a page would
 * wait for that, twice as long as for the rest. @throws SyntaxError
 */
export function readCheckedConfiguration(path: string): Configuration {
  return JSON.parse(readText(path)) as Configuration;
}
