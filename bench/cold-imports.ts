import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundle, bundledFiles, processVariables } from '../infra/inputs/bundle.ts';
import { configuration } from './made-up-edition.ts';

/** Functions whose bundles are compared: for the second, somebody waits; the first renders nothing. */
const compared = ['feedback', 'subscriptions'] as const;

/** Milliseconds of processor time until a bundle is loaded in a new process; medians. */
export type ColdImports = Record<(typeof compared)[number], number>;

/** What is run in each process: it prints its processor time, in microseconds. */
const program = (bundled: string) =>
  `const before = process.cpuUsage();
await import(${JSON.stringify(pathToFileURL(join(bundled, 'index.mjs')).href)});
const { user, system } = process.cpuUsage(before);
process.stdout.write('\\n' + (user + system), () => process.exit());`;

/** Loads the bundles as Lambda does at a cold start, in turns, so often each. Nothing is called. */
export async function coldImports(rounds: number): Promise<ColdImports> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-bench-'));
  try {
    const found: Record<(typeof compared)[number], number[]> = { feedback: [], subscriptions: [] };
    for (const name of compared) bundle(name, join(folder, name), configuration);
    for (let round = 0; round < rounds; round += 1)
      for (const name of compared) found[name].push(await load(join(folder, name)));
    return { feedback: median(found.feedback), subscriptions: median(found.subscriptions) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function load(bundled: string): Promise<number> {
  const names = ['READERS_TABLE', 'DELIVERIES_TABLE', 'ARCHIVE_BUCKET', 'SIGN_UP_QUEUE_URL', 'COURANT_STACK'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program(bundled)],
    {
      env: {
        ...processVariables,
        ...Object.fromEntries(names.map(name => [name, 'none'])),
        ...{ AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' },
        CONFIGURATION_FILE: bundledFiles.configuration,
        TEMPLATES_DIRECTORY: bundledFiles.templates,
        LAMBDA_TASK_ROOT: bundled,
      },
    },
  );
  return Number(stdout.split('\n').at(-1)) / 1_000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
