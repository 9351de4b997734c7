import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { ArticleFile } from '../../core/articles/article-file.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import { aFact, anArticleFile } from '../support/builders/an-article.ts';

/** A text that bears out all that the article says. */
export function textAbout(id: string): string {
  return `20 November 2026. The Ministry of Examples published words 1 about ${id}.\n`;
}

/** A folder for articles and, in `texts`, their captures, anew for each test that stands where this is called. */
export function articleFolder() {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'courant-facts-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  return {
    get folder() {
      return folder;
    },
    /** Writes an article and, under another name than its hash, its capture; answers the article's path. */
    async write(id: string, change: (file: ArticleFile) => void = () => {}): Promise<string> {
      const text = textAbout(id);
      const file = anArticleFile(id, [aFact(id, 1, { evidence: `published words 1 about ${id}` })], {
        capture: { sha256: sha256(text), characters: text.length },
      });
      change(file);
      await mkdir(join(folder, 'texts', 'a folder in it'), { recursive: true });
      await writeFile(join(folder, 'texts', `text of ${id}`), text);
      await writeFile(join(folder, 'texts', 'picture'), Buffer.from([0xff, 0xfe, 0x00]));
      await writeFile(join(folder, `${id}.json`), JSON.stringify(file));
      return join(folder, `${id}.json`);
    },
  };
}
