import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { searchScript } from '../../scripts/search-script.ts';

it('the script of the page for searching is current; run scripts/write-search.ts after a change', async () => {
  const stored = readFileSync(new URL('../../templates/search.js', import.meta.url), 'utf8');
  expect(stored).toBe(await searchScript());
});
