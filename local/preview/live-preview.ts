import { randomUUID } from 'node:crypto';
import type { Instant } from '../../core/foundation/instant.ts';
import { findingsOfError } from './files/finding.ts';
import { readProject } from './files/read-project.ts';
import { watchLog, watchProject } from './files/watch-files.ts';
import { readKeptLog } from './log/kept-log.ts';
import { type ProjectPreview, previewProject, type ReadLog } from './preview-project.ts';

/** What a preview is made from. */
export type Previewed = {
  /** The folder that holds cdk.json, facts/ and templates/. */
  root: string;
  /** The folder of the installation on this machine, which need not be there. */
  directory: string;
  /** The time that the next edition is counted from, asked anew each time. */
  now: () => Instant;
};

const nothing: ProjectPreview = { findings: [], leftOut: [], onTop: [], editions: [] };

/** A preview that is made anew whenever its files change. */
export type LivePreview = {
  /** The newest, with a name that no other has, nor any of an earlier run. */
  current(): { build: string; preview: ProjectPreview };
  /** Calls after each new one, until the function that is given back is called. */
  subscribe(listener: () => void): () => void;
} & Disposable;

/**
 * Makes a preview of the project in a folder and keeps it up to date. What the installation keeps is read once, and again after it was written to.
 * @throws UnwatchableProjectError
 */
export async function openLivePreview({ root, directory, now }: Previewed): Promise<LivePreview> {
  const run = randomUUID().slice(0, 8);
  const listeners = new Set<() => void>();
  let preview = nothing;
  let log: ReturnType<ReadLog> | undefined;
  let number = 0;
  let stale = false;
  let last = Promise.resolve();
  /** One after another, and once for all changes that came meanwhile. */
  const refresh = () => {
    stale = true;
    last = last.then(async () => {
      if (!stale) return;
      stale = false;
      preview = await makePreview(root, now(), () => {
        log ??= readKeptLog(directory);
        return log;
      });
      // Somebody may mend what could not be read, or put an installation there, without writing through one: look again each time.
      const { editions } = preview;
      if (editions.length === 0 || editions.some(({ basis }) => basis.from === 'files')) log = undefined;
      number += 1;
      for (const listener of listeners) listener();
    });
    return last;
  };
  // Watching begins before the first reading, so that no change falls between the two.
  const watchers = new DisposableStack();
  watchers.use(watchProject(root, refresh));
  watchers.use(
    watchLog(directory, () => {
      log = undefined;
      void refresh();
    }),
  );
  await refresh();
  return {
    current: () => ({ build: `${run}-${number}`, preview }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [Symbol.dispose]: () => watchers.dispose(),
  };
}

/** Whatever goes wrong is shown instead: the next change may mend it. */
async function makePreview(root: string, at: Instant, readLog: ReadLog): Promise<ProjectPreview> {
  try {
    return await previewProject(await readProject(root), at, readLog);
  } catch (error) {
    return { ...nothing, findings: findingsOfError(error, {}) };
  }
}
