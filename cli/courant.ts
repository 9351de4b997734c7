import { courantProgram } from './commands/courant-program.ts';
import { projectWorld } from './installation/project-world.ts';
import { run } from './program/run.ts';
import { endWithReader } from './program/terminal.ts';

endWithReader();
process.exitCode = await run(process.argv.slice(2), courantProgram, projectWorld);
