/** Names the variable by which the workers of a run find its folder. */
export const runVariable = 'COURANT_TEST_RUN';

/** The folder of this run of vitest, below which lies what its workers share; it goes when the run ends. */
export function runFolder(): string {
  const folder = process.env[runVariable];
  if (folder === undefined) throw new Error(`${runVariable} is not set: run the tests with vitest`);
  return folder;
}

/** Whether this process runs tests: the programs that the tests bring with them use what tests share, too. */
export function isTestRun(): boolean {
  return process.env[runVariable] !== undefined;
}
