import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { capturesOfFolder } from '../../cli/facts/captures.ts';
import { captureForms, captureHashIn, characterCount } from '../../core/filing/check-capture.ts';
import { articleText } from '../../core/filing/drafts/article-text.ts';
import { CourantError, InvalidInputError } from '../../core/foundation/errors.ts';
import { sha256 } from '../../core/foundation/hash.ts';
import { readJson } from '../../core/foundation/json-text.ts';
import { slug as slugSchema } from '../../core/foundation/slug.ts';
import { readExactText, readText } from '../../lambdas/runtime/read-text.ts';
import { atomicWrite } from '../cloud/files/atomic-write.ts';
import { articleNames } from '../start/shipped-files.ts';
import { ChangedElsewhereError } from './filing/filing-task.ts';
import { soundParts } from './sound-parts.ts';

/** Where articles are: at work, which git ignores, and as git has them. */
export type Folders = { drafts: string; facts: string };

/** An article at the desk. */
export type OpenedArticle = {
  slug: string;
  /** What its file holds, valid or not. */
  file: object;
  /** Names the content that was read: whoever keeps another says on which it rests. */
  version: string;
  /** Whether it is at work in drafts/. */
  isDraft: boolean;
  /** Version of the file in facts/; null where there is none. */
  inFacts: string | null;
  /** The text that it stands on, in the form that it names; null where no file has it. */
  capture: string | null;
};

/** An article in a list. `facts` is how many it has; null for a file that cannot be read. */
export type ListedArticle = { slug: string; title: string; facts: number | null; isDraft: boolean };

/** The articles of a project, each by the name of its file. */
export type ArticleStore = ReturnType<typeof openArticleStore>;

/** There is no article of this name. */
export class NoArticleError extends CourantError {
  constructor(slug: string) {
    super(`There is no article ${JSON.stringify(slug.slice(0, 80))} in drafts/ or facts/.`);
  }
}

/** The text that was given is not the one that the article names. */
export class OtherCaptureError extends CourantError {
  constructor(named: string, found: string) {
    super(
      `Expected the captured text whose SHA-256 is ${named}, found one with ${found}. Nothing was written. Give the text as it was captured, ` +
        'unchanged.',
    );
  }
}

/**
 * Opens the articles of a project. What is at work lies in drafts/, as SLUG.json and SLUG.txt, so that half a sentence breaks nothing that
 * is made of facts/; it goes there when somebody says so. Every file is whole at any time, whenever the process ends.
 */
export function openArticleStore({ drafts, facts }: Folders) {
  const paths = (slug: string) => {
    if (!slugSchema(60).safeParse(slug).success) throw new NoArticleError(slug);
    return {
      draft: join(drafts, `${slug}.json`),
      capture: join(drafts, `${slug}.txt`),
      fact: join(facts, `${slug}.json`),
    };
  };
  let last: Promise<unknown> = Promise.resolve();
  /** One after another: what is compared before it is written stays so until it is. */
  const inTurn = <Done>(work: () => Promise<Done>): Promise<Done> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  /** What a killed process leaves of a file lies in drafts/, which git ignores, whichever file it was. */
  const write = async (folder: string, path: string, content: string) => {
    for (const one of [drafts, folder]) await mkdir(one, { recursive: true });
    await atomicWrite(drafts, path, content);
  };
  const textOf = (slug: string): { text: string; isDraft: boolean } => {
    const { draft, fact } = paths(slug);
    if (existsSync(draft)) return { text: readText(draft, `drafts/${slug}.json`), isDraft: true };
    if (existsSync(fact)) return { text: readText(fact, `facts/${slug}.json`), isDraft: false };
    throw new NoArticleError(slug);
  };
  return {
    /** @throws NoArticleError; InvalidInputError where the file is no JSON. */
    async open(slug: string): Promise<OpenedArticle> {
      const { text, isDraft } = textOf(slug);
      const file = recordIn(text, `${isDraft ? 'drafts' : 'facts'}/${slug}.json`);
      const { fact } = paths(slug);
      const inFacts = existsSync(fact) ? sha256(readText(fact)) : null;
      return {
        slug,
        file,
        version: sha256(text),
        isDraft,
        inFacts,
        capture: await captureOf(drafts, paths(slug).capture, file),
      };
    },
    /** All articles, those at work first, by name. */
    async list(): Promise<ListedArticle[]> {
      const [atWork, kept] = [await namesIn(drafts), await namesIn(facts)];
      const all = [...atWork, ...kept.filter(slug => !atWork.includes(slug))];
      return all.map(slug => listed(slug, textOf(slug)));
    },
    has: (slug: string): boolean => [paths(slug).draft, paths(slug).fact].some(path => existsSync(path)),
    /**
     * Writes an article that there was not, its text first.
     * @throws InvalidInputError where a file has its name, if only the text that another article left: it may be the only one.
     */
    begin: (slug: string, file: unknown, text: string): Promise<void> =>
      inTurn(async () => {
        const { draft, fact, capture } = paths(slug);
        for (const path of [draft, fact]) if (existsSync(path)) throw nameTaken(path);
        if (isOtherText(capture, text)) throw nameTaken(capture);
        await write(drafts, capture, text);
        await write(drafts, draft, articleText(file));
      }),
    /**
     * Keeps what an article holds now, in drafts/. The same content again changes nothing, whatever it rests on: an answer may have been lost.
     * @param base the version that it rests on. @returns the new version. @throws ChangedElsewhereError
     */
    keep: (slug: string, base: string, file: unknown): Promise<string> =>
      inTurn(async () => {
        recordIn(JSON.stringify(file) ?? '', `${slug}.json`);
        const { text } = textOf(slug);
        const content = articleText(file);
        if (articleText(recordIn(text, `${slug}.json`)) === content) return sha256(text);
        if (sha256(text) !== base) throw new ChangedElsewhereError(`${slug}.json`);
        await write(drafts, paths(slug).draft, content);
        return sha256(content);
      }),
    /** Takes the captured text of an article that names it, such as one of facts/. @throws OtherCaptureError */
    takeCapture: (slug: string, given: string): Promise<void> =>
      inTurn(async () => {
        const named = captureHashIn(recordIn(textOf(slug).text, `${slug}.json`)) ?? '';
        const form = captureForms(given).find(text => sha256(text) === named);
        if (form === undefined)
          throw new OtherCaptureError(named, `${sha256(given)}, of ${characterCount(given)} characters`);
        const { capture } = paths(slug);
        // An article finds its text under any name; another text under its own name may be the only one of that.
        const other = join(drafts, `${slug}.${named}.txt`);
        await write(drafts, isOtherText(capture, form) ? other : capture, form);
      }),
    /**
     * Puts what is at work into facts/, where git has it, and takes it from drafts/; its text stays there, as it is private.
     * @param inFacts the version that was there when it was looked at. @throws ChangedElsewhereError
     */
    moveToFacts: (slug: string, base: string, inFacts: string | null): Promise<void> =>
      inTurn(async () => {
        const { draft, fact } = paths(slug);
        const { text } = textOf(slug);
        const there = existsSync(fact) ? sha256(readText(fact)) : null;
        if (sha256(text) !== base) throw new ChangedElsewhereError(`drafts/${slug}.json`);
        if (there !== inFacts) throw new ChangedElsewhereError(`facts/${slug}.json`);
        const file = { ...recordIn(text, `${slug}.json`), $schema: './article.schema.json' };
        await write(facts, fact, articleText(file));
        await rm(draft, { force: true });
      }),
    /** Lets go of what is at work: of an article in facts/ that is there again, as it was; of another all but its text. */
    discard: (slug: string): Promise<void> => inTurn(() => rm(paths(slug).draft, { force: true })),
    /** Paths of an article's file and of its text, for who files it. */
    filesOf: (slug: string): { article: string; capture: string } => {
      const { draft, fact, capture } = paths(slug);
      return { article: existsSync(draft) ? draft : fact, capture };
    },
  };
}

/** The text of an article: beside its draft, or under another name in the folder. */
async function captureOf(folder: string, own: string, file: unknown): Promise<string | null> {
  const named = captureHashIn(file);
  const beside = existsSync(own) ? readExactText(own) : undefined;
  if (named === undefined) return beside ?? null;
  const form = captureForms(beside ?? '').find(text => sha256(text) === named);
  if (form !== undefined || !existsSync(folder)) return form ?? null;
  return (await capturesOfFolder(folder)).of(named) ?? null;
}

/** Whether a file is there that holds another text, or none: line ends and a byte order mark make no other. */
function isOtherText(path: string, text: string): boolean {
  if (!existsSync(path)) return false;
  try {
    return !captureForms(readExactText(path)).includes(text);
  } catch (error) {
    if (error instanceof InvalidInputError) return true;
    throw error;
  }
}

function nameTaken(path: string): InvalidInputError {
  const [expected, todo] = ['an id that no file has', 'choose another id, or move the file away'];
  return new InvalidInputError('No article was begun', [
    { source: 'id', path: '', expected, found: `the file ${basename(path)}`, todo },
  ]);
}

/** What is no record has no field to be written in. @throws InvalidInputError */
function recordIn(text: string, source: string): object {
  const file = readJson(text, source);
  if (typeof file === 'object' && file !== null && !Array.isArray(file)) return file;
  const [expected, todo] = ['an object with "article" and "facts"', 'mend it in a text editor, or remove it'];
  throw new InvalidInputError('The article file', [
    { source, path: '', expected, found: text.trim().slice(0, 40), todo },
  ]);
}

/** None where there is no such folder. What has a name that is no slug was not made here. */
async function namesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder) || (await readdir(folder)).length === 0) return [];
  const names = (await articleNames(folder)).map(name => name.slice(0, -'.json'.length));
  return names.filter(name => slugSchema(60).safeParse(name).success);
}

function listed(slug: string, { text, isDraft }: { text: string; isDraft: boolean }): ListedArticle {
  try {
    const { article, facts } = recordIn(text, slug) as { article?: unknown; facts?: unknown };
    const { title } = soundParts({ article }, slug).article;
    return { slug, title, facts: Array.isArray(facts) ? facts.length : 0, isDraft };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return { slug, title: '', facts: null, isDraft };
  }
}
