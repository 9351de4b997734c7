import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  articleNames,
  MisnamedCorrectionError,
  shippedArticles,
  shippedCorrections,
} from '../../../local/start/shipped-files.ts';
import { aFact, anArticleFile } from '../../support/builders/an-article.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

describe('the facts that ship', () => {
  it('are the article files of a folder, by name, without schemas and without corrections', async () => {
    const folder = await emptyDirectory();
    await mkdir(join(folder, 'corrections'));
    for (const id of ['two', 'one'])
      await writeFile(join(folder, `${id}.json`), JSON.stringify(anArticleFile(id, [aFact(id, 1)])));
    await writeFile(join(folder, 'article.schema.json'), '{}');
    expect((await shippedArticles(folder)).map(({ name }) => name)).toEqual([
      'facts/one.json',
      'facts/two.json',
    ]);
    expect(await shippedCorrections(folder)).toEqual([]);
  });

  it('need have no corrections', async () => {
    expect(await shippedCorrections(await emptyDirectory())).toEqual([]);
  });
});

describe('the corrections that ship', () => {
  it('are refused under another name than their fact’s: there can be one of each', async () => {
    const folder = await emptyDirectory();
    await mkdir(join(folder, 'corrections'));
    const correction = { fact: 'one.1', reason: 'It said another thing.', corrected: aFact('one', 1) };
    const write = (name: string) => writeFile(join(folder, 'corrections', name), JSON.stringify(correction));
    await write('one.1.json');
    expect((await shippedCorrections(folder)).map(({ file }) => file.fact)).toEqual(['one.1']);
    await write('one.1-again.json');
    await expect(shippedCorrections(folder)).rejects.toThrow(MisnamedCorrectionError);
    await expect(shippedCorrections(folder)).rejects.toThrow(
      'facts/corrections/one.1-again.json: expected the name one.1.json',
    );
  });

  it('put right statements of facts that ship, in each language that these have, and stand on the same evidence', async () => {
    const facts = (await shippedArticles()).flatMap(({ file }) => file.facts);
    const corrections = await shippedCorrections();
    expect(corrections.length).toBeGreaterThan(0);
    for (const { file } of corrections) {
      const { corrected } = file;
      const filed = facts.find(({ id }) => id === file.fact);
      const languages = Object.keys(filed?.statement ?? {});
      expect(Object.keys(corrected?.statement ?? {})).toEqual(languages);
      expect(Object.keys(file.reason)).toEqual(languages);
      for (const language of languages)
        expect(corrected?.statement[language]).not.toBe(filed?.statement[language]);
      expect(corrected?.evidence).toBe(filed?.evidence);
    }
  });
});

it('takes article files in their order; neither the schema nor what editor programs keep beside an open file', async () => {
  const folder = await emptyDirectory();
  for (const name of ['b.json', 'a.json', 'article.schema.json', '.#a.json', 'a.json~', 'notes.md'])
    await writeFile(join(folder, name), '');
  expect(await articleNames(folder)).toEqual(['a.json', 'b.json']);
});
