import { type FSWatcher, type WatchListener, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CourantError } from '../../../core/foundation/errors.ts';
import { stagingName } from '../../cloud/s3/object-files.ts';
import { previewed } from './read-project.ts';

/** Editor programs write a file in several steps, and a change of branch writes many. */
const quietMilliseconds = 60;

/**
 * Watches what a preview is made from, and calls once after each burst of changes. Survives files that are replaced instead of
 * written, and folders that go and come back: after every burst it watches anew, before it tells, so that no change is missed.
 * @throws UnwatchableProjectError
 */
export function watchProject(root: string, onChange: () => void): Disposable {
  return watchAll(noticed => projectWatchers(root, noticed), onChange);
}

/**
 * Watches the installation of this machine, which need not be there: every object that is written passes one folder, and whoever opens or closes the
 * installation leaves a file. Calls as `watchProject` does. What may not be watched tells of nothing.
 */
export function watchLog(directory: string, onChange: () => void): Disposable {
  return watchAll(noticed => logWatchers(directory, noticed), onChange);
}

type OpenWatchers = (noticed: () => void) => FSWatcher[];

function watchAll(open: OpenWatchers, onChange: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const noticed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      watchers = watchAnew(open, watchers, noticed);
      onChange();
    }, quietMilliseconds);
  };
  let watchers = open(noticed);
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
function watchAnew(open: OpenWatchers, former: FSWatcher[], noticed: () => void): FSWatcher[] {
  try {
    const watchers = open(noticed);
    for (const watcher of former) watcher.close();
    return watchers;
  } catch {
    return former;
  }
}

function projectWatchers(root: string, noticed: () => void): FSWatcher[] {
  const { configuration, facts, templates } = previewed;
  const names: readonly string[] = [configuration, facts, templates];
  try {
    // The folders themselves come and go in the root; what else does there, such as logs, is of no interest.
    const outer = watch(root, (_, name) => {
      if (name === null || names.includes(name)) noticed();
    });
    const inner = [facts, templates].flatMap(name => watchFolder(join(root, name), noticed));
    return surviving([outer, ...inner]);
  } catch (error) {
    throw new UnwatchableProjectError(root, error as Error);
  }
}

function logWatchers(directory: string, noticed: () => void): FSWatcher[] {
  const names = (name: string | null) => name === null || name === basename(directory);
  const watchIfPossible = (path: string, listener: WatchListener<string>): FSWatcher[] => {
    try {
      return watchFolder(path, listener, false);
    } catch {
      return [];
    }
  };
  return surviving([
    ...watchIfPossible(dirname(directory), (_, name) => {
      if (names(name)) noticed();
    }),
    ...watchIfPossible(directory, noticed),
    ...watchIfPossible(join(directory, stagingName), noticed),
  ]);
}

/** A folder that is deleted under its watcher is an error to some systems; that it went is noticed in the folder above. */
function surviving(watchers: FSWatcher[]): FSWatcher[] {
  for (const watcher of watchers) watcher.on('error', () => {});
  return watchers;
}

/** None for a folder that is not there. */
function watchFolder(path: string, noticed: WatchListener<string>, recursive = true): FSWatcher[] {
  try {
    return [watch(path, { recursive }, noticed)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
