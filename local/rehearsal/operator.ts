import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, symlink } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../../infra/inputs/config.ts';
import { readText } from '../../lambdas/runtime/read-text.ts';
import { RehearsalError } from './deployed-stage.ts';

/** What of the project an operator's commands need. */
const checkedOut = [
  ...['aws', 'cli', 'core', 'infra', 'lambdas', 'local', 'scripts', 'templates'],
  'package.json',
];

/** True when the command line of AWS is on this machine: the runbook has commands of it. */
export function awsCommandLineIsInstalled(): boolean {
  return spawnSync('aws', ['--version']).status === 0;
}

/** The commands that an article of a runbook tells to type, in their order: those in blocks, and those in the text. */
export function commandsIn(runbook: string, heading: string): string[] {
  const lines = runbook.split('\n');
  const start = lines.indexOf(`## ${heading}`);
  if (start < 0) throw new RehearsalError('article of docs/runbook.md', heading, 'none');
  const end = lines.findIndex((line, index) => index > start && line.startsWith('## '));
  const article = lines.slice(start, end < 0 ? undefined : end).join('\n');
  const whole = article.replaceAll(/\\\n\s*/g, '');
  return [
    ...whole.matchAll(/^ *(?<block>(?:aws|npm run|npx) .*)$|`(?<span>npm ci|(?:aws|npm run|npx) [^`]*)`/gm),
  ].map(({ groups }) => (groups?.block ?? groups?.span ?? '').replaceAll(/\s+/g, ' '));
}

/** An article of the runbook that is followed: its commands are typed as they stand there. */
export class Article {
  readonly #heading: string;
  readonly #commands: readonly string[];
  readonly #typed = new Set<string>();

  constructor(heading: string, runbook: string = readText(path.join(projectFolder, 'docs/runbook.md'))) {
    this.#heading = heading;
    this.#commands = commandsIn(runbook, heading);
  }

  /**
   * The first command of the article that begins so.
   * @param names what to write for the words in capitals.
   * @throws RehearsalError if the article has none.
   */
  command(beginning: string, names: Readonly<Record<string, string>> = {}): string {
    const command = this.#commands.find(one => one.startsWith(beginning));
    if (command === undefined)
      throw new RehearsalError(`commands under "${this.#heading}"`, `${beginning} …`, this.#commands);
    this.#typed.add(command);
    return withNames(command, names);
  }

  /** Commands that nobody has asked for. */
  untyped(): string[] {
    return this.#commands.filter(command => !this.#typed.has(command));
  }
}

/** A command with something in place of its words in capitals, where that is known. */
export function withNames(command: string, names: Readonly<Record<string, string>>): string {
  return command.replaceAll(/\b[A-Z]+(?:-[A-Z]+)*\b/g, word => names[word] ?? word);
}

/** What a command came to: its exit code, and what it said. */
export type Answer = { code: number; said: string };

/** Somebody at a shell, in a checkout of the project of their own. */
export class Operator {
  readonly #folder: string;
  readonly #environment: Record<string, string>;

  private constructor(folder: string, environment: Record<string, string>) {
    this.#folder = folder;
    this.#environment = environment;
  }

  /**
   * Checks the project out, with its packages.
   * @param environment leads to the account.
   * @param more what else of the project is there, such as cdk.json, which else others write.
   */
  static async in(
    folder: string,
    environment: Record<string, string>,
    more: readonly string[] = [],
  ): Promise<Operator> {
    for (const part of [...checkedOut, ...more])
      await cp(path.join(projectFolder, part), path.join(folder, part), { recursive: true });
    await symlink(path.join(projectFolder, 'node_modules'), path.join(folder, 'node_modules'));
    // The command line of AWS knows the region by this name in all its versions.
    return new Operator(folder, { ...environment, AWS_DEFAULT_REGION: environment.AWS_REGION ?? '' });
  }

  /**
   * Types a line. @param expected the exit code that it has to end with.
   * @throws RehearsalError if it ends with another one.
   */
  async type(line: string, expected = 0): Promise<Answer> {
    const began = performance.now();
    const { child, closed } = this.#start(line);
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', data => (said.stdout += data));
    child.stderr.setEncoding('utf8').on('data', data => (said.stderr += data));
    const [code] = await closed;
    const answer = { code: code ?? 1, said: `${said.stdout}${said.stderr}` };
    if (answer.code !== expected) throw new RehearsalError(`what this ends with: ${line}`, expected, answer);
    tellTyped(line, began);
    return answer;
  }

  /**
   * Types a line that goes on until somebody ends it.
   * @param sign what it says once it is at work.
   * @throws RehearsalError if it ends before it has said that
   */
  async begin(line: string, sign: RegExp): Promise<{ said: RegExpExecArray; end(): Promise<void> }> {
    const began = performance.now();
    const { child, closed, endGroup } = this.#start(line);
    let told = '';
    const { promise, resolve } = Promise.withResolvers<RegExpExecArray | null>();
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', data => {
        told += data;
        const said = sign.exec(told);
        if (said) resolve(said);
      });
    child.once('close', () => resolve(null));
    const said = await promise;
    if (!said) throw new RehearsalError(`what this says: ${line}`, String(sign), told);
    tellTyped(line, began);
    return {
      said,
      async end() {
        if (child.exitCode === null && child.signalCode === null) endGroup();
        await closed;
      },
    };
  }

  /** Starts a shell in a group of its own: npm stands between, and what it started has to end too, also when this process does. */
  #start(line: string) {
    const env = { ...process.env, ...this.#environment };
    const child = spawn('sh', ['-c', line], {
      ...{ cwd: this.#folder, env, detached: true },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const closed = once(child, 'close') as Promise<[code: number | null]>;
    const endGroup = () => signalGroup(child.pid, 'SIGTERM');
    const endAtOnce = () => signalGroup(child.pid, 'SIGKILL');
    // Before whoever removes the folder in which it writes.
    process.prependOnceListener('exit', endAtOnce);
    child.once('close', () => process.off('exit', endAtOnce));
    return { child, closed, endGroup };
  }
}

/** All that a shell started; nothing where all of it has ended. */
function signalGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function tellTyped(line: string, began: number): void {
  console.log(`typed      ${line}  (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}
