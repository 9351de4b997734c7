import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sha256 } from '../../../../core/foundation/hash.ts';
import { openFiling } from '../../../../local/desk/filing/filing.ts';
import { aFact, anArticleFile } from '../../../support/builders/an-article.ts';
import { emptyDirectory } from '../../../support/cloud/cloud.ts';

it('files the version of an article that the page showed, and nothing when the file is another one by then', async () => {
  const drafts = await emptyDirectory();
  const directory = join(drafts, '.courant');
  const text = '20 November 2026. The Ministry of Examples published words 1 and nothing else.\n';
  const capture = { sha256: sha256(text), characters: text.length };
  const fact = aFact('one', 1, { evidence: 'published words 1 and nothing' });
  await writeFile(join(drafts, 'one.txt'), text);
  const article = join(drafts, 'one.json');
  const write = (changes: object) =>
    writeFile(article, JSON.stringify(anArticleFile('one', [{ ...fact, ...changes }], { capture })));
  await write({});
  const version = sha256(readFileSync(article, 'utf8'));
  const filing = openFiling(undefined, directory);
  const file = () => filing.file('one', 'here', article, { captures: drafts, version });

  await write({ importance: 3 });
  expect(await file()).toMatchObject({ filedAt: null, failed: true });
  expect((await file()).said.join()).toContain('one.json was changed elsewhere');
  expect(await filing.look('one', article)).toMatchObject({ filedAt: null, failed: false });

  await write({});
  expect(await file()).toMatchObject({ filedAt: expect.any(String), failed: false });
  expect(await filing.look('one', article)).toMatchObject({ differs: false });
});
