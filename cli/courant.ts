import { realWorld } from './installation/real-world.ts';
import { run } from './program/run.ts';

/** Who reads the output may stop early, as `head` does. */
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await run(process.argv.slice(2), realWorld);
