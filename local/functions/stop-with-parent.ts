import type { ChildProcess } from 'node:child_process';

const children = new Set<ChildProcess>();

/**
 * Ends a process when this one exits: one that outlived an interrupted program would hold its memory and its port for ever.
 * However many there are, one listener is enough. Also one that was stopped (SIGSTOP) ends.
 */
export function stopWithParent(child: ChildProcess): void {
  if (children.size === 0) process.once('exit', stopAll);
  children.add(child);
  child.once('close', () => {
    children.delete(child);
    if (children.size === 0) process.off('exit', stopAll);
  });
}

function stopAll(): void {
  for (const child of children) child.kill('SIGKILL');
}
