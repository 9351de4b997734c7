import type { AmendmentFile } from '../../../core/articles/amendment-file.ts';
import type { ArticleCorrectionFile } from '../../../core/articles/article-correction-file.ts';
import type { ArticleFile } from '../../../core/articles/article-file.ts';
import { amendmentName, articleName } from '../../../core/articles/record-key.ts';
import { addFacts } from '../../../core/filing/add-facts.ts';
import { amendFact } from '../../../core/filing/amend-fact.ts';
import { correctArticle } from '../../../core/filing/correct-article.ts';
import { fileArticle } from '../../../core/filing/file-article.ts';
import { currentArticle } from '../../../core/filing/filed-article.ts';
import {
  AlreadyFiledError,
  FactsInUseError,
  NoCaptureError,
  NoSuchArticleError,
  NoSuchFactError,
  NothingToCorrectError,
  NothingToCorrectInArticleError,
} from '../../../core/filing/filing-errors.ts';
import { UnacceptedNotesError } from '../../../core/filing/notes/accepted.ts';
import { unknownReferencesIn } from '../../../core/filing/references.ts';
import { canonicalJson } from '../../../core/foundation/canonical-json.ts';
import { type CourantError, InvalidInputError, type Mistake } from '../../../core/foundation/errors.ts';
import type { Clock } from '../../../core/foundation/instant.ts';
import type { AmendmentFileRead } from '../files/amendment-files.ts';
import { type Finding, findingsOfMistakes, type Texts } from '../files/finding.ts';
import type { LogOnTop } from './log-on-top.ts';

/** An article file that holds. */
export type ArticleRead = { path: string; file: ArticleFile };

/** What became of files that were filed on top of a log. */
export type FilesOnTop = {
  /** Paths of those that the log does not have: what they say is on top of it now. */
  added: readonly string[];
  /** Paths of those that filing would refuse: nothing of them is on top. */
  refused: readonly string[];
  /** Why, and which article files differ from what is filed. */
  findings: readonly Finding[];
};

/** Whatever else goes wrong is the log's fault, and not the file's. */
const refusals = [
  InvalidInputError,
  FactsInUseError,
  NoCaptureError,
  NoSuchArticleError,
  NoSuchFactError,
  NothingToCorrectError,
  NothingToCorrectInArticleError,
  UnacceptedNotesError,
];

/**
 * Files on top of a log, by the code that files, what the log does not have yet: articles, then what is about them. What is filed as it stands here
 * adds nothing. Captures are compared with where the log keeps them.
 * @throws whatever is wrong with the log itself
 */
export async function fileOnTop(
  filing: LogOnTop,
  clock: Clock,
  articles: readonly ArticleRead[],
  amendments: readonly AmendmentFileRead[],
  texts: Texts,
): Promise<FilesOnTop> {
  const added: string[] = [];
  const refused: string[] = [];
  const findings: Finding[] = [];
  const attempt = async (path: string, work: () => Promise<{ result: 'filed' | 'unchanged' }>) => {
    try {
      if ((await work()).result === 'filed') added.push(path);
    } catch (error) {
      if (error instanceof AlreadyFiledError) findings.push(finding(path, error));
      else if (refusals.some(refusal => error instanceof refusal)) {
        refused.push(path);
        findings.push(...refusalFindings(path, error as CourantError, texts));
      } else throw error;
    }
  };
  const context = { filing, clock };
  const unknown = await namingUnknownFacts(filing, articles, factsAddedBy(amendments));
  refused.push(...new Set(unknown.map(({ source }) => source)));
  findings.push(...findingsOfMistakes(unknown, texts));
  const sound = articles.filter(({ path }) => !refused.includes(path));
  for (const { path, file } of sound) await attempt(path, () => fileArticle(context, file, null));
  for (const amendment of amendments)
    await attempt(amendment.path, async () => {
      if (amendment.kind === 'addition') return addFacts(context, amendment.file, null);
      if (amendment.kind === 'article correction')
        return (await isCorrectedSo(filing, amendment.file))
          ? { result: 'unchanged' }
          : correctArticle(context, amendment.file, null);
      return (await isAmendedSo(filing, amendment.file))
        ? { result: 'unchanged' }
        : amendFact(context, amendment.file, null);
    });
  return { added, refused, findings };
}

/**
 * What is wrong with articles that name facts which are neither filed nor among those that can be; of what is filed, nothing is asked.
 * @param added ids of the facts that additions bring.
 */
async function namingUnknownFacts(
  log: LogOnTop,
  articles: readonly ArticleRead[],
  added: readonly string[],
): Promise<Mistake[]> {
  const mistakes: Mistake[] = [];
  let fresh: ArticleRead[] = [];
  for (const one of articles)
    if ((await log.recordNamed(articleName(one.file.article.id))) === undefined) fresh.push(one);
  for (;;) {
    const found = await unknownReferencesIn(log, fresh, added);
    if (found.length === 0) return mistakes;
    mistakes.push(...found);
    // Whoever names a fact of one that is left out is left out with it.
    fresh = fresh.filter(({ path }) => !found.some(({ source }) => source === path));
  }
}

function factsAddedBy(amendments: readonly AmendmentFileRead[]): string[] {
  return amendments.flatMap(one => (one.kind === 'addition' ? one.file.facts.map(({ id }) => id) : []));
}

/** Filing an older correction again would take back a newer one: what was filed once is filed. */
async function isAmendedSo(log: LogOnTop, { fact, reason, corrected }: AmendmentFile): Promise<boolean> {
  for (let sequence = 1; ; sequence += 1) {
    const key = await log.recordNamed(amendmentName(fact, sequence));
    if (key === undefined) return false;
    const record = await log.read(key);
    if (record.type !== 'correction' && record.type !== 'retraction') return false;
    const filed = [record.reason, record.type === 'correction' ? record.corrected : null];
    if (canonicalJson(filed) === canonicalJson([reason, corrected ?? null])) return true;
  }
}

async function isCorrectedSo(
  log: LogOnTop,
  { article, reason, corrected }: ArticleCorrectionFile,
): Promise<boolean> {
  const found = await currentArticle(log, article);
  return (found?.since ?? []).some(({ record }) => {
    if (record.type !== 'article correction') return false;
    if (canonicalJson([record.reason]) !== canonicalJson([reason])) return false;
    const filed = new Map<string, unknown>(Object.entries(record.corrected));
    return Object.entries(corrected).every(
      ([name, value]) => canonicalJson([filed.get(name) ?? null]) === canonicalJson([value ?? null]),
    );
  });
}

/** Filing speaks of the file by what it is; here it has a path. */
function refusalFindings(path: string, error: CourantError, texts: Texts): Finding[] {
  if (!(error instanceof InvalidInputError)) return [finding(path, error)];
  return findingsOfMistakes(
    error.mistakes.map(mistake => ({ ...mistake, source: path })),
    texts,
  );
}

function finding(path: string, { message }: Error): Finding {
  return { where: path, says: [{ term: 'wrong', text: message }], excerpt: [] };
}
