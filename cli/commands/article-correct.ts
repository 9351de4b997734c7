import { readArticleCorrectionFile } from '../../core/articles/article-correction-file.ts';
import type { Article } from '../../core/articles/article-file.ts';
import { wordsIn } from '../../core/articles/own-words.ts';
import { type ArticleCorrectingResult, correctArticle } from '../../core/filing/correct-article.ts';
import { canonicalJson } from '../../core/foundation/canonical-json.ts';
import { InvalidInputError, type Mistake } from '../../core/foundation/errors.ts';
import { slug } from '../../core/foundation/slug.ts';
import { readExactText, readText } from '../../lambdas/runtime/read-text.ts';
import { otherArticle } from '../facts/article-paths.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { labelled, paragraph } from '../program/layout.ts';
import { usageMistake } from '../program/usage-error.ts';

/** `article correct`: puts right what is known of a filed article. */
export const articleCorrect: Command<World> = {
  name: 'article correct',
  operands: [
    { name: '<ID>', about: 'id of the filed article' },
    { name: '<FILE>', about: 'the fields that were wrong, as they should be, and why' },
  ],
  options: ['capture'],
  summary: 'put right what is known of a filed article',
  about: [
    'FILE holds the fields that were wrong, as they should be, and the reason, in words for readers:',
    '  {\n    "article": "my-article",\n    "reason": "The agency reprinted it.",\n' +
      '    "corrected": { "publisher": "Harbour Law Review", "author": null }\n  }',
    'title, titles, publisher, author, url, type, published and note may be put right; null takes away one that may be missing. The id, ' +
      'the language, the captured text and the day on which it was read stay: they say on which text the facts stand.',
    'A date of publication that is "stated" is looked for in the captured text that Courant keeps; where it keeps none, name the text with ' +
      '--capture. If the text does not have it, that is noted, as with facts add: the file accepts the note under "accepted", or nothing is filed.',
    'Sealed editions stay as they are. Later ones name the source as it is right, also beside corrections of facts that were told before. ' +
      'The facts themselves are corrected with facts correct. Filing the same again changes nothing.',
  ],
  examples: ['courant article correct my-article article-correction.json'],
  check: ({ operands: [id = ''] }) =>
    slug(60).safeParse(id).success
      ? []
      : [
          usageMistake(
            JSON.stringify(id),
            "an article's id, such as my-article",
            'copy the id from the article file; the id of a fact without its number is one',
          ),
        ],
  async run({ operands: [id = '', path = ''], options }, world) {
    let other: Mistake[] = [];
    const { file, mistakes } = readArticleCorrectionFile(readText(path), path, input => {
      other = otherArticle(input, id, path);
      return other;
    });
    if (other.length > 0 || !file) throw new InvalidInputError('Nothing was filed', mistakes);
    const capture = options.capture === undefined ? undefined : readExactText(options.capture);
    return withInstallation(world, options, async installation => {
      const corrected = await correctArticle(installation, file, capture, mistakes);
      for (const line of describe(id, corrected, world.columns)) world.print(line);
      return 0;
    });
  },
};

function describe(
  id: string,
  { result, record, before }: ArticleCorrectingResult,
  columns: number | undefined,
): string[] {
  const reason = paragraph('Reason', wordsIn(record.reason, 'en').text, columns);
  if (result === 'unchanged') {
    return [
      `The article ${id} was corrected before, at ${record.recordedAt}.`,
      ...reason,
      'Nothing is new: all of it was filed before.',
    ];
  }
  const stays =
    'Those that are sealed stay as they are. Later ones name the source as it is right, also beside corrections of facts that were told before.';
  return [
    `The article ${id} is corrected.`,
    labelled('Filed', `${record.recordedAt}, as record ${record.sequence} about the article`),
    ...changes(before, record.corrected).flatMap(([field, was, is]) => [
      ...paragraph('Was', `${field}: ${was}`, columns),
      ...paragraph('Is now', `${field}: ${is}`, columns),
    ]),
    ...reason,
    ...paragraph('Editions', stays, columns),
  ];
}

function changes(before: Article, after: Article): [field: string, was: string, is: string][] {
  const [was, is] = [before, after].map(article => new Map<string, unknown>(Object.entries(article)));
  const fields = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])];
  return fields
    .map((field): [string, string, string] => [field, shown(was?.get(field)), shown(is?.get(field))])
    .filter(([, one, other]) => one !== other);
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : canonicalJson(value);
}
