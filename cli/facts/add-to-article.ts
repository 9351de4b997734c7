import { type AdditionFile, readAdditionFile } from '../../core/articles/addition-file.ts';
import { wordsIn } from '../../core/articles/own-words.ts';
import { type AddingResult, addFacts } from '../../core/filing/add-facts.ts';
import { topicMistakesIn } from '../../core/filing/check-article.ts';
import { checkFactsAgainstCapture } from '../../core/filing/check-capture.ts';
import { currentArticle } from '../../core/filing/filed-article.ts';
import { counted } from '../../core/foundation/counts.ts';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import { readExactText, readText } from '../../lambdas/runtime/read-text.ts';
import type { Installation } from '../installation/installation.ts';
import { type World, withInstallation } from '../installation/world.ts';
import { labelled, paragraph } from '../program/layout.ts';
import type { Options } from '../program/options.ts';
import { otherArticle } from './article-paths.ts';
import { topicsOf } from './load-filings.ts';
import { filedTwinNotes } from './log/filed-twins.ts';
import { nextEditions } from './next-editions.ts';

/** Files facts that were missed with the article that makes them, and says what was filed. @returns the exit code */
export async function addToArticle(
  world: World,
  path: string,
  to: string,
  options: Options,
): Promise<number> {
  const topics = topicsOf(await world.configuration());
  const capture = options.capture === undefined ? undefined : readExactText(options.capture);
  let other: Mistake[] = [];
  const { file, mistakes } = readAdditionFile(readText(path), path, input => {
    other = otherArticle(input, to, path);
    return [
      ...other,
      ...topicMistakesIn(input, topics, path),
      ...(capture === undefined ? [] : checkFactsAgainstCapture(null, input, capture, path)),
    ];
  });
  if (other.length > 0 || !file) throw new InvalidInputError('Nothing was filed', mistakes);
  return withInstallation(world, options, async installation => {
    for (const note of await twinNotes(installation, file, path)) world.print(note);
    const added = await addFacts(installation, file, capture, mistakes);
    for (const line of describeAddition(to, file.facts.length, added)) world.print(line);
    for (const fact of added.result === 'filed' ? file.facts : [])
      for (const line of paragraph(fact.id, wordsIn(fact.statement, 'en').text, world.columns))
        world.print(line);
    for (const line of nextEditions(installation, [{ result: added.result, file }])) world.print(line);
    return 0;
  });
}

/** An article says a thing twice more often than two do: its own facts are looked at however old they are. */
async function twinNotes(installation: Installation, file: AdditionFile, path: string): Promise<string[]> {
  const own = (await currentArticle(installation.filing, file.article))?.record.facts ?? [];
  const facts = file.facts.filter(({ id }) => !own.some(fact => fact.id === id));
  return filedTwinNotes(installation, [{ path, facts }], own);
}

function describeAddition(to: string, facts: number, { result, record }: AddingResult): string[] {
  if (!record) return [`Filed with the article ${to}.`];
  if (result === 'unchanged') return [`Added to ${to} before, at ${record.recordedAt}.`];
  return [
    `${counted(facts, 'fact')} added to ${to}.`,
    labelled('Filed', `${record.recordedAt}, as record ${record.sequence} about the article`),
  ];
}
