import { randomUUID } from 'node:crypto';
import type { Instant } from '../../core/foundation/instant.ts';
import { findingsOfError } from './finding.ts';
import { type ProjectPreview, previewProject } from './preview-project.ts';
import { readProject } from './read-project.ts';
import { watchProject } from './watch-project.ts';

/** A preview that is made anew whenever its files change. */
export type LivePreview = {
  /** The newest, with a name that no other has, nor any of an earlier run. */
  current(): { build: string; preview: ProjectPreview };
  /** Calls after each new one, until the function that is given back is called. */
  subscribe(listener: () => void): () => void;
} & Disposable;

/**
 * Makes a preview of the project in a folder and keeps it up to date.
 * @param now the time that the next edition is counted from, asked anew each time. @throws UnwatchableProjectError
 */
export async function openLivePreview(root: string, now: () => Instant): Promise<LivePreview> {
  const run = randomUUID().slice(0, 8);
  const listeners = new Set<() => void>();
  let preview: ProjectPreview = { findings: [], leftOut: [], editions: [] };
  let number = 0;
  let stale = false;
  let last = Promise.resolve();
  /** One after another, and once for all changes that came meanwhile. */
  const refresh = () => {
    stale = true;
    last = last.then(async () => {
      if (!stale) return;
      stale = false;
      preview = await makePreview(root, now());
      number += 1;
      for (const listener of listeners) listener();
    });
    return last;
  };
  // Watching begins before the first reading, so that no change falls between the two.
  const watcher = watchProject(root, refresh);
  await refresh();
  return {
    current: () => ({ build: `${run}-${number}`, preview }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [Symbol.dispose]: () => watcher[Symbol.dispose](),
  };
}

/** Whatever goes wrong is shown instead: the next change may mend it. */
async function makePreview(root: string, at: Instant): Promise<ProjectPreview> {
  try {
    return await previewProject(await readProject(root), at);
  } catch (error) {
    return { findings: findingsOfError(error, {}), leftOut: [], editions: [] };
  }
}
