import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AdjustableClock } from '../../local/adjustable-clock.ts';
import { fileShippedFacts, ShippedFactsChangedError } from '../../local/file-shipped-facts.ts';
import { openLocal } from '../../local/open-local.ts';
import { aFact, anArticleFile } from '../support/an-article.ts';
import { emptyDirectory } from '../support/cloud.ts';

/** Writes an article with one fact that says so much. */
async function write(folder: string, id: string, words: string): Promise<void> {
  const file = anArticleFile(id, [{ ...aFact(id, 1), statement: { en: words } }]);
  await writeFile(join(folder, `${id}.json`), JSON.stringify(file));
}

describe('fileShippedFacts', () => {
  it('files once, and says of files that were changed since how to begin anew, all of them', async () => {
    const clock = new AdjustableClock();
    const folder = await emptyDirectory();
    const local = await openLocal({ directory: await emptyDirectory(), now: () => clock.date() });
    try {
      for (const id of ['one', 'two', 'three']) await write(folder, id, 'The ministry said so.');
      expect(await fileShippedFacts(local, clock, folder)).toEqual({ articles: 3, facts: 3, new: 3 });
      expect(await fileShippedFacts(local, clock, folder)).toEqual({ articles: 3, facts: 3, new: 0 });

      for (const id of ['one', 'two']) await write(folder, id, 'The ministry said otherwise.');
      const refusal = await fileShippedFacts(local, clock, folder).catch(error => error);
      expect(refusal).toBeInstanceOf(ShippedFactsChangedError);
      expect(refusal.message).toMatch(/^facts\/one\.json, facts\/two\.json: .*changed since they were filed/);
      expect(refusal.message).toContain('npm start -- --reset');
      expect(refusal.message).not.toContain('correction');
    } finally {
      await local.stop();
    }
  });
});
