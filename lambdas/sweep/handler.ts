/** Looks after everything that is unfinished. */
export async function handler(): Promise<void> {}
