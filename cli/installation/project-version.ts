import { join } from 'node:path';
import { projectFolder } from '../../infra/inputs/config.ts';
import { readText } from '../../lambdas/runtime/read-text.ts';

/** The project's version, as package.json has it. */
export const projectVersion: string = JSON.parse(readText(join(projectFolder, 'package.json'))).version;
