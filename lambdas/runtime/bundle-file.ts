import { resolve } from 'node:path';

/** A file or folder of the function's bundle; elsewhere than in Lambda, of the current folder or wherever the path says. */
export function bundlePath(name: string, environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(environment.LAMBDA_TASK_ROOT ?? process.cwd(), name);
}
