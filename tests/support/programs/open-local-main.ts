import { openLocal } from '../../../local/installation/open-local.ts';

// Run as a process of its own: opens the local installation in the directory that the argument names, and closes it.
const [, , directory = ''] = process.argv;
const local = await openLocal({ directory });
await local.stop();
