import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readExactText, readTemplates, readText } from '../../../lambdas/runtime/read-text.ts';
import { emptyDirectory } from '../../support/cloud/cloud.ts';

describe('a file that people write', () => {
  it('is read without a trace of the program that saved it, or exactly as it is', async () => {
    const path = join(await emptyDirectory(), 'a.txt');
    await writeFile(path, '\ufeffone\r\ntwo\r\n');
    expect(readText(path)).toBe('one\ntwo\n');
    expect(readExactText(path)).toBe('\ufeffone\r\ntwo\r\n');
  });

  it.each([
    ['no such file', async (folder: string) => join(folder, 'none.json'), 'put the file there'],
    ['a folder', async (folder: string) => folder, 'name a file'],
    [
      'bytes that are not UTF-8',
      async (folder: string) => {
        await writeFile(join(folder, 'a.json'), Buffer.from([0x22, 0xff]));
        return join(folder, 'a.json');
      },
      'save the file again',
    ],
  ])('is refused by the name that the caller gives it: %s', async (found, at, todo) => {
    const path = await at(await emptyDirectory());
    for (const read of [readText, readExactText]) {
      const named = new RegExp(`\\nfacts/a\\.json.*\\n.*UTF-8\\n.*${found}.*\\n.*${todo}`);
      expect(() => read(path, 'facts/a.json')).toThrow(named);
    }
    expect(() => readText(path)).toThrow(path);
  });
});

describe('templates', () => {
  it('are the same with byte order marks and CR LF as without, and their messages too', async () => {
    const [plain, windows] = [await emptyDirectory(), await emptyDirectory()];
    const files = { 'a.html.hbs': '<p>\n{{title}}\n</p>\n', 'messages/en.json': '{\n  "locale": "en"\n}\n' };
    for (const [name, text] of Object.entries(files)) {
      for (const folder of [plain, windows]) await mkdir(join(folder, 'messages'), { recursive: true });
      await writeFile(join(plain, name), text);
      await writeFile(join(windows, name), `\ufeff${text.replaceAll('\n', '\r\n')}`);
    }
    expect(readTemplates(windows)).toEqual(files);
    expect(readTemplates(plain)).toEqual(files);
  });

  it('are refused by their path in the project where one is not UTF-8', async () => {
    const folder = await emptyDirectory();
    await mkdir(join(folder, 'partials'));
    await writeFile(join(folder, 'partials', 'a.hbs'), Buffer.from('<p>\ncaf\u00e9</p>', 'latin1'));
    expect(() => readTemplates(folder, 'templates')).toThrow(
      /templates\/partials\/a\.hbs: line 2, column 4\n/,
    );
  });
});
