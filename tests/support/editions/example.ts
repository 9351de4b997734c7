import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArticleFile } from '../../../core/filing/check-article.ts';
import {
  type Configuration,
  type Publication,
  parseConfiguration,
} from '../../../core/publication/configuration.ts';
import type { Captured } from './captured.ts';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** Where the templates lie that ship with the project. */
export const templateDirectory = fileURLToPath(new URL('templates', root));

/** The configuration that ships with the project, in cdk.json. */
export const exampleConfiguration: Configuration = parseConfiguration(
  JSON.parse(read('cdk.json')).context.courant,
  'cdk.json',
);

/** Its publication in English. */
export const examplePublication = publicationIn('en');
/** Its publication in Chinese. */
export const chinesePublication = publicationIn('zh-Hans');

function publicationIn(wanted: string): Publication {
  const found = exampleConfiguration.publications.find(({ language }) => language === wanted);
  if (!found) throw new Error(`cdk.json: no publication in ${wanted}`);
  return found;
}

/** The facts that ship with the project. Their capture does not: they were checked against it when they were written. */
export const shipped: Omit<Captured, 'capture'> & { capture: null } = {
  file: parseArticleFile(read('facts/llx-domestic-innovation.json'), 'facts/llx-domestic-innovation.json'),
  capture: null,
};
