import type { ArticleFile } from '../../core/articles/article-file.ts';
import { checkArticle, repeatedArticles } from '../../core/filing/check-article.ts';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { configurationIn } from '../../core/publication/cdk-json.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { readAmendmentFiles } from './files/amendment-files.ts';
import { type Finding, findingsOfMistakes, type Texts } from './files/finding.ts';
import { type ProjectFiles, previewed } from './files/read-project.ts';
import type { OpenedLog } from './log/edition-of-log.ts';
import { type ArticleRead, type FilesOnTop, fileOnTop } from './log/files-on-top.ts';
import type { KeptLog } from './log/kept-log.ts';
import { LogOnTop } from './log/log-on-top.ts';
import { type EditionPreview, previewEdition, unreadableLog } from './preview-edition.ts';

/** The next edition of every publication, and what is wrong with what all of them are made from. */
export type ProjectPreview = {
  /** Of the configuration, the article files and the files about what is filed; and of the log. */
  findings: readonly Finding[];
  /** Files that the editions are made without, because of mistakes in them. */
  leftOut: readonly string[];
  /** Files that are on top of the log of this machine, which does not have them yet; none where the files are all that there is. */
  onTop: readonly string[];
  /** As the configuration lists them; empty when it cannot be read. */
  editions: readonly EditionPreview[];
};

/** Opens what the installation on this machine keeps; null where there is none. */
export type ReadLog = () => Promise<KeptLog | null>;

/**
 * Makes the next edition of every publication in memory: from the log of this machine, with the files that are not filed there on top, as if they had
 * just been filed; where there is no installation, the first one of all article files. Never fails: what is wrong is found, and what can be made all the
 * same is there.
 * @param at the time that "next" is counted from; what this machine has published counts as past, whatever it says.
 */
export async function previewProject(
  files: ProjectFiles,
  at: Instant,
  readLog: ReadLog = async () => null,
): Promise<ProjectPreview> {
  const texts = textsOf(files);
  const { configuration, mistakes } = readConfiguration(files.configuration, at);
  const all = configuration?.publications.flatMap(publication => publication.topics.map(({ id }) => id));
  const topics = all && [...new Set(all)];
  const facts = checkFacts(files.articles, topics);
  const amendments = readAmendmentFiles(files.amendments, topics);
  const { log, onTop } = await openLog(readLog, at, facts.files, amendments.read, texts);
  const editions: EditionPreview[] = [];
  for (const publication of configuration?.publications ?? []) {
    const { settings, publicArchive } = configuration as Configuration;
    const articles = facts.files.map(({ file }) => file);
    const given = { publication, settings, publicArchive, log, articles, at, texts };
    editions.push(await previewEdition({ ...given, templates: files.templates }));
  }
  const found = [...files.mistakes, ...mistakes, ...facts.mistakes, ...amendments.mistakes];
  // Where a record of the window cannot be read, the editions are of files after all, and nothing is on top of anything.
  const { added, refused } = editions.some(({ basis }) => basis.from === 'log') ? onTop : nothingOnTop;
  return {
    findings: [...findingsOfMistakes(found, texts), ...onTop.findings],
    leftOut: [...new Set([...found.map(({ source }) => source).filter(isOfFacts), ...refused])],
    onTop: added,
    editions,
  };
}

function isOfFacts(path: string): boolean {
  return path.startsWith(`${previewed.facts}/`);
}

const nothingOnTop: FilesOnTop = { added: [], refused: [], findings: [] };

/** The log of this machine with the files on top. */
async function openLog(
  readLog: ReadLog,
  at: Instant,
  ...files: Parameters<typeof fileOnTop> extends [unknown, unknown, ...infer Files] ? Files : never
): Promise<{ log: OpenedLog | 'none' | 'unreadable'; onTop: FilesOnTop }> {
  try {
    const kept = await readLog();
    if (!kept) return { log: 'none', onTop: nothingOnTop };
    const now = kept.newestEnd !== null && kept.newestEnd > at ? kept.newestEnd : at;
    const log = new LogOnTop(kept.log, now);
    const onTop = await fileOnTop(log, { now: () => now }, ...files);
    return { log: { ...kept, log, at: now }, onTop };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { log: 'unreadable', onTop: { ...nothingOnTop, findings: [unreadableLog(error)] } };
  }
}

/** By the paths that mistakes name. */
function textsOf({ configuration, articles, amendments, templates }: ProjectFiles): Texts {
  const below = Object.entries(templates).map(([path, text]) => [`${previewed.templates}/${path}`, text]);
  const own = configuration === null ? {} : { [previewed.configuration]: configuration };
  return { ...articles, ...amendments, ...Object.fromEntries(below), ...own };
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
  files: readonly ArticleRead[];
  mistakes: readonly Mistake[];
};

/**
 * Checks article files as filing them would, but for their captures, which are private. A file with a mistake is left out, and
 * so is one whose article id an earlier file has.
 * @param topics ids of the topics that a fact may have; undefined when they are not known, and then any will do.
 */
function checkFacts(articles: Texts, topics: readonly string[] | undefined): CheckedFacts {
  const checked = Object.entries(articles).map(([path, text]) => ({ path, ...check(path, text, topics) }));
  const read = checked.flatMap(({ path, file }) => (file ? [{ path, file }] : []));
  const mistakes = [...checked.flatMap(one => one.mistakes), ...repeatedArticles(read)];
  const wrong = new Set(mistakes.map(({ source }) => source));
  return { files: read.filter(({ path }) => !wrong.has(path)), mistakes };
}

function check(
  path: string,
  text: string,
  topics: readonly string[] | undefined,
): { file?: ArticleFile; mistakes: readonly Mistake[] } {
  try {
    return checkArticle(text, path, { topics });
  } catch (error) {
    if (error instanceof InvalidInputError) return { mistakes: error.mistakes };
    throw error;
  }
}
