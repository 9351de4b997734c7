import { execFile, spawnSync } from 'node:child_process';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../../infra/inputs/config.ts';
import { readText } from '../../lambdas/runtime/read-text.ts';
import { stopWithParent } from '../functions/stop-with-parent.ts';
import { RehearsalError } from './deployed-stage.ts';

/** What of the project an operator's commands need. Packages are found in the folders above, as a rehearsal lies inside the project. */
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
    ...whole.matchAll(/^ *(?<block>(?:aws|npm run|npx) .*)$|`(?<span>(?:aws|npm run|npx) [^`]*)`/gm),
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
    return command.replaceAll(/\b[A-Z]+(?:-[A-Z]+)*\b/g, word => names[word] ?? word);
  }

  /** Commands that nobody has asked for. */
  untyped(): string[] {
    return this.#commands.filter(command => !this.#typed.has(command));
  }
}

/** What a command came to: its exit code, and what it said. */
export type Answer = { code: number; said: string };

/** Somebody at a shell, in a checkout of the project of their own, whose cdk.json is written by others. */
export class Operator {
  readonly #folder: string;
  readonly #environment: Record<string, string>;

  private constructor(folder: string, environment: Record<string, string>) {
    this.#folder = folder;
    this.#environment = environment;
  }

  /** Checks the project out. @param environment leads to the account. */
  static async in(folder: string, environment: Record<string, string>): Promise<Operator> {
    for (const part of checkedOut)
      await cp(path.join(projectFolder, part), path.join(folder, part), { recursive: true });
    // The command line of AWS knows the region by this name in all its versions.
    return new Operator(folder, { ...environment, AWS_DEFAULT_REGION: environment.AWS_REGION ?? '' });
  }

  /**
   * Types a line. @param expected the exit code that it has to end with.
   * @throws RehearsalError if it ends with another one.
   */
  async type(line: string, expected = 0): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const options = { cwd: this.#folder, env: { ...process.env, ...this.#environment } };
    const child = execFile('sh', ['-c', line], options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, said: `${stdout}${stderr}` }),
    );
    stopWithParent(child);
    const answer = await promise;
    if (answer.code !== expected) throw new RehearsalError(`what this ends with: ${line}`, expected, answer);
    console.log(`typed      ${line}`);
    return answer;
  }
}
