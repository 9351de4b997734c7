import { type Configuration, parseConfiguration } from '../../core/publication/configuration.ts';
import { readText } from './read-text.ts';

export { bundlePath } from './checked-configuration.ts';

/** Reads the configuration that the stack put into the bundle, checked once more. @throws InvalidInputError */
export function readConfiguration(path: string): Configuration {
  return parseConfiguration(JSON.parse(readText(path)), path);
}
