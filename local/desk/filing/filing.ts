import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stopWithParent } from '../../functions/stop-with-parent.ts';
import type { FilingAnswer, FilingTask, Where } from './filing-task.ts';

/** What the desk asks of an installation. */
export type Filing = {
  /** Whether an article is filed on this machine; AWS is asked only when something is filed there. @param article its file. */
  look(id: string, article: string): Promise<FilingAnswer>;
  /** Files an article as `courant facts add` does, unless its file is another version by then. */
  file(
    id: string,
    where: Where,
    article: string,
    toFile: NonNullable<FilingTask['toFile']>,
  ): Promise<FilingAnswer>;
};

/**
 * Files by processes of their own, each of which ends with its task.
 * @param stack of AWS; the project's own unless named.
 * @param directory of the installation of this machine.
 */
export function openFiling(stack: string | undefined, directory: string): Filing {
  const run = (task: FilingTask) => runTask(task, directory);
  return {
    async look(id, article) {
      // Looking must not make an installation that nobody asked for.
      if (!existsSync(directory)) return { filedAt: null, differs: false, failed: false, said: [] };
      return run({ where: 'here', stack: undefined, id, article, toFile: null });
    },
    file: (id, where, article, toFile) => run({ where, stack, id, article, toFile }),
  };
}

async function runTask(task: FilingTask, directory: string): Promise<FilingAnswer> {
  const child = fork(join(import.meta.dirname, 'filing-process.ts'), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, COURANT_DIRECTORY: directory },
  });
  stopWithParent(child);
  let told = '';
  child.stderr?.setEncoding('utf8').on('data', text => {
    told = `${told}${text}`.slice(-2000);
  });
  child.send(task);
  const answered = new Promise<FilingAnswer>(resolve => child.once('message', resolve as never));
  const ended = once(child, 'close').then(
    (): FilingAnswer => ({
      filedAt: null,
      differs: false,
      failed: true,
      said: [`Filing ended before its end; filing again completes it. ${told}`.trim()],
    }),
  );
  const answer = await Promise.race([answered, ended]);
  await ended;
  return answer;
}
