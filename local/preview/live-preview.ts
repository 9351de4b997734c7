import { randomUUID } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { CourantError } from '../../core/foundation/errors.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { findingsOfError } from './finding.ts';
import { type ProjectPreview, previewProject } from './preview-project.ts';
import { previewed, readProject } from './read-project.ts';

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

/** Editor programs write a file in several steps, and a change of branch writes many. */
const quietMilliseconds = 60;

/**
 * Watches what a preview is made from, and calls once after each burst of changes. Survives files that are replaced instead of
 * written, and folders that go and come back: after every burst it watches anew, before it tells, so that no change is missed.
 * @throws UnwatchableProjectError
 */
export function watchProject(root: string, onChange: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const noticed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      watchers = watchAnew(root, watchers, noticed);
      onChange();
    }, quietMilliseconds);
  };
  let watchers = openWatchers(root, noticed);
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

/** The preview cannot notice changes. */
export class UnwatchableProjectError extends CourantError {
  constructor(root: string, cause: Error) {
    super(
      `${root}: expected a folder whose changes the system tells, found: ${cause.message}. Close programs that watch many ` +
        'files, or allow more watches (on Linux: sysctl fs.inotify.max_user_watches).',
      { cause },
    );
  }
}

/** The former ones stay where no others can be had: most changes still reach them. */
function watchAnew(root: string, former: FSWatcher[], noticed: () => void): FSWatcher[] {
  try {
    const watchers = openWatchers(root, noticed);
    for (const watcher of former) watcher.close();
    return watchers;
  } catch {
    return former;
  }
}

function openWatchers(root: string, noticed: () => void): FSWatcher[] {
  const { configuration, facts, templates } = previewed;
  const names: readonly string[] = [configuration, facts, templates];
  try {
    // The folders themselves come and go in the root; what else does there, such as logs, is of no interest.
    const outer = watch(root, (_, name) => {
      if (name === null || names.includes(name)) noticed();
    });
    const inner = [facts, templates].flatMap(name => watchFolder(join(root, name), noticed));
    // A folder that is deleted under its watcher is an error to some systems; that it went is noticed in the root.
    for (const watcher of [outer, ...inner]) watcher.on('error', () => {});
    return [outer, ...inner];
  } catch (error) {
    throw new UnwatchableProjectError(root, error as Error);
  }
}

/** None for a folder that is not there. */
function watchFolder(path: string, noticed: () => void): FSWatcher[] {
  try {
    return [watch(path, { recursive: true }, noticed)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
