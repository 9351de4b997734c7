import { parseAmendmentFile } from '../../core/articles/amendment-file.ts';
import type { ArticleFile } from '../../core/articles/article-file.ts';
import { checkArticle, repeatedArticles } from '../../core/filing/check-article.ts';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { configurationIn } from '../../core/publication/cdk-json.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { type Finding, findingsOfMistakes, type Texts } from './finding.ts';
import { type EditionPreview, previewEdition } from './preview-edition.ts';
import { type ProjectFiles, previewed } from './read-project.ts';

/** The next edition of every publication, and what is wrong with what all of them are made from. */
export type ProjectPreview = {
  /** Of the configuration, the article files and the corrections. */
  findings: readonly Finding[];
  /** Article files that the editions are made without, because of mistakes in them. */
  leftOut: readonly string[];
  /** As the configuration lists them; empty when it cannot be read. */
  editions: readonly EditionPreview[];
};

/**
 * Makes the next edition of every publication in memory, from all facts at once, as if each had just been filed. Never fails:
 * what is wrong is found, and what can be made all the same is there.
 * @param at the time that "next" is counted from.
 */
export async function previewProject(files: ProjectFiles, at: Instant): Promise<ProjectPreview> {
  const texts = textsOf(files);
  const { configuration, mistakes } = readConfiguration(files.configuration, at);
  const topics = configuration?.publications.flatMap(publication => publication.topics.map(({ id }) => id));
  const facts = checkFacts(files.articles, topics ? [...new Set(topics)] : null);
  const editions: EditionPreview[] = [];
  for (const publication of configuration?.publications ?? []) {
    const { settings, publicArchive } = configuration as Configuration;
    const given = { publication, settings, publicArchive, articles: facts.files, at, texts };
    editions.push(await previewEdition({ ...given, templates: files.templates }));
  }
  const all = [...files.mistakes, ...mistakes, ...facts.mistakes, ...checkCorrections(files.corrections)];
  return { findings: findingsOfMistakes(all, texts), leftOut: facts.leftOut, editions };
}

/** By the paths that mistakes name. */
function textsOf({ configuration, articles, corrections, templates }: ProjectFiles): Texts {
  const below = Object.entries(templates).map(([path, text]) => [`${previewed.templates}/${path}`, text]);
  const own = configuration === null ? {} : { [previewed.configuration]: configuration };
  return { ...articles, ...corrections, ...Object.fromEntries(below), ...own };
}

function readConfiguration(
  text: string | null,
  at: Instant,
): {
  configuration?: Configuration;
  mistakes: readonly Mistake[];
} {
  if (text === null) return { mistakes: [] };
  try {
    return { configuration: configurationIn(text, previewed.configuration, at), mistakes: [] };
  } catch (error) {
    if (error instanceof InvalidInputError) return { mistakes: error.mistakes };
    throw error;
  }
}

/** Article files that hold, and every mistake in the others. */
type CheckedFacts = {
  files: readonly ArticleFile[];
  mistakes: readonly Mistake[];
  /** Paths of the others. */
  leftOut: readonly string[];
};

/**
 * Checks article files as filing them would, but for their captures, which are private. A file with a mistake is left out, and
 * so is one whose article id an earlier file has.
 * @param topics ids of the topics that a fact may have; null when they are not known, and then any will do.
 */
function checkFacts(articles: Texts, topics: readonly string[] | null): CheckedFacts {
  const checked = Object.entries(articles).map(([path, text]) => ({ path, ...check(path, text, topics) }));
  const read = checked.flatMap(({ path, file }) => (file ? [{ path, file }] : []));
  const mistakes = [...checked.flatMap(one => one.mistakes), ...repeatedArticles(read)];
  const wrong = new Set(mistakes.map(({ source }) => source));
  return {
    files: read.filter(({ path }) => !wrong.has(path)).map(({ file }) => file),
    mistakes,
    leftOut: [...wrong],
  };
}

/** Every mistake in files that put filed facts right, as filing them would find it, but for the captures. */
function checkCorrections(corrections: Texts): Mistake[] {
  return Object.entries(corrections).flatMap(([path, text]) => {
    try {
      parseAmendmentFile(text, path);
      return [];
    } catch (error) {
      if (error instanceof InvalidInputError) return error.mistakes;
      throw error;
    }
  });
}

function check(
  path: string,
  text: string,
  topics: readonly string[] | null,
): { file?: ArticleFile; mistakes: readonly Mistake[] } {
  try {
    return checkArticle(text, path, { topics: topics ?? undefined });
  } catch (error) {
    if (error instanceof InvalidInputError) return { mistakes: error.mistakes };
    throw error;
  }
}
