import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../lambdas/runtime/bundle-file.ts';
import { readTemplates } from '../../../lambdas/runtime/read-text.ts';
import { readWording } from '../../../lambdas/runtime/wording.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

describe('readConfiguration', () => {
  it('reads what the stack put into the bundle', async () => {
    const path = join(await emptyDirectory(), 'courant.json');
    await writeFile(path, JSON.stringify(aConfiguration()));
    expect(readConfiguration(path)).toEqual(aConfiguration());
  });

  it('names the file and every mistake in it', async () => {
    const path = join(await emptyDirectory(), 'courant.json');
    await writeFile(path, JSON.stringify({ ...aConfiguration(), operator: 'nobody', publicArchive: 'yes' }));
    expect(() => readConfiguration(path)).toThrow(`${path}: operator`);
    expect(() => readConfiguration(path)).toThrow(`${path}: publicArchive`);
  });
});

describe('readTemplates', () => {
  it('reads templates and messages of all folders by path, in order, and no other files', async () => {
    const directory = await emptyDirectory();
    await mkdir(join(directory, 'partials', 'page'), { recursive: true });
    const files = {
      'b.hbs': 'B',
      'a.json': '{}',
      'partials/page/c.hbs': '每周',
      'README.md': 'x',
      'd.hbs~': 'x',
    };
    for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
    const read = readTemplates(directory);
    expect(Object.entries(read)).toEqual([
      ['a.json', '{}'],
      ['b.hbs', 'B'],
      ['partials/page/c.hbs', '每周'],
    ]);
  });

  it('fails without its folder: a function without templates must not start', async () => {
    const missing = join(await emptyDirectory(), 'missing');
    expect(() => readTemplates(missing)).toThrow(/expected: a folder[\s\S]*found: +no such file/);
  });
});

describe('readWording', () => {
  it('fails at once for a template that is broken', async () => {
    const directory = await emptyDirectory();
    await writeFile(join(directory, 'digest.html.hbs'), '{{#if}');
    expect(() => readWording(directory, aConfiguration())).toThrow();
  });

  it('has the messages of the languages that publications have', () => {
    const { messages } = readWording(resolve(import.meta.dirname, '../../../templates'), aConfiguration());
    expect(messages('en').leavePage.ask.heading).toContain('Leave');
    expect(() => messages('xx')).toThrow('xx');
  });
});
