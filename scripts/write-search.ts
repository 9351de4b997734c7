// Writes the script of the page for searching anew, after a change of what it does or of how words are matched.
import { writeFile } from 'node:fs/promises';
import { searchScript } from './search-script.ts';

await writeFile(new URL('../templates/search.js', import.meta.url), await searchScript());
