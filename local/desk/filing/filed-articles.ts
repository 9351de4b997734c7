import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CourantError } from '../../../core/foundation/errors.ts';
import { readText } from '../../../lambdas/runtime/read-text.ts';
import { atomicWrite } from '../../cloud/files/atomic-write.ts';
import type { Filing } from './filing.ts';
import type { FilingAnswer, Where } from './filing-task.ts';

/** Where and when an article was filed, and whether its file here has other content by now. */
export type FiledArticle = { where: Where; filedAt: string; differs: boolean };

/** Which articles are filed, as far as this desk knows. */
export type FiledArticles = ReturnType<typeof openFiledArticles>;

/** What is filed changes by a correction alone. */
export class FiledAlreadyError extends CourantError {
  constructor(slug: string, { where, filedAt }: FiledArticle) {
    super(
      `The article ${slug} was filed ${where === 'aws' ? 'on AWS' : 'on this machine'} at ${filedAt}. Nothing was written: what is filed ` +
        'stays as it is. Put a fact right with a correction file: courant facts correct FACT FILE.',
    );
  }
}

/**
 * Knows what is filed on this machine by looking there, and what this desk filed on AWS by a note of its own beside the draft: AWS is not
 * asked each time that an article is opened.
 */
export function openFiledArticles(filing: Filing, drafts: string) {
  const here = new Map<string, FiledArticle>();
  const noteOf = (slug: string) => join(drafts, `${slug}.filed`);
  const onAws = (slug: string): FiledArticle[] => {
    if (!existsSync(noteOf(slug))) return [];
    return [{ where: 'aws', filedAt: readText(noteOf(slug)).trim(), differs: false }];
  };
  const known = (slug: string) => [
    ...(here.has(slug) ? [here.get(slug) as FiledArticle] : []),
    ...onAws(slug),
  ];
  return {
    /**
     * Looks anew: what is on this machine may have been forgotten meanwhile.
     * @param article its file. @returns what is known, and in `said` why no more is.
     */
    async ask(
      slug: string,
      id: string,
      article: string,
    ): Promise<{ filed: FiledArticle[]; said: readonly string[] }> {
      const { filedAt, differs, failed, said } = await filing.look(id, article);
      if (filedAt !== null) here.set(slug, { where: 'here', filedAt, differs });
      else if (!failed) here.delete(slug);
      return { filed: known(slug), said };
    },
    /** @throws FiledAlreadyError */
    refuse(slug: string): void {
      const [filed] = known(slug);
      if (filed) throw new FiledAlreadyError(slug, filed);
    },
    /** Files the version of an article that is meant, and keeps in mind that it is filed. */
    async file(
      slug: string,
      id: string,
      where: Where,
      article: string,
      version: string,
    ): Promise<FilingAnswer> {
      const answer = await filing.file(id, where, article, { captures: drafts, version });
      const { filedAt } = answer;
      if (filedAt !== null && where === 'here') here.set(slug, { where, filedAt, differs: false });
      if (filedAt !== null && where === 'aws') {
        await mkdir(drafts, { recursive: true });
        await atomicWrite(drafts, noteOf(slug), `${filedAt}\n`);
      }
      return answer;
    },
  };
}
