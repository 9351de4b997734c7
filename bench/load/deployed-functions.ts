import { join } from 'node:path';
import type { Configuration } from '../../core/publication/configuration.ts';
import { bundle, bundledFiles, type FunctionName, processVariables } from '../../infra/inputs/bundle.ts';
import { type FunctionProcess, startFunction } from '../../local/functions/function-process.ts';

/** MiB that the stack gives to each function; a test compares them with the stack. */
export const memorySizes = {
  publish: 1024,
  deliver: 512,
  feedback: 256,
  sweep: 1024,
} as const satisfies Partial<Record<FunctionName, number>>;
/** A function that a load goes through. */
export type LoadedFunction = keyof typeof memorySizes;

/** Bundles each function as it is deployed, and says where its processes may be started from. */
export function bundleAll(folder: string, configuration: Configuration): Record<LoadedFunction, string> {
  const root = (name: LoadedFunction) => bundle(name, join(folder, name), configuration);
  return {
    publish: root('publish'),
    deliver: root('deliver'),
    feedback: root('feedback'),
    sweep: root('sweep'),
  };
}

/** Starts a bundle with the options for Node that it has on Lambda, but for the room of new objects. */
export function startBundled(
  name: LoadedFunction,
  root: string,
  variables: Record<string, string>,
): FunctionProcess {
  return startFunction(`courant-${name}`, root, {
    ...variables,
    CONFIGURATION_FILE: bundledFiles.configuration,
    TEMPLATES_DIRECTORY: bundledFiles.templates,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySizes[name]),
    ...processVariables,
    NODE_OPTIONS: [processVariables.NODE_OPTIONS, ...heapOf(memorySizes[name])].join(' '),
  });
}

/** MiB for each half of the space of new objects: V8's own default. */
const newSpaceHalf = 16;

/**
 * Lambda's start script gives a tenth of the memory to new objects and the rest to old ones. Here new ones get the same room
 * in every function: V8 fills what it is given before it collects any, so that with 51 MiB memory seems to grow with the work
 * until all of it has been touched, though nothing is held.
 */
function heapOf(memorySize: number): string[] {
  const oldSpace = memorySize - Math.floor(memorySize / 10);
  return [`--max-semi-space-size=${newSpaceHalf}`, `--max-old-space-size=${oldSpace}`];
}
