import { spawn } from 'node:child_process';
import { cp, readdir, readFile, symlink } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Fault } from '../../../local/cloud/faults/fault-plan.ts';
import { madeOnce } from '../run/made-once.ts';

const project = resolve(import.meta.dirname, '../../..');

/** How a run ended, and what it printed. */
export type Ended = { code: number | null; signal: NodeJS.Signals | null; output: string; errors: string };

/** What one `npm start` leaves behind, and how it ended. One for all tests of a run: only to be read. */
export async function installation(): Promise<{ directory: string; ended: Ended }> {
  const { folder, report } = await madeOnce('npm-start', empty => npmStart(empty));
  return { directory: folder, ended: report };
}

/** The same in another directory, to go on from. */
export async function installationIn(directory: string): Promise<string> {
  await cp((await installation()).directory, directory, { recursive: true });
  return directory;
}

const fixedTime = '2026-11-25T12:00:00Z';

/** What of the project `npm start` reads. */
const parts = ['aws', 'core', 'facts', 'infra', 'lambdas', 'local', 'templates', 'cdk.json', 'package.json'];

/** Copies the project into an empty folder, to be changed there; what is installed is shared. */
export async function projectIn(folder: string): Promise<string> {
  for (const part of parts) await cp(join(project, part), join(folder, part), { recursive: true });
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/**
 * Runs what `npm start` runs, as of a fixed time unless another is given, in a directory of its own.
 * @param root of the project; the one that is tested unless given.
 */
export function npmStart(
  directory: string,
  words: readonly string[] = [],
  environment: Record<string, string> = {},
  faults: readonly Fault[] = [],
  root = project,
): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [join(root, 'local/start/start.ts'), ...(words.includes('--at') ? [] : ['--at', fixedTime]), ...words],
    {
      env: {
        ...process.env,
        COURANT_DIRECTORY: directory,
        COURANT_FAULTS: JSON.stringify(faults),
        ...environment,
      },
    },
  );
  const printed = { output: '', errors: '' };
  child.stdout.on('data', data => {
    printed.output += data;
  });
  child.stderr.on('data', data => {
    printed.errors += data;
  });
  return new Promise((resolved, rejected) => {
    child.on('error', rejected);
    child.on('close', (code, signal) => resolved({ code, signal, ...printed }));
  });
}

/** All files below a folder, by path, as bytes in Latin-1. */
export async function filesBelow(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const read = files
    .sort()
    .map(async file => [relative(folder, file), await readFile(file, 'latin1')] as const);
  return Object.fromEntries(await Promise.all(read));
}

/**
 * The archive of an installation, that any run makes alike. Receipts are left out, which say when somebody was mailed; what says under which
 * tables that was, and at what random mark, counts by its name alone.
 */
export async function archiveOf(directory: string): Promise<Record<string, string>> {
  const files = Object.entries(await filesBelow(join(directory, 's3/archive')));
  const ofOneRun = /^(bindings|readers-tables)\//;
  return Object.fromEntries(
    files
      .filter(([name]) => !name.startsWith('receipts/'))
      .map(([name, content]) => [name, ofOneRun.test(name) ? '' : content]),
  );
}

/** The envelopes of accepted messages, as SES kept them. */
export async function envelopesIn(
  directory: string,
): Promise<{ source: string; destinations: string[]; tags: Record<string, string> }[]> {
  const files = await filesBelow(join(directory, 'mail'));
  return Object.entries(files)
    .filter(([name]) => name.endsWith('.json'))
    .map(([, content]) => JSON.parse(content));
}

/** Who was mailed by which publication, besides the operator, who gets receipts. */
export async function readersMailed(directory: string): Promise<string[]> {
  const all = (await envelopesIn(directory)).flatMap(({ destinations, tags }) =>
    destinations.map(address => ({ address, publication: tags.publication })),
  );
  return all
    .filter(({ address }) => address !== 'operator@news.example')
    .map(({ address, publication }) => `${publication} ${address}`);
}

/** What a run that goes on where another was ended may say on its error stream: nothing, or that slices in hand are waited for. */
export const atMostWaiting = /^(Waiting for \d+ messages? that a run which ended had in hand, .*\n)*$/;
