import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { articleNames } from '../../../local/start/article-names.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

it('takes article files in their order; neither the schema nor what editor programs keep beside an open file', async () => {
  const folder = await emptyDirectory();
  for (const name of ['b.json', 'a.json', 'article.schema.json', '.#a.json', 'a.json~', 'notes.md'])
    await writeFile(join(folder, name), '');
  expect(await articleNames(folder)).toEqual(['a.json', 'b.json']);
});
