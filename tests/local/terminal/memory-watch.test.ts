import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const watch = join(import.meta.dirname, '../../../local/terminal/memory-watch.ts');
/** Keeps more and more, a little at a time, as a program does that has too much to do. */
const program = `
import { watchMemory } from ${JSON.stringify(watch)};
watchMemory(error => {
  console.error(error.message);
  process.exit(1);
});
const kept = [];
for (;;) {
  kept.push(Array.from({ length: 2000 }, (_, n) => ({ n, text: 'reader ' + kept.length + ' ' + n })));
  await new Promise(resolve => setTimeout(resolve));
}
`;

it('says in words that the memory ends, before the engine ends the process with a report of its insides', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=60', '--input-type=module', '-e', program],
    { encoding: 'utf8' },
  );
  expect(stderr).toMatch(
    /^memory: expected .* the 60 MB .*, found them used up\. .*--max-old-space-size=120\.\n$/,
  );
  expect(status).toBe(1);
});
