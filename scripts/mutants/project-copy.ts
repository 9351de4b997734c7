import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the tests of a changed source ended. */
export type Verdict = 'noticed' | 'unnoticed' | 'never ended';

/** Where the tests of the copy have their temporary files, so that those of tests that were ended go with it. */
const temporary = 'tmp';

/** A copy of the project's files, in which sources are changed one at a time. The project itself is never touched. */
export class ProjectCopy {
  readonly root = mkdtempSync(join(tmpdir(), 'courant-mutants-'));
  /** Paths of all TypeScript files. */
  readonly files: string[];
  #running: number | undefined;

  /** @param project the folder of the project, whose packages the copy shares. */
  constructor(project: string) {
    const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: project,
      encoding: 'utf8',
    });
    // A file that was deleted, and the deletion not committed, is listed all the same.
    const all = stdout.split('\0').filter(name => name !== '' && existsSync(join(project, name)));
    for (const name of all) cpSync(join(project, name), join(this.root, name));
    mkdirSync(join(this.root, temporary));
    symlinkSync(join(project, 'node_modules'), join(this.root, 'node_modules'));
    this.files = all.filter(name => name.endsWith('.ts'));
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  /** Runs the tests with another text in the place of a file's, and puts the file back whatever happens. */
  async tryWith(file: string, text: string, tests: readonly string[], seconds: number): Promise<Verdict> {
    const before = this.read(file);
    writeFileSync(join(this.root, file), text);
    try {
      return await this.run(tests, seconds);
    } finally {
      writeFileSync(join(this.root, file), before);
    }
  }

  /** Runs tests until the first fails; ends them, and whatever they started, when they take too long. */
  async run(tests: readonly string[], seconds: number): Promise<Verdict> {
    const vitest = join(this.root, 'node_modules/.bin/vitest');
    const child = spawn(process.execPath, [vitest, 'run', '--bail=1', '--reporter=dot', ...tests], {
      cwd: this.root,
      env: { ...process.env, TMPDIR: join(this.root, temporary) },
      stdio: 'ignore',
      detached: true,
    });
    this.#running = child.pid;
    let inTime = true;
    const timer = setTimeout(() => {
      inTime = false;
      this.#endTests();
    }, seconds * 1000);
    const [code] = await once(child, 'exit');
    clearTimeout(timer);
    this.#running = undefined;
    return inTime ? (code === 0 ? 'unnoticed' : 'noticed') : 'never ended';
  }

  /** Removes the copy; ends what runs in it. */
  remove(): void {
    this.#endTests();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }

  /** With all that they started: they lead a group of processes. */
  #endTests(): void {
    if (this.#running !== undefined) process.kill(-this.#running, 'SIGKILL');
  }
}
