import { resolve } from 'node:path';
import { type Configuration, parseConfiguration } from '../../core/publication/configuration.ts';
import { readText } from './read-text.ts';

/** A file or folder of the function's bundle; elsewhere than in Lambda, of the current folder or wherever the path says. */
export function bundlePath(name: string, environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(environment.LAMBDA_TASK_ROOT ?? process.cwd(), name);
}

/** Reads the configuration that the stack put into the bundle, checked once more. @throws InvalidInputError */
export function readConfiguration(path: string): Configuration {
  return parseConfiguration(JSON.parse(readText(path)), path);
}
